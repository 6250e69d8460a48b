"""Customer-service messages: their windows, and what each looks like on the phone."""

from typing import Any

import pytest

from zhijian_sandbox.samples import picture, video, voice
from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.test_comments import publish
from zhijian_sandbox.tests.test_drafts import article


def say(bench: Bench, content: str = "你好") -> int:
    message = {"touser": "oMei", "msgtype": "text", "text": {"content": content}}
    return int(bench.post("message/custom/send", message)["errcode"])


def send(bench: Bench, kind: str, given: Any) -> Json:
    return bench.post("message/custom/send", {"touser": "oMei", "msgtype": kind, kind: given})


@pytest.fixture
def mei(qinghe: Bench) -> Bench:
    """Mei follows and has just written."""
    qinghe.follower()
    qinghe.act("text", content="在吗")
    return qinghe


def test_five_messages_after_somebody_wrote(mei: Bench) -> None:
    assert [say(mei) for _ in range(6)] == [0, 0, 0, 0, 0, 45047]


def test_writing_again_opens_the_window_anew(mei: Bench) -> None:
    for _ in range(5):
        say(mei)
    mei.act("text", content="还在吗")

    assert [say(mei) for _ in range(6)] == [0, 0, 0, 0, 0, 45047]


def test_window_after_writing_closes_after_48_hours(mei: Bench) -> None:
    mei.later(hours=47, minutes=59)
    within = say(mei)
    mei.later(minutes=2)

    assert (within, say(mei)) == (0, 45015)


@pytest.mark.parametrize("act", ["follow", "scan", "menu"])
def test_three_messages_in_the_minute_after_an_act(qinghe: Bench, act: str) -> None:
    qinghe.follower(follows=act != "follow")
    qinghe.post("menu/create", {"button": [{"type": "click", "name": "学习", "key": "K"}]})
    body = {"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 7}}}
    ticket = qinghe.post("qrcode/create", body)["ticket"]

    qinghe.act(act, **{"follow": {}, "scan": {"ticket": ticket}, "menu": {"path": [0]}}[act])

    assert [say(qinghe) for _ in range(4)] == [0, 0, 0, 45047]
    qinghe.later(seconds=61)
    assert say(qinghe) == 45015


def test_opening_a_page_from_the_menu_opens_no_window(qinghe: Bench) -> None:
    qinghe.follower()
    qinghe.post(
        "menu/create", {"button": [{"type": "view", "name": "首页", "url": "http://localhost:8000/m/"}]}
    )

    qinghe.act("menu", path=[0])

    assert say(qinghe) == 45015


def test_both_windows_add_up_and_the_shorter_is_used_first(mei: Bench) -> None:
    mei.act("unfollow")
    mei.act("follow")
    mei.act("text", content="回来了")

    assert [say(mei) for _ in range(9)] == [0] * 8 + [45047]


def test_leaving_closes_every_window(mei: Bench) -> None:
    mei.act("unfollow")

    assert say(mei) == 45015


def test_coming_back_does_not_open_the_old_window(mei: Bench) -> None:
    mei.act("unfollow")
    mei.act("follow")
    mei.later(seconds=61)

    assert say(mei) == 45015


def test_refused_message_takes_nothing_from_the_window(mei: Bench) -> None:
    for _ in range(10):
        assert say(mei, "") == 44004

    assert [say(mei) for _ in range(6)] == [0, 0, 0, 0, 0, 45047]


def test_stranger_is_an_invalid_openid(qinghe: Bench) -> None:
    assert say(qinghe) == 40003


def shown(bench: Bench) -> Json:
    """The last bubble, without what differs each time."""
    bubble = bench.bubbles()[-1]
    return {
        name: value
        for name, value in bubble.items()
        if name not in ("id", "at", "gap", "thread", "appid", "follower")
    }


def test_text_appears_on_the_phone(mei: Bench) -> None:
    say(mei, '先<a href="http://localhost:8000/read/a1">读</a>')

    assert shown(mei) == {
        "side": "account",
        "via": "service",
        "kind": "text",
        "content": '先<a href="http://localhost:8000/read/a1">读</a>',
        "runs": [{"text": "先"}, {"text": "读", "href": "http://localhost:8000/read/a1"}],
    }


def test_pictures_and_sounds_appear_with_their_media(mei: Bench) -> None:
    image = mei.upload("image", picture())["media_id"]
    sound = mei.upload("voice", voice(seconds=3))["media_id"]
    film = mei.upload("video", video())["media_id"]
    thumb = mei.upload("thumb", b"\xff\xd8\xff\xe0")["thumb_media_id"]

    codes = [
        send(mei, "image", {"media_id": image})["errcode"],
        send(mei, "voice", {"media_id": sound})["errcode"],
        send(mei, "video", {"media_id": film, "thumb_media_id": thumb, "title": "片", "description": "短"})[
            "errcode"
        ],
        send(
            mei, "music", {"title": "歌", "musicurl": "http://m/", "hqmusicurl": "", "thumb_media_id": thumb}
        )["errcode"],
        send(
            mei,
            "miniprogrampage",
            {"title": "办", "appid": "wxmini", "pagepath": "p", "thumb_media_id": image},
        )["errcode"],
    ]

    assert codes == [0, 0, 0, 0, 0]
    last = mei.bubbles()[-5:]
    assert [one["kind"] for one in last] == ["image", "voice", "video", "music", "miniprogram"]
    assert last[0]["media"]["media_id"] == image
    assert last[1]["seconds"] == 3
    assert last[2]["thumb"]["media_id"] == thumb


def test_one_article_is_a_card_and_more_are_refused(mei: Bench) -> None:
    article = {
        "title": "小事不小",
        "description": "办到心坎上",
        "url": "http://localhost:8000/read/a1",
        "picurl": "http://p/",
    }

    refused = send(mei, "news", {"articles": [article] * 2})["errcode"]
    sent = send(mei, "news", {"articles": [article]})["errcode"]

    assert (refused, sent) == (45008, 0)
    assert shown(mei) == {
        "side": "account",
        "via": "service",
        "kind": "news",
        "articles": [
            {
                "title": "小事不小",
                "description": "办到心坎上",
                "picture_url": "http://p/",
                "url": "http://localhost:8000/read/a1",
            }
        ],
    }


def test_menu_message_offers_choices(mei: Bench) -> None:
    choices = [{"id": "101", "content": "满意"}, {"id": "102", "content": "不满意"}]

    send(mei, "msgmenu", {"head_content": "满意吗", "list": choices, "tail_content": "谢谢"})

    assert shown(mei) == {
        "side": "account",
        "via": "service",
        "kind": "msgmenu",
        "head": "满意吗",
        "items": choices,
        "tail": "谢谢",
    }


def test_card_is_shown_by_its_id(mei: Bench) -> None:
    send(mei, "wxcard", {"card_id": "pCard"})

    assert shown(mei) == {"side": "account", "via": "service", "kind": "card", "card_id": "pCard"}


@pytest.mark.parametrize(
    ("kind", "given", "errcode"),
    [
        ("dance", {}, 40008),
        ("text", "not an object", 47001),
        ("text", {"content": "一" * 683}, 45002),
        ("image", {}, 41006),
        ("image", {"media_id": "invented"}, 40007),
        ("mpnews", {"media_id": "x"}, 40007),
        ("mpnewsarticle", {"article_id": "x"}, 53600),
        ("news", {"articles": []}, 44003),
        ("msgmenu", {"list": []}, 40035),
    ],
)
def test_messages_the_platform_refuses(mei: Bench, kind: str, given: Any, errcode: int) -> None:
    assert send(mei, kind, given)["errcode"] == errcode


def test_media_of_the_wrong_kind_is_refused(mei: Bench) -> None:
    image = mei.upload("image", picture())["media_id"]

    assert send(mei, "voice", {"media_id": image})["errcode"] == 40007


def typing(bench: Bench, command: str) -> int:
    return int(bench.post("message/custom/typing", {"touser": "oMei", "command": command})["errcode"])


def is_typing(bench: Bench) -> bool:
    return bool(bench.control("GET", "followers/oMei/screen")["chats"][0]["typing"])


def test_typing_shows_until_a_message_or_fifteen_seconds(mei: Bench) -> None:
    started, again = typing(mei, "Typing"), typing(mei, "Typing")
    seen = is_typing(mei)
    say(mei)
    after_message = is_typing(mei)
    typing(mei, "Typing")
    mei.later(seconds=16)

    assert (started, again, seen, after_message, is_typing(mei)) == (0, 45081, True, False, False)


def test_typing_can_be_taken_back(mei: Bench) -> None:
    typing(mei, "Typing")

    assert (typing(mei, "CancelTyping"), is_typing(mei)) == (0, False)


def test_typing_needs_a_recent_word_and_a_known_command(mei: Bench) -> None:
    unknown = typing(mei, "Dance")
    mei.later(seconds=31)

    assert (unknown, typing(mei, "Typing")) == (45072, 45080)


def test_draft_and_published_article_are_sent_as_cards(mei: Bench) -> None:
    post = publish(mei, article(mei))
    found = mei.post("freepublish/batchget", {"offset": 0, "count": 1})["item"][0]["article_id"]
    draft = mei.post("draft/add", {"articles": [article(mei, title="草稿")]})["media_id"]
    both = mei.post("draft/add", {"articles": [article(mei)] * 2})["media_id"]

    answers = [
        send(mei, "mpnewsarticle", {"article_id": found})["errcode"],
        send(mei, "mpnews", {"media_id": draft})["errcode"],
        send(mei, "mpnews", {"media_id": both})["errcode"],
    ]

    cards = [one["articles"][0] for one in mei.bubbles() if one["kind"] == "news"]
    assert answers == [0, 0, 45008]
    assert (cards[0]["title"], cards[0]["msg_data_id"]) == ("学习强国", post["msg_data_id"])
    assert "<h1>草稿</h1>" in mei.http.get(cards[1]["url"]).text
    assert "news_item" in mei.post("draft/get", {"media_id": draft})
