from datetime import UTC, datetime

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers import queries, services
from zhijian.foundation.followers.errors import FollowerTaken, MemberGone, MemberTaken, NotFollowing
from zhijian.foundation.followers.models import Binding, BindingChange, Follower, HelpRequest, Unbinding
from zhijian.foundation.followers.tests.builders import LONG_AGO, a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.services import note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def chen() -> Member:
    return a_member(a_unit(), "陈玉兰", phone="13900001234")


def test_bound_follower_is_his_member(account: Account, chen: Member) -> None:
    binding = a_bound_follower(account, chen)

    found = queries.binding_of(binding.follower)
    assert found == binding
    assert found is not None
    assert (found.member.name, found.way, found.bound_by_name, found.is_second) == (
        "陈玉兰",
        Way.PHONE,
        "",
        False,
    )


def test_binding_again_changes_nothing(account: Account, chen: Member) -> None:
    first = a_bound_follower(account, chen)

    again = services.bind(first.follower, member=chen, way=Way.CODE)

    assert (again, Binding.objects.count(), BindingChange.objects.count()) == (first, 1, 1)


def test_bound_follower_cannot_be_somebody_else(account: Account, chen: Member) -> None:
    binding = a_bound_follower(account, chen)

    with pytest.raises(FollowerTaken):
        services.bind(binding.follower, member=a_member(chen.unit, "王建国"), way=Way.PHONE)


def test_member_is_bound_once_at_an_account(account: Account, chen: Member) -> None:
    a_bound_follower(account, chen)

    with pytest.raises(MemberTaken):
        services.bind(a_follower(account, "o-other"), member=chen, way=Way.PHONE)

    assert Binding.objects.count() == 1


def test_staff_may_allow_a_second_wechat(account: Account, chen: Member) -> None:
    first = a_bound_follower(account, chen)

    second = services.bind(
        a_follower(account, "o-other"), member=chen, way=Way.STAFF, by="Wen", allow_second=True
    )

    assert (second.is_second, queries.followers_of_members(account.pk, [chen.pk])) == (
        True,
        {chen.pk: [first.follower, second.follower]},
    )


def test_member_is_bound_at_each_account(account: Account, chen: Member) -> None:
    other = an_account("other")
    a_bound_follower(account, chen)

    there = a_bound_follower(other, chen)

    assert queries.followers_of_members(other.pk, [chen.pk]) == {chen.pk: [there.follower]}


def test_who_left_the_roster_cannot_be_bound(account: Account, chen: Member) -> None:
    note_departure(chen, state=MemberState.LEFT, by="tests")

    with pytest.raises(MemberGone):
        a_bound_follower(account, chen)


def test_who_left_the_account_cannot_be_bound(account: Account, chen: Member) -> None:
    follower = a_follower(account)
    services.note_left(account_id=account.pk, openid=follower.openid, at=datetime.now(UTC))

    with pytest.raises(NotFollowing):
        services.bind(follower, member=chen, way=Way.PHONE)


def test_what_staff_undoes_is_told_once(account: Account, chen: Member) -> None:
    binding = a_bound_follower(account, chen)

    services.unbind(binding, by="Wen", why="认错了人")

    undone = queries.undone_untold(binding.follower)
    assert queries.binding_of(binding.follower) is None
    assert undone is not None
    assert (undone.ended_by_name, undone.why, undone.member) == ("Wen", "认错了人", chen)
    services.note_told(binding.follower)
    assert queries.undone_untold(binding.follower) is None


def test_who_unbinds_himself_is_told_nothing(account: Account, chen: Member) -> None:
    binding = a_bound_follower(account, chen)

    services.unbind(binding)

    assert (queries.undone_untold(binding.follower), Binding.objects.count()) == (None, 0)


def test_audit_names_the_member_and_never_the_reason(account: Account, chen: Member) -> None:
    binding = a_bound_follower(account, chen)
    services.unbind(binding, by="Wen", why="认错了人")

    lines = Line.objects.filter(action__in=["member.bound", "member.unbound"]).order_by("pk")
    assert [(line.action, line.actor_name, line.subject_id, line.details) for line in lines] == [
        ("member.bound", "follower", str(chen.pk), {"way": "phone"}),
        ("member.unbound", "Wen", str(chen.pk), {"way": "phone", "with_reason": True}),
    ]


def test_leaving_erases_which_openid_the_member_had(account: Account, chen: Member) -> None:
    binding = a_bound_follower(account, chen)
    services.note_followed(account_id=account.pk, openid="o-mei", at=datetime.now(UTC), scene="三支部")

    services.note_left(account_id=account.pk, openid="o-mei", at=datetime.now(UTC))

    left = Follower.objects.get(pk=binding.follower_id)
    assert (Binding.objects.count(), left.scene, left.last_wrote_at) == (0, "", None)
    assert [one.follower for one in Unbinding.objects.all()] == [None]


def test_leaving_takes_back_the_question_for_a_helper(account: Account) -> None:
    services.ask_for_helper(a_follower(account), name="陈玉兰")

    services.note_left(account_id=account.pk, openid="o-mei", at=datetime.now(UTC))

    assert not HelpRequest.objects.exists()


def test_late_news_of_leaving_erases_nothing(account: Account, chen: Member) -> None:
    a_bound_follower(account, chen)

    services.note_left(account_id=account.pk, openid="o-mei", at=LONG_AGO.replace(year=2025))

    assert Binding.objects.count() == 1
