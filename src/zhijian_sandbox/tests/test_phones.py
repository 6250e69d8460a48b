"""What a phone shows, and how it is put on the desk, changed and taken away."""

import pytest

from zhijian_sandbox.tests.bench import APPID, Bench


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
        "user_agent": made["user_agent"],
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


@pytest.mark.parametrize(
    ("platform", "words"), [("android", "Linux; Android"), ("ios", "iPhone"), ("other", "WindowsWechat")]
)
def test_phone_says_what_its_real_browser_would_call_itself(qinghe: Bench, platform: str, words: str) -> None:
    phone = qinghe.follower(platform=platform)

    assert (words in phone["user_agent"], "MicroMessenger/" in phone["user_agent"]) == (True, True)
