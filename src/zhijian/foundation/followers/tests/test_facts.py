from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.facts import STRANGER, Facts, facts_of
from zhijian.foundation.followers.models import Binding
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.services import appoint, label_members, make_label, note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def branch() -> Unit:
    return a_unit("河东村党支部", a_unit(code="QH"), code="QH-03")


@pytest.fixture
def chen(account: Account, branch: Unit) -> Binding:
    return a_bound_follower(account, a_member(branch, birth_year=localdate().year - 78))


def test_nobody_bound_is_a_stranger(account: Account) -> None:
    a_follower(account)

    assert [facts_of(account.pk)(openid) for openid in ("o-mei", "o-nobody")] == [STRANGER, STRANGER]


def test_all_that_is_known_of_a_member(account: Account, branch: Unit, chen: Binding) -> None:
    appoint(chen.member, unit=branch, title="书记", by="tests")
    label_members([chen.member], label=make_label("老党员", by="tests"), by="tests")
    make_label("流动党员", by="tests")

    assert facts_of(account.pk)("o-mei") == Facts(
        is_bound=True,
        unit_path=("QH", "QH-03"),
        offices=frozenset({"书记"}),
        age=78,
        tags=frozenset({"老党员"}),
    )


def test_what_is_not_known_is_left_open(account: Account, branch: Unit) -> None:
    a_bound_follower(account, a_member(branch, "王建国"))

    assert facts_of(account.pk)("o-mei") == Facts(is_bound=True, unit_path=("QH", "QH-03"))


def test_only_offices_of_today_count(account: Account, branch: Unit, chen: Binding) -> None:
    today = localdate()
    appoint(chen.member, unit=branch, title="书记", by="tests", from_day=today + timedelta(days=1))
    appoint(
        chen.member,
        unit=branch,
        title="宣传委员",
        by="tests",
        from_day=today - timedelta(days=9),
        until_day=today - timedelta(days=1),
    )

    assert facts_of(account.pk)("o-mei").offices == frozenset()


def test_same_openid_at_another_account_is_a_stranger(chen: Binding) -> None:
    assert facts_of(an_account("other").pk)("o-mei") == STRANGER


def test_who_left_the_roster_is_a_stranger(account: Account, chen: Binding) -> None:
    note_departure(chen.member, state=MemberState.DIED, by="tests")

    assert facts_of(account.pk)("o-mei") == STRANGER


def test_who_was_unbound_is_a_stranger(account: Account, chen: Binding) -> None:
    services.unbind(chen)

    assert facts_of(account.pk)("o-mei") == STRANGER
