"""Acts that take two: one asks, another agrees, it is done once, and it is what was agreed to."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import doorplates
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff import errors, joint_acts, services
from zhijian.foundation.staff.joint_acts.queries import joint_acts_visible_to, waiting_for
from zhijian.foundation.staff.models import JointAct, Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.sight import accounts_for
from zhijian.foundation.staff.tests.builders import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Unit:
    return a_unit("河东村党支部", a_unit("青禾镇党委"))


@pytest.fixture
def account(village: Unit) -> Account:
    return an_account(unit=village)


@pytest.fixture
def wen(village: Unit) -> Staff:
    return a_person("wen", (Role.ADMINISTRATOR, village))


@pytest.fixture
def mo(village: Unit) -> Staff:
    return a_person("mo", (Role.ADMINISTRATOR, village))


def asked(account: Account, by: Staff) -> JointAct:
    return joint_acts.ask(joint_acts.CLOSE_ACCOUNT, {"account": account.pk}, by=by, why="并成一个")


def is_closed(account: Account) -> bool:
    return Account.objects.get(pk=account.pk).closed_at is not None


def test_it_is_done_when_a_second_person_agrees(account: Account, wen: Staff, mo: Staff) -> None:
    request = asked(account, wen)
    before = is_closed(account)

    done = joint_acts.agree(request, by=mo)

    assert (before, is_closed(account), done.agreed_by, bool(done.done_at)) == (False, True, mo, True)
    assert (doorplates(), list(accounts_for(wen))) == ({}, [])
    acts = Line.objects.filter(action__in=["joint_act.asked", "joint_act.agreed", "account.closed"])
    assert [(line.action, line.actor_name) for line in acts.order_by("pk")] == [
        ("joint_act.asked", "Wen"),
        ("joint_act.agreed", "Mo"),
        ("account.closed", "Wen"),
    ]


def test_nobody_agrees_with_himself(account: Account, wen: Staff, mo: Staff) -> None:
    request = asked(account, wen)

    with pytest.raises(errors.BeyondRights):
        joint_acts.agree(request, by=wen)

    assert (mo.is_active, is_closed(account)) == (True, False)


def test_nobody_agrees_without_the_right_there(
    account: Account, wen: Staff, mo: Staff, village: Unit
) -> None:
    request = asked(account, wen)
    strangers = [
        a_person("editor", (Role.EDITOR, village)),
        a_person("zhou", (Role.ADMINISTRATOR, a_unit("沿河村党支部"))),
        a_person("hao"),
    ]

    for stranger in strangers:
        with pytest.raises(errors.BeyondRights):
            joint_acts.agree(request, by=stranger)

    assert [list(joint_acts_visible_to(who)) for who in (*strangers, wen, mo)] == [
        [],
        [],
        [],
        [request],
        [request],
    ]
    assert (list(waiting_for(wen)), list(waiting_for(mo))) == ([], [request])


def test_it_is_done_once(account: Account, wen: Staff, mo: Staff) -> None:
    request = asked(account, wen)
    joint_acts.agree(request, by=mo)

    with pytest.raises(errors.NotOpen):
        joint_acts.agree(request, by=mo)

    assert Line.objects.filter(action="account.closed").count() == 1


def test_what_is_another_thing_by_now_is_not_done(account: Account, wen: Staff, mo: Staff) -> None:
    request = asked(account, wen)
    accounts.change_account(account, actor="tests", name="换了个名字")

    done = joint_acts.agree(request, by=mo)

    assert (bool(done.stale_at), done.agreed_at, is_closed(account)) == (True, None, False)


def test_what_was_asked_by_one_who_lost_the_right_is_not_done(
    account: Account, wen: Staff, mo: Staff
) -> None:
    request = asked(account, wen)
    services.end_post(wen.posts.get(), by="tests")

    done = joint_acts.agree(request, by=mo)

    assert (bool(done.stale_at), is_closed(account)) == (True, False)


def test_after_a_week_nobody_can_agree(account: Account, wen: Staff, mo: Staff) -> None:
    request = asked(account, wen)
    JointAct.objects.update(expires_at=now() - timedelta(seconds=1))

    with pytest.raises(errors.NotOpen):
        joint_acts.agree(request, by=mo)

    assert (list(waiting_for(mo)), is_closed(account)) == ([], False)
    assert asked(account, wen).is_open


def test_refused_or_withdrawn_it_is_over(account: Account, wen: Staff, mo: Staff) -> None:
    refused = joint_acts.refuse(asked(account, wen), by=mo, why="先别关")
    withdrawn = joint_acts.withdraw(asked(account, wen), by=wen)

    for request in (refused, withdrawn):
        with pytest.raises(errors.NotOpen):
            joint_acts.agree(request, by=mo)
    assert (refused.refused_why, is_closed(account)) == ("先别关", False)


def test_only_who_asked_withdraws_and_he_does_not_refuse_himself(
    account: Account, wen: Staff, mo: Staff
) -> None:
    request = asked(account, wen)

    with pytest.raises(errors.BeyondRights):
        joint_acts.withdraw(request, by=mo)
    with pytest.raises(errors.BeyondRights):
        joint_acts.refuse(request, by=wen)

    assert JointAct.objects.get().is_open


def test_the_same_is_asked_for_once(account: Account, wen: Staff, mo: Staff) -> None:
    asked(account, wen)

    with pytest.raises(errors.AskedAlready):
        asked(account, mo)


def test_where_nobody_else_could_agree_it_is_not_even_asked(account: Account, wen: Staff) -> None:
    with pytest.raises(errors.NobodyElse):
        asked(account, wen)

    assert not JointAct.objects.exists()


def test_a_third_head_of_the_house_takes_two() -> None:
    wen, mo = a_person("wen", (Role.ADMINISTRATOR, None)), a_person("mo", (Role.ADMINISTRATOR, None))
    lin = a_person("lin")

    request = joint_acts.ask(joint_acts.GIVE_THE_HOUSE, {"staff": lin.pk, "until": ""}, by=wen)
    before = Staff.objects.get(pk=lin.pk).rights.held
    joint_acts.agree(request, by=mo)

    assert (before, Staff.objects.get(pk=lin.pk).rights.held) == ((), ((Role.ADMINISTRATOR, ""),))


def test_numbers_are_exported_once_by_whoever_asked(village: Unit, mo: Staff) -> None:
    chen = a_person("chen", (Role.SECRETARY, village))
    arguments = {"unit": village.pk, "columns": ["phone", "name"]}
    request = joint_acts.ask(joint_acts.EXPORT_NUMBERS, arguments, by=chen, why="上报")

    with pytest.raises(errors.NotOpen):
        joint_acts.use(request, by=chen)
    joint_acts.agree(request, by=mo)
    with pytest.raises(errors.BeyondRights):
        joint_acts.use(request, by=mo)
    used = joint_acts.use(request, by=chen)
    with pytest.raises(errors.NotOpen):
        joint_acts.use(request, by=chen)

    assert used.done_at is not None


def test_what_was_agreed_to_is_good_for_a_day(village: Unit, mo: Staff) -> None:
    chen = a_person("chen", (Role.SECRETARY, village))
    arguments = {"unit": village.pk, "columns": ["phone"]}
    request = joint_acts.ask(joint_acts.EXPORT_NUMBERS, arguments, by=chen, why="上报")
    joint_acts.agree(request, by=mo)
    JointAct.objects.update(agreed_at=now() - timedelta(hours=24, seconds=1))

    with pytest.raises(errors.NotOpen):
        joint_acts.use(request, by=chen)
