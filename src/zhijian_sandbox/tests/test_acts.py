"""What can be done on a phone: say something, tap the menu, open a page."""

import pytest

from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.serving import Account


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
