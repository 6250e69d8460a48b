"""Codes of people who come in, traded at a sandbox for real: who is let in, and who is not."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.courier.conftest import MEI, Desk
from zhijian.courier.arrivals import trade_codes
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.authorize import authorize_address
from zhijian.foundation.visits.models import Arrival
from zhijian.foundation.visits.states import Outcome


def code_for(desk: Desk, account: Account, *, host: str = "phone-1.localhost:8000") -> str:
    """What the sandbox sends the phone back with."""
    address = authorize_address(account, back_to=f"http://{host}/m/wechat/back/", state="s")
    parts = urlsplit(address)
    answer = desk.http.get(f"{parts.path}?{parts.query}")
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def came(account: Account, code: str) -> Arrival:
    state = visits.begin_arrival(account, browser="a-phone", to="home")
    return visits.come_back(state, browser="a-phone", code=code)


def settled(account: Account, arrival: Arrival) -> tuple[str, Follower | None, str]:
    trade_codes(account.pk)
    arrival.refresh_from_db()
    return arrival.outcome, arrival.follower, arrival.code.reveal()


def test_a_follower_we_know_is_let_in_and_the_code_erased(desk: Desk, account: Account) -> None:
    mei = a_follower(account, MEI)

    assert settled(account, came(account, code_for(desk, account))) == (Outcome.IN, mei, "")


def test_a_follower_whose_callback_was_lost_is_asked_for(desk: Desk, account: Account) -> None:
    outcome, follower, _ = settled(account, came(account, code_for(desk, account)))

    assert (outcome, follower) == (Outcome.IN, Follower.objects.get(openid=MEI))
    assert follower
    assert follower.follows


def test_a_code_used_before_lets_nobody_in(desk: Desk, account: Account) -> None:
    a_follower(account, MEI)
    code = code_for(desk, account)
    settled(account, came(account, code))

    assert settled(account, came(account, code)) == (Outcome.STALE, None, "")


@pytest.mark.parametrize("code", ["invented", "x" * 500, "&appid=other"])
def test_an_invented_code_lets_nobody_in(desk: Desk, account: Account, code: str) -> None:
    assert settled(account, came(account, code)) == (Outcome.STALE, None, "")


def test_somebody_who_does_not_follow_is_not_let_in(desk: Desk, account: Account) -> None:
    desk.control("POST", "followers", name="波", openid="oBo", follows=False)
    code = code_for(desk, account, host="phone-2.localhost:8000")

    assert settled(account, came(account, code)) == (Outcome.STRANGER, None, "")
    assert not Follower.objects.exists()


def test_a_refused_secret_is_trouble_and_one_line_for_operators(desk: Desk, account: Account) -> None:
    code = code_for(desk, account)
    Account.objects.filter(pk=account.pk).update(secret=type(account.secret)("wrong" * 6))

    assert settled(account, came(account, code)) == (Outcome.TROUBLE, None, "")


def test_everybody_who_waits_is_settled_in_one_go(desk: Desk, account: Account) -> None:
    a_follower(account, MEI)
    arrivals = [came(account, code_for(desk, account)) for _ in range(25)]

    trade_codes(account.pk)

    assert set(Arrival.objects.values_list("outcome", flat=True)) == {Outcome.IN}
    assert len(arrivals) == Arrival.objects.count()
