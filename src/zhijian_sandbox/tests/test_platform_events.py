"""Events nobody on the desk can cause are sent on demand."""

import time
from typing import Any

import pytest

from zhijian.wechat import messages
from zhijian_sandbox.tests.bench import APPID, Bench
from zhijian_sandbox.tests.serving import Account


@pytest.fixture
def plain(bench: Bench, account: Account) -> Bench:
    bench.register(callback_url=account.url, mode="plain")
    bench.follower()
    return bench


def heard(account: Account) -> Any:
    deadline = time.monotonic() + 5
    while not account.asked and time.monotonic() < deadline:
        time.sleep(0.01)
    return messages.parse(account.asked[0].body)


def test_person_who_withdrew_something_is_named(plain: Bench, account: Account) -> None:
    plain.control(
        "POST",
        f"apps/{APPID}/events",
        event="user_authorization_revoke",
        follower="phone-1",
        revoke_info="201,205",
    )

    event = heard(account)

    assert (event.event, event.from_user, event.open_id, event.app_id, event.revoke_info) == (
        "user_authorization_revoke",
        "oMei",
        "oMei",
        APPID,
        "201,205",
    )


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("annual_renew", "expired_time"),
        ("verify_expired", "expired_time"),
        ("naming_verify_fail", "fail_time"),
    ],
)
def test_news_of_verification_comes_from_the_platform(
    plain: Bench, account: Account, name: str, element: str
) -> None:
    plain.control("POST", f"apps/{APPID}/events", event=name)

    event = heard(account)

    assert (event.event, getattr(event, element) > 0, event.from_user == "oMei") == (name, True, False)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"event": "dance"}, 400),
        ({}, 400),
        ({"event": "user_info_modified"}, 400),
        ({"event": "user_info_modified", "follower": "phone-9"}, 404),
    ],
)
def test_unknown_events_and_people_are_refused(plain: Bench, body: dict[str, str], status: int) -> None:
    assert plain.http.post(f"/_sandbox/apps/{APPID}/events", json=body).status_code == status
