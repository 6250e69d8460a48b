"""Pushes: shown to one before they go to all."""

import pytest

from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.pushing import TEXT, got, push
from zhijian_sandbox.tests.test_drafts import add, article


def test_preview_reaches_one_and_uses_no_quota(subscription: Bench) -> None:
    answer = subscription.post("message/mass/preview", {"touser": "oMei", **TEXT})
    by_name = subscription.post("message/mass/preview", {"towxname": "phone-1", **TEXT})

    assert (answer["errcode"], answer["msg_id"] > 0, by_name["errcode"]) == (0, True, 0)
    assert got(subscription) == [("preview", "明天开会")] * 2
    assert push(subscription)["errcode"] == 0


def test_preview_keeps_the_draft(service: Bench) -> None:
    media_id = add(service, article(service))["media_id"]

    service.post(
        "message/mass/preview", {"touser": "oMei", "msgtype": "mpnews", "mpnews": {"media_id": media_id}}
    )

    (bubble,) = service.bubbles()
    assert "<h1>学习强国</h1>" in service.http.get(bubble["articles"][0]["url"]).text
    assert "news_item" in service.post("draft/get", {"media_id": media_id})


@pytest.mark.parametrize(
    ("to", "errcode"),
    [({"touser": "oX"}, 40003), ({}, 40003), ({"towxname": "nobody"}, 40132), ({"touser": "oLi"}, 43004)],
)
def test_preview_to_nobody_is_refused(service: Bench, to: Json, errcode: int) -> None:
    service.control("POST", "followers/oLi/acts", act="follow", wait=True)
    service.control("POST", "followers/oLi/acts", act="unfollow", wait=True)

    assert service.post("message/mass/preview", {**to, **TEXT})["errcode"] == errcode
