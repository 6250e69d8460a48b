"""Pushes: who gets them, how many there may be, and what the account hears of it."""

import time
from typing import Any

import pytest

from zhijian.wechat import messages
from zhijian_sandbox.samples import picture, video, voice
from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.serving import Account
from zhijian_sandbox.tests.test_drafts import add, article

TEXT: Json = {"msgtype": "text", "text": {"content": "明天开会"}}
ALL: Json = {"filter": {"is_to_all": True}}


@pytest.fixture
def plain(bench: Bench, account: Account) -> Bench:
    """Mei and Bo follow a service account, Li does not."""
    bench.register(callback_url=account.url, mode="plain")
    for name in ("oMei", "oBo"):
        bench.follower(name)
    bench.follower("oLi", follows=False)
    return bench


@pytest.fixture
def subscription(bench: Bench, account: Account) -> Bench:
    bench.register(callback_url=account.url, mode="plain", kind="subscription")
    bench.follower("oMei")
    return bench


def push(bench: Bench, **more: Any) -> Json:
    return bench.post("message/mass/sendall", {**ALL, **TEXT, **more})


def heard(account: Account, *, many: int = 1) -> Any:
    """The last of so many reports, as soon as it came."""
    deadline = time.monotonic() + 5
    while len(account.asked) < many and time.monotonic() < deadline:
        time.sleep(0.01)
    return messages.parse(account.asked[many - 1].body)


def got(bench: Bench, openid: str = "oMei") -> list[tuple[str, str]]:
    return [(one["via"], str(one.get("content", one["kind"]))) for one in bench.bubbles(openid)]


def counts(event: Any) -> tuple[str, int, int, int, int]:
    return (event.status, event.total_count, event.filter_count, event.sent_count, event.error_count)


def test_push_reaches_every_follower_and_the_account_is_told(plain: Bench, account: Account) -> None:
    answer = push(plain)

    event = heard(account)

    assert {**answer, "msg_id": 0} == {
        "errcode": 0,
        "errmsg": "send job submission success",
        "msg_id": 0,
    }
    assert (event.event, event.msg_id, counts(event)) == (
        "MASSSENDJOBFINISH",
        answer["msg_id"],
        ("send success", 2, 2, 2, 0),
    )
    assert (got(plain), got(plain, "oBo"), got(plain, "oLi")) == (
        [("push", "明天开会")],
        [("push", "明天开会")],
        [],
    )


def test_report_comes_from_the_platform_and_shows_on_no_phone(plain: Bench, account: Account) -> None:
    account.always(b"", status=500)
    push(plain)
    heard(account, many=3)

    (row, *_) = plain.log(kind="callback")

    assert (row["follower"], row["title"]) == (None, "平台：群发 send success，2 人")
    assert all(one["via"] == "push" for one in plain.bubbles())


def test_articles_arrive_as_cards_with_addresses(plain: Bench, account: Account) -> None:
    media_id = add(plain, article(plain), article(plain, title="第二篇"))["media_id"]

    answer = push(plain, msgtype="mpnews", mpnews={"media_id": media_id}, send_ignore_reprint=1)
    event = heard(account)

    (bubble,) = plain.bubbles()
    cards = bubble["articles"]
    assert (bubble["kind"], bubble["via"]) == ("news", "push")
    assert [(one["title"], one["msg_data_id"], one["index"]) for one in cards] == [
        ("学习强国", answer["msg_data_id"], 0),
        ("第二篇", answer["msg_data_id"], 1),
    ]
    assert [one.article_url for one in event.article_url_result.items] == [one["url"] for one in cards]
    assert (event.copyright_check_result.count, event.copyright_check_result.check_state) == (0, 1)
    assert "<h1>第二篇</h1>" in plain.http.get(cards[1]["url"]).text
    assert plain.post("draft/get", {"media_id": media_id})["errcode"] == 40007


def test_push_by_tag_reaches_those_who_carry_it(plain: Bench, account: Account) -> None:
    tag = plain.post("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]
    plain.post("tags/members/batchtagging", {"openid_list": ["oBo"], "tagid": tag})

    push(plain, filter={"is_to_all": False, "tag_id": tag})
    event = heard(account)

    assert (counts(event), got(plain), got(plain, "oBo")) == (
        ("send success", 1, 1, 1, 0),
        [],
        [("push", "明天开会")],
    )


def test_tag_may_be_called_a_group_as_before(plain: Bench) -> None:
    tag = plain.post("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]

    assert push(plain, filter={"is_to_all": False, "group_id": tag})["errcode"] == 0


@pytest.mark.parametrize("audience", [{}, {"is_to_all": False}, {"tag_id": 99}, {"tag_id": "x"}, None])
def test_bad_or_missing_tag_is_refused(plain: Bench, audience: Any) -> None:
    assert push(plain, filter=audience)["errcode"] == 40152


def test_blacklisted_follower_is_filtered_out(plain: Bench, account: Account) -> None:
    plain.post("tags/members/batchblacklist", {"openid_list": ["oBo"]})

    push(plain)

    assert (counts(heard(account)), got(plain, "oBo")) == (("send success", 2, 1, 1, 0), [])


def test_push_by_name_needs_two_and_a_service_account(plain: Bench, account: Account) -> None:
    sent = plain.post("message/mass/send", {"touser": ["oMei", "oBo"], **TEXT})
    event = heard(account)

    assert (sent["errcode"], counts(event)) == (0, ("send success", 2, 2, 2, 0))
    assert plain.post("message/mass/send", {"touser": ["oMei"], **TEXT})["errcode"] == 40130
    assert plain.post("message/mass/send", {"touser": "oMei", **TEXT})["errcode"] == 40031
    assert plain.post("message/mass/send", {"touser": ["oMei", "oX"], **TEXT})["errcode"] == 40003
    assert plain.post("message/mass/send", {"touser": ["oMei"] * 10_001, **TEXT})["errcode"] == 40032


def test_subscription_account_cannot_push_by_name(subscription: Bench) -> None:
    assert subscription.post("message/mass/send", {"touser": ["oMei", "oX"], **TEXT})["errcode"] == 48001


def test_unverified_account_cannot_push(bench: Bench) -> None:
    bench.register(verified=False)

    assert push(bench)["errcode"] == 48001


def test_subscription_account_pushes_once_a_day(subscription: Bench, account: Account) -> None:
    subscription.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    push(subscription)
    heard(account)

    second = push(subscription)["errcode"]
    subscription.control("PUT", "clock", now="2026-03-06T00:01:00+08:00")

    assert (second, push(subscription)["errcode"]) == (45028, 0)


def test_service_account_pushes_to_all_four_times_a_month(plain: Bench, account: Account) -> None:
    plain.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    answers = [push(plain)["errcode"] for _ in range(5)]
    heard(account, many=4)

    plain.control("PUT", "clock", now="2026-04-01T00:01:00+08:00")

    assert (answers, push(plain)["errcode"]) == ([0, 0, 0, 0, 45028], 0)


def test_follower_gets_four_a_month_of_a_service_account(plain: Bench, account: Account) -> None:
    plain.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    for many in range(1, 5):
        plain.post("message/mass/send", {"touser": ["oMei", "oMei"], **TEXT})
        heard(account, many=many)

    push(plain)
    event = heard(account, many=5)

    assert (counts(event), len(got(plain)), len(got(plain, "oBo"))) == (("send success", 2, 1, 1, 0), 4, 1)


def test_number_of_pushes_can_be_set_for_a_rehearsal(bench: Bench, account: Account) -> None:
    bench.register(callback_url=account.url, mode="plain", quotas={"push": 0})

    assert push(bench)["errcode"] == 45028


def test_hundred_calls_a_day_and_sixty_a_minute(bench: Bench, account: Account) -> None:
    bench.register(callback_url=account.url, mode="plain")
    token = bench.token()
    path = {"cgi_path": "/cgi-bin/message/mass/sendall"}

    told = bench.post("openapi/quota/get", path, token=token)

    assert (told["quota"]["daily_limit"], told["rate_limit"]) == (
        100,
        {"call_count": 60, "refresh_second": 60},
    )


def test_same_clientmsgid_is_the_same_push(plain: Bench, account: Account) -> None:
    first = push(plain, clientmsgid="spring-1")
    too_soon = push(plain, clientmsgid="spring-1")["errcode"]
    heard(account)

    again = push(plain, clientmsgid="spring-1")
    other = push(plain, clientmsgid="spring-2")
    plain.later(days=1, minutes=1)
    next_day = push(plain, clientmsgid="spring-1")

    assert too_soon == 45066
    assert (again["errcode"], again["msg_id"]) == (45065, first["msg_id"])
    assert (other["errcode"], next_day["errcode"]) == (0, 0)
    assert push(plain, clientmsgid="x" * 65)["errcode"] == 45067


def test_repeated_articles_name_the_first_ones(plain: Bench, account: Account) -> None:
    def send() -> Json:
        media_id = add(plain, article(plain))["media_id"]
        return push(plain, msgtype="mpnews", mpnews={"media_id": media_id}, clientmsgid="a")

    first = send()
    heard(account)

    assert send()["msg_data_id"] == first["msg_data_id"]


@pytest.mark.parametrize(
    ("message", "errcode"),
    [
        ({"msgtype": "dance"}, 40008),
        ({"msgtype": "text", "text": "x"}, 47001),
        ({"msgtype": "text", "text": {"content": " "}}, 44004),
        ({"msgtype": "text", "text": {"content": "字" * 683}}, 45002),
        ({"msgtype": "mpnews", "mpnews": {"media_id": "invented"}}, 40007),
        ({"msgtype": "mpnews", "mpnews": {}}, 41006),
        ({"msgtype": "voice", "voice": {"media_id": "invented"}}, 40007),
        ({"msgtype": "image", "images": {"media_ids": []}}, 40007),
        ({"msgtype": "mpvideo", "mpvideo": {"media_id": "invented"}}, 40007),
        ({"msgtype": "wxcard", "wxcard": {}}, 40035),
    ],
)
def test_messages_the_platform_refuses(plain: Bench, message: Json, errcode: int) -> None:
    assert plain.post("message/mass/sendall", {**ALL, **message})["errcode"] == errcode


def test_refused_push_uses_no_quota(subscription: Bench) -> None:
    push(subscription, text={"content": ""})

    assert push(subscription)["errcode"] == 0


def test_every_kind_shows_on_the_phone(plain: Bench, account: Account) -> None:
    image, sound = (
        plain.upload(*one)["media_id"] for one in (("image", picture()), ("voice", voice(seconds=2)))
    )
    film = plain.upload("video", video())["media_id"]
    words = {"media_id": film, "title": "党课", "description": "第一讲"}
    converted = plain.post("media/uploadvideo", words)["media_id"]
    for number, message in enumerate(
        (
            {"msgtype": "image", "images": {"media_ids": [image, image], "recommend": "看图"}},
            {"msgtype": "voice", "voice": {"media_id": sound}},
            {"msgtype": "mpvideo", "mpvideo": {"media_id": converted}},
            {"msgtype": "wxcard", "wxcard": {"card_id": "C"}},
        ),
        start=1,
    ):
        plain.post("message/mass/sendall", {**ALL, **message})
        heard(account, many=number)

    shown = plain.bubbles()

    assert [one["kind"] for one in shown] == ["image", "image", "text", "voice", "video", "card"]
    assert (shown[4]["title"], shown[4]["description"], shown[3]["seconds"]) == ("党课", "第一讲", 2)


def test_push_waits_for_the_administrator(plain: Bench, account: Account) -> None:
    plain.control("PUT", "faults/confirmation")
    msg_id = push(plain)["msg_id"]
    time.sleep(0.2)

    (waiting,) = plain.control("GET", f"apps/{APPID}/pushes")["pushes"]
    before = plain.post("message/mass/get", {"msg_id": msg_id})["msg_status"], got(plain)
    plain.control("POST", f"apps/{APPID}/pushes/{msg_id}/confirmation", confirmed=True)

    assert (waiting["state"], waiting["confirm_before"] - waiting["at"]) == ("waiting", 1800)
    assert (before, counts(heard(account))) == (("SENDING", []), ("send success", 2, 2, 2, 0))


def test_administrator_may_say_no(subscription: Bench, account: Account) -> None:
    subscription.control("PUT", "faults/confirmation")
    msg_id = push(subscription)["msg_id"]

    subscription.control("POST", f"apps/{APPID}/pushes/{msg_id}/confirmation", confirmed=False)
    event = heard(account)

    assert (counts(event), got(subscription)) == (("err(40001)", 1, 0, 0, 0), [])
    assert subscription.post("message/mass/get", {"msg_id": msg_id})["msg_status"] == "SEND_FAIL"
    assert push(subscription)["errcode"] == 0  # its quota came back
    answer = subscription.http.post(f"/_sandbox/apps/{APPID}/pushes/{msg_id}/confirmation", json={})
    assert answer.status_code == 409


def test_silence_of_half_an_hour_is_a_no(plain: Bench, account: Account) -> None:
    plain.control("PUT", "faults/confirmation")
    push(plain)
    plain.later(minutes=31)

    assert (heard(account).status, got(plain)) == ("err(40002)", [])


def test_push_by_tag_needs_no_confirmation(plain: Bench, account: Account) -> None:
    plain.control("PUT", "faults/confirmation")

    plain.post("message/mass/send", {"touser": ["oMei", "oBo"], **TEXT})

    assert heard(account).status == "send success"


def test_next_push_ends_as_the_desk_wishes(plain: Bench, account: Account) -> None:
    original = {"article_idx": 1, "user_declare_state": 0, "audit_state": 2, "can_reprint": 1}
    plain.control(
        "PUT",
        f"apps/{APPID}/next-push",
        status="err(30003)",
        copyright={"check_state": 2, "items": [original]},
    )
    media_id = add(plain, article(plain))["media_id"]

    push(plain, msgtype="mpnews", mpnews={"media_id": media_id})
    event = heard(account)

    check = event.copyright_check_result
    assert (counts(event), got(plain)) == (("err(30003)", 2, 0, 0, 0), [])
    assert (check.count, check.check_state, check.items[0].audit_state, check.items[0].can_reprint) == (
        1,
        2,
        2,
        1,
    )
    assert "news_item" in plain.post("draft/get", {"media_id": media_id})


def test_some_may_not_get_it(plain: Bench, account: Account) -> None:
    plain.control("PUT", f"apps/{APPID}/next-push", errors=1)

    push(plain)

    assert counts(heard(account)) == ("send success", 2, 2, 1, 1)


def test_preview_reaches_one_and_uses_no_quota(subscription: Bench) -> None:
    answer = subscription.post("message/mass/preview", {"touser": "oMei", **TEXT})
    by_name = subscription.post("message/mass/preview", {"towxname": "phone-1", **TEXT})

    assert (answer["errcode"], answer["msg_id"] > 0, by_name["errcode"]) == (0, True, 0)
    assert got(subscription) == [("preview", "明天开会")] * 2
    assert push(subscription)["errcode"] == 0


def test_preview_keeps_the_draft(plain: Bench) -> None:
    media_id = add(plain, article(plain))["media_id"]

    plain.post(
        "message/mass/preview", {"touser": "oMei", "msgtype": "mpnews", "mpnews": {"media_id": media_id}}
    )

    (bubble,) = plain.bubbles()
    assert "<h1>学习强国</h1>" in plain.http.get(bubble["articles"][0]["url"]).text
    assert "news_item" in plain.post("draft/get", {"media_id": media_id})


@pytest.mark.parametrize(
    ("to", "errcode"),
    [({"touser": "oX"}, 40003), ({}, 40003), ({"towxname": "nobody"}, 40132), ({"touser": "oLi"}, 43004)],
)
def test_preview_to_nobody_is_refused(plain: Bench, to: Json, errcode: int) -> None:
    plain.control("POST", "followers/oLi/acts", act="follow", wait=True)
    plain.control("POST", "followers/oLi/acts", act="unfollow", wait=True)

    assert plain.post("message/mass/preview", {**to, **TEXT})["errcode"] == errcode


def test_deleted_push_leaves_its_cards_without_content(plain: Bench, account: Account) -> None:
    media_id = add(plain, article(plain), article(plain, title="第二篇"))["media_id"]
    msg_id = push(plain, msgtype="mpnews", mpnews={"media_id": media_id})["msg_id"]
    heard(account)
    cards = plain.bubbles()[0]["articles"]

    beyond = plain.post("message/mass/delete", {"msg_id": msg_id, "article_idx": 3})["errcode"]
    plain.post("message/mass/delete", {"msg_id": msg_id, "article_idx": 1})
    pages = ["已被发布者删除" in plain.http.get(one["url"]).text for one in cards]
    plain.post("message/mass/delete", {"url": cards[1]["url"]})

    assert (beyond, pages) == (40060, [True, False])
    assert len(plain.bubbles()[0]["articles"]) == 2
    assert plain.post("message/mass/get", {"msg_id": msg_id}) == {"msg_id": msg_id, "msg_status": "DELETE"}


def test_only_articles_and_videos_can_be_deleted(plain: Bench, account: Account) -> None:
    msg_id = push(plain)["msg_id"]
    heard(account)

    assert plain.post("message/mass/delete", {"msg_id": msg_id})["errcode"] == 40008
    assert plain.post("message/mass/get", {"msg_id": msg_id})["msg_status"] == "SEND_SUCCESS"


def test_unknown_push_is_refused(plain: Bench) -> None:
    answers = [plain.post(f"message/mass/{one}", {"msg_id": 7})["errcode"] for one in ("get", "delete")]

    assert answers == [40059, 40059]


def test_speed_is_set_and_told(plain: Bench) -> None:
    before = plain.post("message/mass/speed/get", {})

    answers = [
        plain.post("message/mass/speed/set", body)["errcode"]
        for body in ({"speed": 3}, {"speed": 5}, {"speed": "1"}, {"quick": 1})
    ]
    after = plain.post("message/mass/speed/get", {})
    plain.control("PUT", "faults/confirmation")

    assert (before, answers, after) == (
        {"speed": 0, "realspeed": 80},
        [0, 45083, 45083, 45084],
        {"speed": 3, "realspeed": 30},
    )
    assert plain.post("message/mass/speed/set", {"speed": 1})["errcode"] == 89505


def test_push_is_told_on_the_stream_and_listed(plain: Bench, account: Account) -> None:
    push(plain)
    heard(account)

    (one,) = plain.control("GET", f"apps/{APPID}/pushes")["pushes"]

    assert {name: one[name] for name in ("kind", "title", "to", "state", "sent", "confirm_before")} == {
        "kind": "text",
        "title": "明天开会",
        "to": "all",
        "state": "sent",
        "sent": 2,
        "confirm_before": None,
    }


def test_push_reaches_phones_off_the_desk_too(plain: Bench, account: Account) -> None:
    plain.control("POST", "followers", count=3, follows=True)

    push(plain)

    assert counts(heard(account)) == ("send success", 5, 5, 5, 0)
    assert got(plain, "phone-5") == [("push", "明天开会")]
    assert plain.control("GET", "followers/phone-5")["unread"] == 1


def test_same_person_named_twice_gets_one(plain: Bench, account: Account) -> None:
    plain.post("message/mass/send", {"touser": ["oMei", "oMei"], **TEXT})

    assert counts(heard(account)) == ("send success", 2, 1, 1, 0)
    assert got(plain) == [("push", "明天开会")]


def test_only_a_video_is_converted_for_a_push(plain: Bench) -> None:
    image = plain.upload("image", picture())["media_id"]

    answers = [
        plain.post("media/uploadvideo", {"media_id": one, "title": "党课", "description": ""})["errcode"]
        for one in (image, "invented", "")
    ]

    assert answers == [40007, 40007, 41006]


def test_push_without_its_media_says_so(plain: Bench) -> None:
    message = {"msgtype": "voice", "voice": {}}

    assert plain.post("message/mass/sendall", {**ALL, **message})["errcode"] == 41006
