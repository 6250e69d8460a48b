"""Pushes: how they end, and what can be done with them afterwards."""

import time

from zhijian_sandbox.tests.bench import APPID, Bench
from zhijian_sandbox.tests.pushing import TEXT, counts, got, heard, push
from zhijian_sandbox.tests.serving import Account
from zhijian_sandbox.tests.test_drafts import add, article


def test_push_waits_for_the_administrator(service: Bench, account: Account) -> None:
    service.control("PUT", "faults/confirmation")
    msg_id = push(service)["msg_id"]
    time.sleep(0.2)

    (waiting,) = service.control("GET", f"apps/{APPID}/pushes")["pushes"]
    before = service.post("message/mass/get", {"msg_id": msg_id})["msg_status"], got(service)
    service.control("POST", f"apps/{APPID}/pushes/{msg_id}/confirmation", confirmed=True)

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


def test_silence_of_half_an_hour_is_a_no(service: Bench, account: Account) -> None:
    service.control("PUT", "faults/confirmation")
    push(service)
    service.later(minutes=31)

    assert (heard(account).status, got(service)) == ("err(40002)", [])


def test_push_by_tag_needs_no_confirmation(service: Bench, account: Account) -> None:
    service.control("PUT", "faults/confirmation")

    service.post("message/mass/send", {"touser": ["oMei", "oBo"], **TEXT})

    assert heard(account).status == "send success"


def test_next_push_ends_as_the_desk_wishes(service: Bench, account: Account) -> None:
    original = {"article_idx": 1, "user_declare_state": 0, "audit_state": 2, "can_reprint": 1}
    service.control(
        "PUT",
        f"apps/{APPID}/next-push",
        status="err(30003)",
        copyright={"check_state": 2, "items": [original]},
    )
    media_id = add(service, article(service))["media_id"]

    push(service, msgtype="mpnews", mpnews={"media_id": media_id})
    event = heard(account)

    check = event.copyright_check_result
    assert (counts(event), got(service)) == (("err(30003)", 2, 0, 0, 0), [])
    assert (check.count, check.check_state, check.items[0].audit_state, check.items[0].can_reprint) == (
        1,
        2,
        2,
        1,
    )
    assert "news_item" in service.post("draft/get", {"media_id": media_id})


def test_some_may_not_get_it(service: Bench, account: Account) -> None:
    service.control("PUT", f"apps/{APPID}/next-push", errors=1)

    push(service)

    assert counts(heard(account)) == ("send success", 2, 2, 1, 1)


def test_deleted_push_leaves_its_cards_without_content(service: Bench, account: Account) -> None:
    media_id = add(service, article(service), article(service, title="第二篇"))["media_id"]
    msg_id = push(service, msgtype="mpnews", mpnews={"media_id": media_id})["msg_id"]
    heard(account)
    cards = service.bubbles()[0]["articles"]

    beyond = service.post("message/mass/delete", {"msg_id": msg_id, "article_idx": 3})["errcode"]
    service.post("message/mass/delete", {"msg_id": msg_id, "article_idx": 1})
    pages = ["已被发布者删除" in service.http.get(one["url"]).text for one in cards]
    service.post("message/mass/delete", {"url": cards[1]["url"]})

    assert (beyond, pages) == (40060, [True, False])
    assert len(service.bubbles()[0]["articles"]) == 2
    assert service.post("message/mass/get", {"msg_id": msg_id}) == {"msg_id": msg_id, "msg_status": "DELETE"}


def test_only_articles_and_videos_can_be_deleted(service: Bench, account: Account) -> None:
    msg_id = push(service)["msg_id"]
    heard(account)

    assert service.post("message/mass/delete", {"msg_id": msg_id})["errcode"] == 40008
    assert service.post("message/mass/get", {"msg_id": msg_id})["msg_status"] == "SEND_SUCCESS"


def test_unknown_push_is_refused(service: Bench) -> None:
    answers = [service.post(f"message/mass/{one}", {"msg_id": 7})["errcode"] for one in ("get", "delete")]

    assert answers == [40059, 40059]


def test_speed_is_set_and_told(service: Bench) -> None:
    before = service.post("message/mass/speed/get", {})

    answers = [
        service.post("message/mass/speed/set", body)["errcode"]
        for body in ({"speed": 3}, {"speed": 5}, {"speed": "1"}, {"quick": 1})
    ]
    after = service.post("message/mass/speed/get", {})
    service.control("PUT", "faults/confirmation")

    assert (before, answers, after) == (
        {"speed": 0, "realspeed": 80},
        [0, 45083, 45083, 45084],
        {"speed": 3, "realspeed": 30},
    )
    assert service.post("message/mass/speed/set", {"speed": 1})["errcode"] == 89505


def test_push_is_told_on_the_stream_and_listed(service: Bench, account: Account) -> None:
    push(service)
    heard(account)

    (one,) = service.control("GET", f"apps/{APPID}/pushes")["pushes"]

    assert {name: one[name] for name in ("kind", "title", "to", "state", "sent", "confirm_before")} == {
        "kind": "text",
        "title": "明天开会",
        "to": "all",
        "state": "sent",
        "sent": 2,
        "confirm_before": None,
    }
