"""What a phone shows, and what can be done with phones."""

import pytest

from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.serving import Account


@pytest.fixture
def quiet(bench: Bench, account: Account) -> Bench:
    """An account that accepts everything and says nothing by itself."""
    bench.register(callback_url=account.url)
    return bench


def say(bench: Bench, content: str) -> None:
    bench.post("message/custom/send", {"touser": "oMei", "msgtype": "text", "text": {"content": content}})


def test_phone_is_a_person_with_a_host_of_his_own(bench: Bench) -> None:
    made = bench.control(
        "POST", "followers", name="王建国", note="67 岁", large_type=True, clock_offset_seconds=-120
    )

    assert made == {
        "id": "phone-1",
        "number": 1,
        "name": "王建国",
        "note": "67 岁",
        "avatar": "王",
        "large_type": True,
        "type_size": 3,
        "clock_offset_seconds": -120,
        "on_desk": True,
        "platform": "android",
        "host": "phone-1.localhost",
        "unread": 0,
        "accounts": [],
    }


def test_given_openid_is_used_at_the_first_account_met(quiet: Bench) -> None:
    quiet.control("POST", "followers", openid="oGiven")

    quiet.act("follow", follower="phone-1")

    assert quiet.get("user/get")["data"] == {"openid": ["oGiven"]}


def test_openid_of_somebody_else_is_taken(quiet: Bench) -> None:
    quiet.follower("oMei")

    answer = quiet.http.post("/_sandbox/followers", json={"openid": "oMei"})

    assert (answer.status_code, answer.json()) == (
        409,
        {"error": "这个 openid 已经有人用了", "field": "openid"},
    )


def test_without_one_the_openid_is_made_and_stays(quiet: Bench) -> None:
    quiet.control("POST", "followers", follows=True)
    first = quiet.get("user/get")["data"]["openid"]
    quiet.control("POST", "reset", scope="all")
    quiet.register()
    quiet.control("POST", "followers", follows=True)

    assert quiet.get("user/get")["data"]["openid"] == first
    assert len(first[0]) == 28


def test_unread_counts_what_came_since_it_was_read(quiet: Bench) -> None:
    quiet.follower()
    quiet.act("text", content="在吗")
    say(quiet, "在的")
    say(quiet, "您说")

    before = quiet.control("GET", "followers/phone-1/screen")
    read = quiet.control("POST", f"followers/phone-1/chats/{APPID}/read")

    (chat,) = before["chats"]
    assert (before["follower"]["unread"], chat["unread"], chat["last_text"]) == (2, 2, "您说")
    assert (read["unread"], quiet.control("GET", "followers/phone-1")["unread"]) == (0, 0)


def test_writing_oneself_reads_the_chat(quiet: Bench) -> None:
    quiet.follower()
    quiet.act("text", content="在吗")
    say(quiet, "在的")

    quiet.act("text", content="好")

    assert quiet.control("GET", "followers/oMei")["unread"] == 0


def test_account_not_yet_followed_can_be_seen(quiet: Bench) -> None:
    quiet.follower(follows=False)

    (chat,) = quiet.control("GET", "followers/oMei/screen")["chats"]

    assert chat == {
        "follower": "phone-1",
        "appid": APPID,
        "name": "青禾镇党建",
        "kind": "service",
        "openid": "oMei",
        "following": False,
        "unread": 0,
        "typing": False,
        "last": None,
        "last_text": "",
        "at": None,
    }


def test_time_is_shown_after_a_gap_of_five_minutes(quiet: Bench) -> None:
    quiet.follower()
    quiet.act("text", content="一")
    quiet.act("text", content="二")
    quiet.later(minutes=5)
    quiet.act("text", content="三")

    assert [one["gap"] for one in quiet.bubbles()] == [True, False, True]


def test_long_chats_come_in_pages(quiet: Bench) -> None:
    quiet.follower()
    for number in range(5):
        quiet.act("text", content=str(number))
    path = f"/_sandbox/followers/oMei/chats/{APPID}"

    newest = quiet.http.get(path, params={"limit": 3}).json()
    older = quiet.http.get(path, params={"limit": 3, "before": newest["bubbles"][0]["id"]}).json()

    assert [one["content"] for one in newest["bubbles"]] == ["2", "3", "4"]
    assert [one["content"] for one in older["bubbles"]] == ["0", "1"]
    assert (newest["more"], older["more"]) == (True, False)


def test_phone_can_be_renamed_and_taken_away(quiet: Bench) -> None:
    quiet.follower()

    changed = quiet.control(
        "PATCH", "followers/phone-1", name="周敏", note="地铁上", large_type=True, on_desk=False
    )
    gone = quiet.http.delete("/_sandbox/followers/phone-1").status_code

    assert (changed["name"], changed["note"], changed["large_type"], changed["on_desk"]) == (
        "周敏",
        "地铁上",
        True,
        False,
    )
    assert (gone, quiet.http.get("/_sandbox/followers/phone-1").status_code) == (204, 404)
    assert quiet.get("user/get")["total"] == 0


def test_crowd_follows_without_lying_on_the_desk(quiet: Bench) -> None:
    quiet.follower()
    made = quiet.control("POST", "followers", count=250, follows=True)

    page = quiet.http.get("/_sandbox/followers", params={"all": 1, "limit": 100}).json()

    assert made == {"created": 250}
    assert quiet.get("user/get")["total"] == 251
    assert [one["id"] for one in quiet.control("GET", "state")["followers"]] == ["phone-1"]
    assert (len(page["followers"]), page["next"]) == (100, "phone-100")


@pytest.mark.parametrize(
    ("act", "given", "status"),
    [
        ("dance", {}, 400),
        ("text", {}, 400),
        ("text", {"content": ""}, 400),
        ("text", {"content": "一" * 2049}, 400),
        ("voice", {"seconds": 61}, 400),
        ("location", {"latitude": 91}, 400),
        ("image", {"data": "not base64!"}, 400),
        ("image", {"data": "aGVsbG8="}, 400),
        ("menu", {"path": [0]}, 404),
        ("menu", {"path": "0"}, 400),
        ("scan", {"ticket": "invented"}, 404),
        ("follow", {}, 409),
        ("open", {}, 400),
        ("text", {"content": "好", "appid": "wxnobody"}, 404),
    ],
)
def test_acts_that_make_no_sense_are_refused_and_leave_nothing(
    quiet: Bench, act: str, given: Json, status: int
) -> None:
    quiet.follower()

    answer = quiet.http.post("/_sandbox/followers/oMei/acts", json={"act": act, **given})

    assert answer.status_code == status
    assert (quiet.bubbles(), quiet.log(kind="callback")) == ([], [])


@pytest.mark.parametrize(
    "act", ["text", "image", "voice", "video", "location", "link", "menu", "unfollow", "enter"]
)
def test_nothing_can_be_said_without_following(quiet: Bench, act: str) -> None:
    quiet.follower(follows=False)
    given = {"content": "好", "title": "题", "url": "http://u/", "path": [0]}

    answer = quiet.http.post("/_sandbox/followers/oMei/acts", json={"act": act, **given})

    assert (answer.status_code, answer.json()["error"]) == (409, "梅还没关注青禾镇党建")


def test_act_answers_at_once_unless_told_to_wait(quiet: Bench, account: Account) -> None:
    account.always(b"success", after_seconds=0.3)
    quiet.follower()

    answer = quiet.http.post("/_sandbox/followers/oMei/acts", json={"act": "text", "content": "好"})

    assert (answer.status_code, answer.json()["outcomes"]) == (202, None)


def test_file_can_be_sent_as_a_form(quiet: Bench) -> None:
    quiet.follower()
    picture = b"\xff\xd8\xff\xe0" + b"\0" * 40

    answer = quiet.http.post(
        "/_sandbox/followers/oMei/acts",
        data={"act": "image", "wait": "true"},
        files={"file": ("a.jpg", picture)},
    )

    media = answer.json()["bubble"]["media"]
    assert (media["mime_type"], media["size_bytes"]) == ("image/jpeg", 44)
    assert quiet.http.get(media["url"]).content == picture


def test_pages_open_under_the_name_of_the_phone(quiet: Bench) -> None:
    quiet.follower()

    opened = [
        quiet.act("open", url=url)["open_url"]
        for url in (
            "http://localhost:8000/read/a1?x=1#y",
            "http://127.0.0.1:8000/m/",
            "http://phone-9.localhost:8000/m/",
            "https://example.com/",
        )
    ]

    assert opened == [
        "http://phone-1.localhost:8000/read/a1?x=1#y",
        "http://phone-1.localhost:8000/m/",
        "http://phone-1.localhost:8000/m/",
        "https://example.com/",
    ]


MENU = [
    {"type": "click", "name": "学习", "key": "STUDY"},
    {"type": "view", "name": "首页", "url": "http://localhost:8000/m/"},
    {
        "name": "办事",
        "sub_button": [
            {"type": "scancode_waitmsg", "name": "扫", "key": "SCAN"},
            {"type": "pic_photo_or_album", "name": "图", "key": "PIC"},
            {"type": "location_select", "name": "位", "key": "PLACE"},
            {
                "type": "miniprogram",
                "name": "程",
                "url": "https://example.com/",
                "appid": "wxmini",
                "pagepath": "pages/a",
            },
        ],
    },
]


@pytest.mark.parametrize(
    ("path", "heard"),
    [
        ([0], [("event", "CLICK")]),
        ([1], [("event", "VIEW")]),
        ([2, 0], [("event", "scancode_waitmsg")]),
        ([2, 1], [("event", "pic_photo_or_album"), ("image", "")]),
        ([2, 2], [("event", "location_select"), ("location", "")]),
        ([2, 3], [("event", "view_miniprogram")]),
    ],
)
def test_menu_tap_says_what_its_type_says(
    quiet: Bench, path: list[int], heard: list[tuple[str, str]]
) -> None:
    quiet.follower()
    quiet.post("menu/create", {"button": MENU})

    quiet.act("menu", path=path)

    rows = [row["callback"] for row in reversed(quiet.log(kind="callback"))]
    assert [(one["type"], one["event"]) for one in rows] == heard


def test_view_in_the_menu_opens_its_page(quiet: Bench) -> None:
    quiet.follower()
    quiet.post("menu/create", {"button": MENU})

    assert quiet.act("menu", path=[1])["open_url"] == "http://phone-1.localhost:8000/m/"


def test_heading_of_a_submenu_cannot_be_tapped(quiet: Bench) -> None:
    quiet.follower()
    quiet.post("menu/create", {"button": MENU})

    assert (
        quiet.http.post("/_sandbox/followers/oMei/acts", json={"act": "menu", "path": [2]}).status_code == 400
    )


def test_media_in_the_menu_are_shown_without_asking(quiet: Bench, account: Account) -> None:
    quiet.follower()
    media_id = quiet.upload("image", b"\x89PNG\r\n\x1a\n")["media_id"]
    quiet.post("menu/create", {"button": [{"type": "media_id", "name": "图", "media_id": media_id}]})

    quiet.act("menu", path=[0])

    (bubble,) = quiet.bubbles()
    assert (bubble["side"], bubble["kind"], bubble["via"], account.asked) == ("account", "image", "menu", [])


def test_tapped_choice_names_its_entry(quiet: Bench) -> None:
    quiet.follower()

    quiet.act("text", content="满意", menu_id="101")

    (row,) = quiet.log(kind="callback")
    assert "<bizmsgmenuid><![CDATA[101]]></bizmsgmenuid>" in row["callback"]["sent_text"]


@pytest.mark.parametrize(("kind", "verified", "events"), [("service", True, 1), ("subscription", True, 0)])
def test_only_verified_service_accounts_learn_places(
    bench: Bench, account: Account, kind: str, *, verified: bool, events: int
) -> None:
    bench.register(callback_url=account.url, kind=kind, verified=verified)
    bench.follower()

    bench.act("enter", latitude=30.2, longitude=120.1)

    assert [row["callback"]["event"] for row in bench.log(kind="callback")] == ["LOCATION"] * events


def test_starting_over_keeps_what_the_account_made(quiet: Bench) -> None:
    quiet.follower()
    quiet.act("text", content="在吗")
    quiet.post("menu/create", {"button": MENU[:1]})
    token = quiet.token()
    quiet.later(hours=1)
    quiet.control("PUT", "faults/lost")

    quiet.control("POST", "reset")

    state = quiet.control("GET", "state")
    assert [one["following"] for one in state["followers"][0]["accounts"]] == [False]
    assert (state["counts"], state["clock"]["offset_seconds"]) == ({"log": 0, "bubbles": 0, "missed": 0}, 0)
    assert not any(one["on"] for one in state["faults"])
    assert len(quiet.get("menu/get", token=token)["menu"]["button"]) == 1


def test_links_in_a_text_are_cut_out(quiet: Bench) -> None:
    quiet.follower()
    quiet.act("text", content="在吗")

    say(
        quiet,
        '看 <a href="http://localhost:8000/read/a?b=1&amp;c=2&times=3">大字版</a>，或 https://example.com/x。'
        '<a href="weixin://bizmsgmenu?msgmenucontent=满意&msgmenuid=101">满意</a>'
        "<a href='javascript:alert(1)'>坏</a><b>粗</b>",
    )

    assert quiet.bubbles()[-1]["runs"] == [
        {"text": "看 "},
        {"text": "大字版", "href": "http://localhost:8000/read/a?b=1&c=2&times=3"},
        {"text": "，或 "},
        {"text": "https://example.com/x", "href": "https://example.com/x"},
        {"text": "。"},
        {"text": "满意", "sends": {"id": "101", "content": "满意"}},
        {"text": "坏"},
        {"text": "<b>粗</b>"},
    ]


def test_type_is_set_in_five_sizes_of_which_the_upper_three_are_large(qinghe: Bench) -> None:
    qinghe.follower()

    sizes = [qinghe.control("PATCH", "followers/oMei", type_size=size) for size in range(1, 6)]
    plain = qinghe.control("PATCH", "followers/oMei", large_type=False)

    assert [(one["type_size"], one["large_type"]) for one in sizes] == [
        (1, False),
        (2, False),
        (3, True),
        (4, True),
        (5, True),
    ]
    assert plain["type_size"] == 2
    assert qinghe.http.patch("/_sandbox/followers/oMei", json={"type_size": 6}).status_code == 400
