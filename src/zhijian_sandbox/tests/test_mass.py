"""Pushes: who gets them, what they show, and what the account hears of it."""

from typing import Any

import pytest

from zhijian_sandbox.samples import picture, video, voice
from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.pushing import ALL, TEXT, counts, got, heard, push
from zhijian_sandbox.tests.serving import Account
from zhijian_sandbox.tests.test_drafts import add, article


def test_push_reaches_every_follower_and_the_account_is_told(service: Bench, account: Account) -> None:
    answer = push(service)

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
    assert (got(service), got(service, "oBo"), got(service, "oLi")) == (
        [("push", "明天开会")],
        [("push", "明天开会")],
        [],
    )


def test_report_comes_from_the_platform_and_shows_on_no_phone(service: Bench, account: Account) -> None:
    account.always(b"", status=500)
    push(service)
    heard(account, many=3)

    (row, *_) = service.log(kind="callback")

    assert (row["follower"], row["title"]) == (None, "平台：群发 send success，2 人")
    assert all(one["via"] == "push" for one in service.bubbles())


def test_articles_arrive_as_cards_with_addresses(service: Bench, account: Account) -> None:
    media_id = add(service, article(service), article(service, title="第二篇"))["media_id"]

    answer = push(service, msgtype="mpnews", mpnews={"media_id": media_id}, send_ignore_reprint=1)
    event = heard(account)

    (bubble,) = service.bubbles()
    cards = bubble["articles"]
    assert (bubble["kind"], bubble["via"]) == ("news", "push")
    assert [(one["title"], one["msg_data_id"], one["index"]) for one in cards] == [
        ("学习强国", answer["msg_data_id"], 0),
        ("第二篇", answer["msg_data_id"], 1),
    ]
    assert [one.article_url for one in event.article_url_result.items] == [one["url"] for one in cards]
    assert (event.copyright_check_result.count, event.copyright_check_result.check_state) == (0, 1)
    assert "<h1>第二篇</h1>" in service.http.get(cards[1]["url"]).text
    assert service.post("draft/get", {"media_id": media_id})["errcode"] == 40007


def test_push_by_tag_reaches_those_who_carry_it(service: Bench, account: Account) -> None:
    tag = service.post("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]
    service.post("tags/members/batchtagging", {"openid_list": ["oBo"], "tagid": tag})

    push(service, filter={"is_to_all": False, "tag_id": tag})
    event = heard(account)

    assert (counts(event), got(service), got(service, "oBo")) == (
        ("send success", 1, 1, 1, 0),
        [],
        [("push", "明天开会")],
    )


def test_tag_may_be_called_a_group_as_before(service: Bench) -> None:
    tag = service.post("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]

    assert push(service, filter={"is_to_all": False, "group_id": tag})["errcode"] == 0


@pytest.mark.parametrize("audience", [{}, {"is_to_all": False}, {"tag_id": 99}, {"tag_id": "x"}, None])
def test_bad_or_missing_tag_is_refused(service: Bench, audience: Any) -> None:
    assert push(service, filter=audience)["errcode"] == 40152


def test_blacklisted_follower_is_filtered_out(service: Bench, account: Account) -> None:
    service.post("tags/members/batchblacklist", {"openid_list": ["oBo"]})

    push(service)

    assert (counts(heard(account)), got(service, "oBo")) == (("send success", 2, 1, 1, 0), [])


def test_push_by_name_needs_two_and_a_service_account(service: Bench, account: Account) -> None:
    sent = service.post("message/mass/send", {"touser": ["oMei", "oBo"], **TEXT})
    event = heard(account)

    assert (sent["errcode"], counts(event)) == (0, ("send success", 2, 2, 2, 0))
    assert service.post("message/mass/send", {"touser": ["oMei"], **TEXT})["errcode"] == 40130
    assert service.post("message/mass/send", {"touser": "oMei", **TEXT})["errcode"] == 40031
    assert service.post("message/mass/send", {"touser": ["oMei", "oX"], **TEXT})["errcode"] == 40003
    assert service.post("message/mass/send", {"touser": ["oMei"] * 10_001, **TEXT})["errcode"] == 40032


def test_subscription_account_cannot_push_by_name(subscription: Bench) -> None:
    assert subscription.post("message/mass/send", {"touser": ["oMei", "oX"], **TEXT})["errcode"] == 48001


def test_unverified_account_cannot_push(bench: Bench) -> None:
    bench.register(verified=False)

    assert push(bench)["errcode"] == 48001


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
def test_messages_the_platform_refuses(service: Bench, message: Json, errcode: int) -> None:
    assert service.post("message/mass/sendall", {**ALL, **message})["errcode"] == errcode


def test_every_kind_shows_on_the_phone(service: Bench, account: Account) -> None:
    image, sound = (
        service.upload(*one)["media_id"] for one in (("image", picture()), ("voice", voice(seconds=2)))
    )
    film = service.upload("video", video())["media_id"]
    words = {"media_id": film, "title": "党课", "description": "第一讲"}
    converted = service.post("media/uploadvideo", words)["media_id"]
    for number, message in enumerate(
        (
            {"msgtype": "image", "images": {"media_ids": [image, image], "recommend": "看图"}},
            {"msgtype": "voice", "voice": {"media_id": sound}},
            {"msgtype": "mpvideo", "mpvideo": {"media_id": converted}},
            {"msgtype": "wxcard", "wxcard": {"card_id": "C"}},
        ),
        start=1,
    ):
        service.post("message/mass/sendall", {**ALL, **message})
        heard(account, many=number)

    shown = service.bubbles()

    assert [one["kind"] for one in shown] == ["image", "image", "text", "voice", "video", "card"]
    assert (shown[4]["title"], shown[4]["description"], shown[3]["seconds"]) == ("党课", "第一讲", 2)


def test_push_reaches_phones_off_the_desk_too(service: Bench, account: Account) -> None:
    service.control("POST", "followers", count=3, follows=True)

    push(service)

    assert counts(heard(account)) == ("send success", 5, 5, 5, 0)
    assert got(service, "phone-5") == [("push", "明天开会")]
    assert service.control("GET", "followers/phone-5")["unread"] == 1


def test_same_person_named_twice_gets_one(service: Bench, account: Account) -> None:
    service.post("message/mass/send", {"touser": ["oMei", "oMei"], **TEXT})

    assert counts(heard(account)) == ("send success", 2, 1, 1, 0)
    assert got(service) == [("push", "明天开会")]


def test_only_a_video_is_converted_for_a_push(service: Bench) -> None:
    image = service.upload("image", picture())["media_id"]

    answers = [
        service.post("media/uploadvideo", {"media_id": one, "title": "党课", "description": ""})["errcode"]
        for one in (image, "invented", "")
    ]

    assert answers == [40007, 40007, 41006]


def test_push_without_its_media_says_so(service: Bench) -> None:
    message = {"msgtype": "voice", "voice": {}}

    assert service.post("message/mass/sendall", {**ALL, **message})["errcode"] == 41006
