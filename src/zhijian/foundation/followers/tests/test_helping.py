from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.errors import MayNotVouch, RequestOver
from zhijian.foundation.followers.models import Binding, HelpRequest, WrongGuess
from zhijian.foundation.followers.services import helping
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.org.services import appoint
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def town() -> Unit:
    return a_unit()


@pytest.fixture
def branch(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


@pytest.fixture
def chen(branch: Unit) -> Member:
    return a_member(branch, "陈玉兰")


@pytest.fixture
def helper(account: Account, branch: Unit) -> Binding:
    return a_bound_follower(account, a_member(branch, "李小梅"), "o-helper")


def asking(account: Account, *, openid: str = "o-chen", name: str = "陈玉兰") -> HelpRequest:
    return services.ask_for_helper(a_follower(account, openid), name=name)


def test_helper_of_the_same_unit_vouches(account: Account, helper: Binding, chen: Member) -> None:
    asked = asking(account)

    found = services.find_asking(helper, number=asked.number)
    binding = services.vouch(helper, asked=found.asked, member=chen)

    assert found.members == (chen,)
    assert (binding.way, binding.voucher, binding.follower.openid) == (Way.VOUCHED, helper.member, "o-chen")
    assert HelpRequest.objects.count() == 0


def test_wrong_number_is_a_guess(helper: Binding) -> None:
    with pytest.raises(RequestOver):
        services.find_asking(helper, number="000000")

    assert WrongGuess.objects.count() == 1


def test_number_ends_after_a_quarter_of_an_hour(account: Account, helper: Binding, chen: Member) -> None:
    asked = asking(account)
    HelpRequest.objects.update(expires_at=now() - timedelta(seconds=1))

    with pytest.raises(RequestOver):
        services.vouch(helper, asked=asked, member=chen)


def test_member_of_another_unit_is_not_shown_and_not_bound(
    account: Account, helper: Binding, town: Unit
) -> None:
    stranger = a_member(a_unit("河西村党支部", town), "陈玉兰")
    asked = asking(account)

    assert services.find_asking(helper, number=asked.number).members == ()
    with pytest.raises(MayNotVouch):
        services.vouch(helper, asked=asked, member=stranger)


def test_helper_binds_only_the_name_that_was_given(account: Account, helper: Binding, branch: Unit) -> None:
    other = a_member(branch, "王建国")

    with pytest.raises(MayNotVouch):
        services.vouch(helper, asked=asking(account), member=other)


def test_member_of_a_committee_vouches_for_nobody_below(account: Account, town: Unit, chen: Member) -> None:
    above = a_bound_follower(account, a_member(town, "周主任"), "o-above")

    assert services.find_asking(above, number=asking(account).number).members == ()


def test_who_holds_an_office_above_vouches_below(account: Account, town: Unit, chen: Member) -> None:
    above = a_bound_follower(account, a_member(town, "周主任"), "o-above")
    appoint(above.member, unit=town, title="组织委员", by="tests", from_day=date(2021, 1, 1))

    assert services.find_asking(above, number=asking(account).number).members == (chen,)


def test_who_held_an_office_above_vouches_below_no_more(account: Account, town: Unit, chen: Member) -> None:
    former = a_member(town, "周国平")
    yesterday = localdate() - timedelta(days=1)
    Office.objects.create(
        unit=town, member=former, title="书记", from_day=date(2020, 1, 1), until_day=yesterday
    )
    helper = a_bound_follower(account, former, "o-zhou")

    with pytest.raises(MayNotVouch):
        services.vouch(helper, asked=asking(account), member=chen)


def test_who_was_vouched_for_vouches_for_nobody(account: Account, helper: Binding, chen: Member) -> None:
    vouched = services.vouch(helper, asked=asking(account), member=chen)
    a_member(chen.unit, "王建国")

    with pytest.raises(MayNotVouch):
        services.find_asking(vouched, number=asking(account, openid="o-wang", name="王建国").number)


def test_nobody_vouches_for_himself(account: Account, helper: Binding) -> None:
    asked = services.ask_for_helper(helper.follower, name=helper.member.name)

    with pytest.raises(RequestOver):
        services.find_asking(helper, number=asked.number)


def test_helper_of_another_account_does_not_find_it(account: Account, chen: Member) -> None:
    elsewhere = a_bound_follower(an_account("other"), a_member(chen.unit, "李小梅"), "o-helper")

    with pytest.raises(RequestOver):
        services.find_asking(elsewhere, number=asking(account).number)


def test_helper_vouches_for_so_many_a_day(
    account: Account, helper: Binding, branch: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in range(helping.MOST_A_DAY):
        member = a_member(branch, f"党员{each}")
        asked = asking(account, openid=f"o-{each}", name=member.name)
        services.vouch(helper, asked=asked, member=member)

    with pytest.raises(MayNotVouch):
        services.find_asking(helper, number=asking(account).number)
