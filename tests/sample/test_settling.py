"""The sample in a house: a town with a past, people who may come in, followers on both sides."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from pytest_django import DjangoDbBlocker

from zhijian.config.sample import PASSWORD, content, load_sample
from zhijian.config.sample.following import crowd_of
from zhijian.config.sample.town import past, qinghe
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers.models import Binding, Follower
from zhijian.foundation.org import queries
from zhijian.foundation.org.models import (
    Change,
    Era,
    Member,
    Membership,
    Office,
    Stay,
    Succession,
    Transfer,
    Unit,
)
from zhijian.foundation.org.scope import EVERYTHING
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tree import members_on, tree_on
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.staff.roles import Role

# What asks for a test database; each test stands within the one in which the town was loaded.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Unit]:
    """Loaded once: nothing here changes it, and it is gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample()
        yield Unit.objects.get(code=qinghe.TOP)
        transaction.set_rollback(True)


def test_four_hundred_are_on_the_roster_and_seven_are_remembered(town: Unit) -> None:
    states = Counter(Member.objects.values_list("state", flat=True))

    assert queries.counts_of(town).members == qinghe.MEMBERS
    assert states == {"active": 400, "died": 3, "moved": 3, "left": 1}


def test_everybody_on_the_roster_has_one_membership_today_where_he_is(town: Unit) -> None:
    now = Membership.objects.filter(until_day=None).values_list("member_id", "unit_id")
    here = Member.objects.filter(state=MemberState.ACTIVE).values_list("pk", "unit_id")

    assert sorted(now) == sorted(here)


def test_old_days_show_the_old_tree_with_its_people(town: Unit) -> None:
    merged_on = localdate() - timedelta(days=past.MERGED_AT)
    before = tree_on(merged_on - timedelta(days=1))
    shiqiao = Unit.objects.get(code="shiqiao")
    then = members_on(before.day, tree=before, unit_id=shiqiao.pk)

    assert (shiqiao.closed_on, len(then)) == (merged_on, past.CAME_WITH_IT)
    assert {m.unit.code for m in Member.objects.filter(pk__in=then).select_related("unit")} == {"liuwan"}
    assert Succession.objects.get().successor.code == past.MERGED_INTO
    assert [one.code for one in queries.search_units(EVERYTHING, "河渡村")] == ["dukou"]
    assert Era.objects.filter(unit__code="dukou").count() == 2


def test_a_secretary_s_term_is_nearly_over_and_one_chair_is_empty(town: Unit) -> None:
    today = localdate()
    held = Office.objects.filter(
        title="书记", until_day__gte=today, until_day__lte=today + timedelta(days=30)
    )
    dukou = queries.offices_on(today, units=Unit.objects.filter(code="dukou"))

    assert [(one.unit.code, one.member.name) for one in held] == [("hedong", "何建平")]
    assert [(one.title, one.is_deputy, one.member.name) for one in dukou] == [("书记", True, "孟庆海")]


def test_commuters_are_guests_and_one_asks_to_go_over(town: Unit) -> None:
    assert (Stay.objects.count(), set(Stay.objects.values_list("unit__code", flat=True))) == (6, {"tongqiao"})
    waiting = Transfer.objects.get()
    assert (waiting.member.name, waiting.is_open, waiting.to_unit.code) == ("林小满", True, "hedong")


def test_there_is_staff_in_every_role_on_its_own_part_of_the_tree(town: Unit) -> None:
    posts = {post.staff.username: (post.role, post.unit and post.unit.code) for post in Post.objects.all()}

    assert {role for role, _ in posts.values()} == set(Role.values)
    assert posts["secretary"] == ("secretary", "hedong")
    assert posts["auditor"] == ("auditor", None)
    assert all(one.check_password(PASSWORD) and one.is_sample for one in Staff.objects.all())


def test_three_accounts_stand_on_the_tree_and_one_lost_its_unit(town: Unit) -> None:
    accounts = {one.slug: one for one in Account.objects.select_related("unit")}

    assert list(accounts) == ["qinghe", "tongqiao", "shiqiao"]
    assert [(one.kind, one.is_verified) for one in accounts.values()] == [
        ("service", True),
        ("subscription", False),
        ("subscription", True),
    ]
    lost = accounts[content.LOST]
    assert lost.unit
    assert lost.unit.closed_on
    assert (lost.menu, lost.default_reply) == ([], "")


def test_some_members_are_bound_some_only_follow_and_most_do_not_yet(town: Unit) -> None:
    account = Account.objects.get(slug="qinghe")
    follow, bound = Follower.objects.filter(account=account).count(), Binding.objects.count()
    wang = Binding.objects.get(follower__openid=content.ON_DESK["0067"]).member
    min_ = Follower.objects.get(openid=content.ON_DESK["0034"])

    assert (wang.name, wang.birth_year) == ("王建国", localdate().year - 67)
    assert not Binding.objects.filter(follower=min_).exists()
    assert 100 < bound < follow < 250
    assert Binding.objects.exclude(member__state=MemberState.ACTIVE).count() == 0


def test_the_sandbox_is_told_the_same_followers_as_the_house_has(town: Unit) -> None:
    for account in Account.objects.all():
        here = set(Follower.objects.filter(account=account).values_list("openid", flat=True))

        assert {one.openid for one in crowd_of(account.slug)} == here


def test_each_unit_somebody_came_to_is_named_for_those_who_follow_changes(town: Unit) -> None:
    homes = set(Member.objects.values_list("unit_id", flat=True))

    assert homes <= set(Change.objects.values_list("unit_id", flat=True))


def test_the_log_tells_the_history_by_the_demo_s_own_name(town: Unit) -> None:
    acts = Counter(Line.objects.filter(actor_name="demo").values_list("action", flat=True))

    assert Line.objects.exclude(actor_id="").count() == 0  # nobody on the staff did any of it
    assert acts["town.made"] == acts["unit.renamed"] == acts["unit.merged"] == acts["transfer.asked"] == 1
    assert (acts["member.departed"], acts["office.given"]) == (len(past.DEPARTED), len(past.TERMS))
    assert acts["member.enrolled"] == 0
