"""Pushes: how many there may be, and when two are one."""

from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.pushing import TEXT, counts, got, heard, push
from zhijian_sandbox.tests.serving import Account
from zhijian_sandbox.tests.test_drafts import add, article


def test_subscription_account_pushes_once_a_day(subscription: Bench, account: Account) -> None:
    subscription.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    push(subscription)
    heard(account)

    second = push(subscription)["errcode"]
    subscription.control("PUT", "clock", now="2026-03-06T00:01:00+08:00")

    assert (second, push(subscription)["errcode"]) == (45028, 0)


def test_service_account_pushes_to_all_four_times_a_month(service: Bench, account: Account) -> None:
    service.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    answers = [push(service)["errcode"] for _ in range(5)]
    heard(account, many=4)

    service.control("PUT", "clock", now="2026-04-01T00:01:00+08:00")

    assert (answers, push(service)["errcode"]) == ([0, 0, 0, 0, 45028], 0)


def test_follower_gets_four_a_month_of_a_service_account(service: Bench, account: Account) -> None:
    service.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    for many in range(1, 5):
        service.post("message/mass/send", {"touser": ["oMei", "oMei"], **TEXT})
        heard(account, many=many)

    push(service)
    event = heard(account, many=5)

    assert (counts(event), len(got(service)), len(got(service, "oBo"))) == (
        ("send success", 2, 1, 1, 0),
        4,
        1,
    )


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


def test_same_clientmsgid_is_the_same_push(service: Bench, account: Account) -> None:
    first = push(service, clientmsgid="spring-1")
    too_soon = push(service, clientmsgid="spring-1")["errcode"]
    heard(account)

    again = push(service, clientmsgid="spring-1")
    other = push(service, clientmsgid="spring-2")
    service.later(days=1, minutes=1)
    next_day = push(service, clientmsgid="spring-1")

    assert too_soon == 45066
    assert (again["errcode"], again["msg_id"]) == (45065, first["msg_id"])
    assert (other["errcode"], next_day["errcode"]) == (0, 0)
    assert push(service, clientmsgid="x" * 65)["errcode"] == 45067


def test_repeated_articles_name_the_first_ones(service: Bench, account: Account) -> None:
    def send() -> Json:
        media_id = add(service, article(service))["media_id"]
        return push(service, msgtype="mpnews", mpnews={"media_id": media_id}, clientmsgid="a")

    first = send()
    heard(account)

    assert send()["msg_data_id"] == first["msg_data_id"]


def test_refused_push_uses_no_quota(subscription: Bench) -> None:
    push(subscription, text={"content": ""})

    assert push(subscription)["errcode"] == 0
