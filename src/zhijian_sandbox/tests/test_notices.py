"""Subscription notices, template messages, and the platform's own customer service."""

import time
from typing import Any

import pytest

from zhijian.wechat import messages
from zhijian_sandbox.platform.limits import NOTICES_FULL, NOTICES_MOST
from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.serving import Account

MEETING: Json = {
    "thing1": {"value": "支部党员大会"},
    "time2": {"value": "2026年3月5日 15:00"},
}


@pytest.fixture
def plain(bench: Bench, account: Account) -> Bench:
    """Mei follows a verified service account."""
    bench.register(callback_url=account.url, mode="plain")
    bench.follower()
    return bench


def new(bench: Bench, name: str, body: Json | None = None, **query: Any) -> Json:
    """A call of /wxaapi/newtmpl/."""
    query["access_token"] = bench.token()
    method = "GET" if body is None else "POST"
    return dict(bench.http.request(method, f"/wxaapi/newtmpl/{name}", params=query, json=body).json())


def add(bench: Bench, **changes: Any) -> str:
    made = new(bench, "addtemplate", {"tid": "1001", "kidList": [1, 2], "sceneDesc": "开会", **changes})
    return str(made["priTmplId"])


def notify(bench: Bench, template_id: str, **changes: Any) -> Json:
    body = {"touser": "oMei", "template_id": template_id, "page": "http://a/", "data": MEETING, **changes}
    return bench.post("message/subscribe/bizsend", body)


def allow(bench: Bench, template_id: str, choice: str = "accept", **more: Any) -> Json:
    return bench.control("POST", "followers/oMei/grants", choices={template_id: choice}, **more)


def heard(account: Account, *, many: int = 1) -> Any:
    deadline = time.monotonic() + 5
    while len(account.asked) < many and time.monotonic() < deadline:
        time.sleep(0.01)
    return messages.parse(account.asked[many - 1].body)


def test_library_is_searched_by_category(plain: Bench) -> None:
    (category,) = new(plain, "getcategory")["data"]
    titles = new(plain, "getpubtemplatetitles", ids=category["id"], start=0, limit=2)
    keywords = new(plain, "getpubtemplatekeywords", tid=titles["data"][0]["tid"])

    assert (titles["count"], [one["title"] for one in titles["data"]]) == (5, ["会议通知", "学习任务提醒"])
    assert keywords["data"][0] == {"kid": 1, "name": "会议主题", "example": "支部党员大会", "rule": "thing"}


@pytest.mark.parametrize(
    ("query", "errcode"),
    [
        ({"ids": "x", "start": 0, "limit": 1}, 200018),
        ({"ids": "1", "start": "x", "limit": 1}, 200016),
        ({"ids": "1", "start": 0, "limit": 31}, 200017),
    ],
)
def test_searches_the_platform_refuses(plain: Bench, query: Json, errcode: int) -> None:
    assert new(plain, "getpubtemplatetitles", **query)["errcode"] == errcode


def test_template_is_made_listed_and_deleted(plain: Bench) -> None:
    template_id = add(plain)

    (listed,) = new(plain, "gettemplate")["data"]
    deleted = [new(plain, "deltemplate", {"priTmplId": template_id})["errcode"] for _ in range(2)]

    assert listed == {
        "priTmplId": template_id,
        "title": "会议通知",
        "content": "会议主题:{{thing1.DATA}}\n会议时间:{{time2.DATA}}\n",
        "example": "会议主题:支部党员大会\n会议时间:2026年3月5日 15:00\n",
        "type": 2,
    }
    assert (deleted, new(plain, "gettemplate")["data"]) == ([0, 200014], [])


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        ({"tid": "9"}, 200014),
        ({"kidList": [1]}, 200020),
        ({"kidList": [1, 1]}, 200020),
        ({"kidList": [1, 9]}, 200020),
        ({"kidList": [1, 2, 3, 4, 5, 6]}, 200020),
        ({"sceneDesc": "字" * 16}, 200021),
    ],
)
def test_templates_the_platform_refuses(plain: Bench, body: Json, errcode: int) -> None:
    given = {"tid": "1001", "kidList": [1, 2], "sceneDesc": "开会", **body}
    assert new(plain, "addtemplate", given)["errcode"] == errcode


def test_one_permission_is_one_notice(plain: Bench, account: Account) -> None:
    template_id = add(plain)
    before = notify(plain, template_id)["errcode"]
    allow(plain, template_id)
    popup = heard(account)

    sent = notify(plain, template_id)
    report = heard(account, many=2)
    after = notify(plain, template_id)["errcode"]

    (choice,), (told,) = popup.choices, report.reports
    assert (before, sent, after) == (43101, {"errcode": 0, "errmsg": "ok"}, 43101)
    assert (choice.template_id, choice.status, choice.popup_scene) == (template_id, "accept", "1")
    assert (told.template_id, told.error_code, told.error_status) == (template_id, "0", "success")
    (bubble,) = plain.bubbles()
    assert (bubble["kind"], bubble["via"], bubble["title"], bubble["rows"], bubble["url"]) == (
        "template",
        "notice",
        "会议通知",
        [{"name": "会议主题", "value": "支部党员大会"}, {"name": "会议时间", "value": "2026年3月5日 15:00"}],
        "http://a/",
    )


def test_refused_permission_is_told_and_gives_nothing(plain: Bench, account: Account) -> None:
    template_id = add(plain)

    allow(plain, template_id, "reject", scene=2)

    (choice,) = heard(account).choices
    assert (choice.status, choice.popup_scene) == ("reject", "2")
    assert notify(plain, template_id)["errcode"] == 43101


def test_lasting_permission_is_used_again_and_can_be_taken_back(plain: Bench, account: Account) -> None:
    template_id = add(plain, tid="1004", kidList=[1, 2])
    allow(plain, template_id, always=True)
    data = {"thing1": {"value": "转接"}, "phrase2": {"value": "办理中"}}
    answers = [notify(plain, template_id, data=data)["errcode"] for _ in range(2)]
    heard(account, many=3)

    plain.control("DELETE", f"followers/oMei/grants/{template_id}")

    (choice,) = heard(account, many=4).choices
    assert (answers, choice.status) == ([0, 0], "reject")
    assert notify(plain, template_id, data=data)["errcode"] == 43101
    assert plain.control("GET", "followers/oMei/grants") == {"grants": []}


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"touser": "oX"}, 40003),
        ({"template_id": "x"}, 40037),
        ({"data": {}}, 47003),
        ({"data": {**MEETING, "thing1": {"value": "字" * 21}}}, 47003),
        ({"data": {**MEETING, "time2": {"value": "明天"}}}, 47003),
        ({"data": {**MEETING, "thing1": {"value": ""}}}, 47003),
    ],
)
def test_notices_the_platform_refuses(plain: Bench, changes: Json, errcode: int) -> None:
    template_id = add(plain)
    allow(plain, template_id)

    given = {"template_id": template_id, **changes}
    assert notify(plain, given.pop("template_id"), **given)["errcode"] == errcode


def test_refused_notice_uses_no_permission(plain: Bench) -> None:
    template_id = add(plain)
    allow(plain, template_id)

    notify(plain, template_id, data={})

    assert notify(plain, template_id)["errcode"] == 0


def test_somebody_who_left_gets_no_notice(plain: Bench) -> None:
    template_id = add(plain)
    allow(plain, template_id)
    plain.act("unfollow")

    assert notify(plain, template_id)["errcode"] == 43004


def test_template_message_needs_no_permission_and_is_reported(plain: Bench, account: Account) -> None:
    body = {"template_id_short": "1001", "keyword_name_list": ["会议主题", "会议时间"]}
    template_id = plain.post("template/api_add_template", body)["template_id"]
    sending = {"touser": "oMei", "template_id": template_id, "url": "http://a/", "data": MEETING}

    sent = plain.post("message/template/send", {**sending, "client_msg_id": "m1"})
    again = plain.post("message/template/send", {**sending, "client_msg_id": "m1"})
    event = heard(account)

    assert (sent["errcode"], again["msgid"]) == (0, sent["msgid"])
    assert (event.event, event.msg_id, event.status, event.from_user) == (
        "TEMPLATESENDJOBFINISH",
        sent["msgid"],
        "success",
        "oMei",
    )
    assert [(one["kind"], one["via"], one["title"]) for one in plain.bubbles()] == [
        ("template", "template", "会议通知")
    ]
    last = plain.control("GET", "followers/oMei/screen")["chats"][0]["last_text"]
    assert last == "[通知] 会议通知"


def test_blocked_template_message_shows_nowhere(plain: Bench, account: Account) -> None:
    template_id = plain.post("template/api_add_template", {"template_id_short": "1005"})["template_id"]
    plain.control("PUT", f"apps/{APPID}/next-template-message", status="failed:user block")
    data = {
        "thing1": {"value": "党费"},
        "amount2": {"value": "36.00元"},
        "time3": {"value": "2026年3月31日"},
    }

    plain.post("message/template/send", {"touser": "oMei", "template_id": template_id, "data": data})

    assert (heard(account).status, plain.bubbles()) == ("failed:user block", [])


def test_template_messages_have_templates_of_their_own(plain: Bench) -> None:
    template_id = plain.post("template/api_add_template", {"template_id_short": "1001"})["template_id"]

    (listed,) = plain.get("template/get_all_private_template")["template_list"]
    wrong = [
        plain.post("template/api_add_template", {"template_id_short": "9"})["errcode"],
        plain.post("template/api_add_template", {"template_id_short": "1001", "keyword_name_list": ["天气"]})[
            "errcode"
        ],
    ]
    deleted = [
        plain.post("template/del_private_template", {"template_id": template_id})["errcode"] for _ in range(2)
    ]

    assert (listed["template_id"], listed["title"]) == (template_id, "会议通知")
    assert (wrong, deleted) == ([40037, 47003], [0, 40037])


def test_account_has_at_most_25_templates(plain: Bench) -> None:
    token = plain.token()
    answers = [
        plain.post("template/api_add_template", {"template_id_short": "1001"}, token=token)["errcode"]
        for _ in range(26)
    ]

    assert answers == [0] * 25 + [45026]


def test_industries_are_set_and_told(plain: Bench) -> None:
    before = plain.get("template/get_industry")["primary_industry"]

    set_, wrong = (
        plain.post("template/api_set_industry", {"industry_id1": first, "industry_id2": "16"})["errcode"]
        for first in ("21", "99")
    )

    assert before == {"first_class": "政府与公共事业", "second_class": "行政"}
    assert (set_, wrong) == (0, 40035)
    assert plain.get("template/get_industry")["primary_industry"]["second_class"] == "公安"


@pytest.mark.parametrize(("kind", "verified"), [("subscription", True), ("service", False)])
def test_only_verified_service_accounts_may(bench: Bench, kind: str, verified: bool) -> None:
    bench.register(kind=kind, verified=verified)

    answers = [
        new(bench, "gettemplate")["errcode"],
        bench.get("template/get_industry")["errcode"],
        bench.get("customservice/getkflist")["errcode"],
    ]

    assert answers == [48001] * 3


def kf(bench: Bench, path: str, body: Json | None = None, **query: Any) -> Json:
    query["access_token"] = bench.token()
    method = "GET" if body is None else "POST"
    return dict(bench.http.request(method, f"/customservice/{path}", params=query, json=body).json())


def test_staff_is_added_invited_and_removed(plain: Bench) -> None:
    zhou = {"kf_account": "zhou@qinghe", "nickname": "周敏"}
    answers = [kf(plain, "kfaccount/add", zhou)["errcode"] for _ in range(2)]
    kf(plain, "kfaccount/inviteworker", {"kf_account": "zhou@qinghe", "invite_wx": "zhoumin"})
    kf(plain, "kfaccount/update", {**zhou, "nickname": "小周"})

    (listed,) = plain.get("customservice/getkflist")["kf_list"]
    (online,) = plain.get("customservice/getonlinekflist")["kf_online_list"]
    removed = [kf(plain, "kfaccount/del", kf_account="zhou@qinghe")["errcode"] for _ in range(2)]

    assert answers == [0, 65406]
    assert (listed["kf_account"], listed["kf_nick"], listed["kf_wx"], listed["kf_id"]) == (
        "zhou@qinghe",
        "小周",
        "zhoumin",
        "1001",
    )
    assert (online["kf_account"], online["accepted_case"], removed) == ("zhou@qinghe", 0, [0, 65401])


def test_conversation_is_opened_by_one_and_closed(plain: Bench, account: Account) -> None:
    for name in ("zhou@qinghe", "lin@qinghe"):
        kf(plain, "kfaccount/add", {"kf_account": name, "nickname": name})
    mine = {"kf_account": "zhou@qinghe", "openid": "oMei"}

    opened = kf(plain, "kfsession/create", mine)["errcode"]
    taken = kf(plain, "kfsession/create", {**mine, "kf_account": "lin@qinghe"})["errcode"]
    told = kf(plain, "kfsession/getsession", openid="oMei")["kf_account"]
    (listed,) = kf(plain, "kfsession/getsessionlist", kf_account="zhou@qinghe")["sessionlist"]
    kf(plain, "kfsession/close", mine)

    events = [heard(account), heard(account, many=2)]
    assert (opened, taken, told, listed["openid"]) == (0, 65414, "zhou@qinghe", "oMei")
    assert [(one.event, one.kf_account) for one in events] == [
        ("kf_create_session", "zhou@qinghe"),
        ("kf_close_session", "zhou@qinghe"),
    ]
    assert kf(plain, "kfsession/getsession", openid="oMei")["kf_account"] == ""
    assert kf(plain, "kfsession/getwaitcase") == {"count": 0, "waitcaselist": []}


def test_what_was_said_is_on_record(plain: Bench) -> None:
    plain.act("text", content="在吗")
    plain.post("message/custom/send", {"touser": "oMei", "msgtype": "text", "text": {"content": "在的"}})
    now = int(plain.control("GET", "clock")["now"])

    told = kf(plain, "msgrecord/getmsglist", {"starttime": now - 60, "endtime": now + 60, "number": 10})
    wrong = kf(plain, "msgrecord/getmsglist", {"starttime": now - 90_000, "endtime": now})["errcode"]

    assert [(one["opercode"], one["text"]) for one in told["recordlist"]] == [(2003, "在吗"), (2002, "在的")]
    assert (told["number"], wrong) == (2, 40035)


def test_account_has_at_most_fifty_templates_for_notices(plain: Bench) -> None:
    query = {"access_token": plain.token()}
    body = {"tid": "1001", "kidList": [1, 2], "sceneDesc": "开会"}

    answers = [
        plain.http.post("/wxaapi/newtmpl/addtemplate", params=query, json=body).json()["errcode"]
        for _ in range(NOTICES_MOST + 1)
    ]

    assert answers == [0] * NOTICES_MOST + [NOTICES_FULL]


def test_desk_sees_what_an_account_may_ask_for(plain: Bench) -> None:
    template_id = add(plain)

    listed = plain.control("GET", f"apps/{APPID}/templates")["templates"]

    assert listed == [{"template_id": template_id, "title": "会议通知", "type": 2}]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"choices": {"T": "perhaps"}}, 400),
        ({"choices": {"T": "accept"}}, 404),
        ({"choices": {"T": "accept"}, "appid": "wxnobody"}, 404),
    ],
)
def test_choices_that_cannot_be_are_refused(plain: Bench, body: Json, status: int) -> None:
    assert plain.http.post("/_sandbox/followers/oMei/grants", json=body).status_code == status
