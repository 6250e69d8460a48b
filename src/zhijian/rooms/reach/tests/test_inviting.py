"""Invitations made, renewed and revoked; what is asked of WeChat, and when."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from zhijian.foundation.accounts.kinds import Kind as AccountKind
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers.tests.builders import a_bound_follower
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.reach.chore import CHORE
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import CodeBook, Invitation
from zhijian.rooms.reach.queries.invitations import accounts_serving, invitations_within, permanent_of
from zhijian.rooms.reach.refusals import AccountNotForUnit, NoPicture, NotAPicture, PermanentUsedUp
from zhijian.rooms.reach.services import inviting
from zhijian.rooms.reach.services.inviting import invite_member, invite_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Unit:
    return a_unit()


@pytest.fixture
def branch(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


@pytest.fixture
def chen(branch: Unit) -> Member:
    return a_member(branch)


@pytest.fixture
def account(town: Unit) -> Account:
    return an_account(unit=town)


@pytest.fixture
def subscription(town: Unit) -> Account:
    return an_account("news", unit=town, kind=AccountKind.SUBSCRIPTION)


def test_unit_gets_a_permanent_code_that_is_asked_for(account: Account, branch: Unit) -> None:
    made = invite_unit(branch, account=account, by="tests")

    task = Task.objects.get(name=CHORE)
    assert (made.kind, made.word, made.is_on_its_way, made.wanted_until) == (
        Kind.PERMANENT,
        "河东",
        True,
        None,
    )
    assert (made.number.isdecimal(), len(made.number), made.phrase) == (True, 4, f"河东{made.number}")
    assert (inviting.to_ask(account.pk), task.arguments) == ([made], {"account": account.pk})


def test_scene_says_nothing_of_anybody(account: Account, chen: Member) -> None:
    made = invite_member(chen, account=account, by="tests")

    assert (len(made.scene), chen.code in made.scene, chen.name in made.scene) == (22, False, False)
    assert (str(made), chen.name in made.phrase) == (f"invitation {made.pk}", False)


def test_second_time_it_is_the_same_code(account: Account, branch: Unit, chen: Member) -> None:
    units = [invite_unit(branch, account=account, by="tests") for _ in range(2)]
    his = [invite_member(chen, account=account, by="tests") for _ in range(2)]

    assert (units[0], his[0], Invitation.objects.count()) == (units[1], his[1], 2)


def test_members_code_is_temporary_and_wanted_for_a_while(account: Account, chen: Member) -> None:
    made = invite_member(chen, account=account, by="tests")

    assert (made.kind, made.unit, made.wanted_until) == (
        Kind.TEMPORARY,
        chen.unit,
        localdate() + inviting.WANTED_FOR,
    )


def test_account_without_codes_gets_the_word_alone(subscription: Account, branch: Unit) -> None:
    made = invite_unit(branch, account=subscription, by="tests")

    assert (made.kind, made.ask_at, inviting.to_ask(subscription.pk)) == (Kind.SPOKEN, None, [])


def test_account_of_another_part_of_the_tree_invites_nobody(account: Account) -> None:
    elsewhere = a_unit("别的镇党委")

    with pytest.raises(AccountNotForUnit):
        invite_unit(elsewhere, account=account, by="tests")

    assert (Invitation.objects.count(), list(accounts_serving(elsewhere))) == (0, [])


def test_account_of_nobody_in_the_tree_serves_everybody(branch: Unit) -> None:
    house = an_account("house")

    assert list(accounts_serving(branch)) == [house]


def test_two_units_of_one_name_never_share_a_number(account: Account, town: Unit) -> None:
    for number in range(40):
        invite_unit(a_unit("河东村党支部", a_unit(f"第{number}片", town)), account=account, by="tests")

    assert len(set(Invitation.objects.values_list("phrase", flat=True))) == 40


def test_numbers_of_a_revoked_code_are_not_given_again(account: Account, branch: Unit) -> None:
    first = invite_unit(branch, account=account, by="tests")
    inviting.revoke(first, by="tests")

    second = invite_unit(branch, account=account, by="tests")

    first.refresh_from_db()
    assert (first.revoked_by_name, second == first, second.phrase == first.phrase) == ("tests", False, False)
    assert inviting.to_ask(account.pk) == [second]


def test_permanent_codes_are_counted_also_when_revoked(
    account: Account, branch: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = invite_unit(branch, account=account, by="tests")
    inviting.note_made(made, ticket="t", url="http://weixin.qq.com/q/1", expires_at=None)

    inviting.revoke(made, by="tests")

    assert permanent_of(account) == 1


def test_beyond_the_last_permanent_code_none_is_asked_for(account: Account, town: Unit) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            account=account,
            unit=town,
            kind=Kind.PERMANENT,
            word="满",
            number=f"{number:04}"[-4:],
            phrase=f"满{number}",
            ticket="t",
            revoked_at=now(),
        )
        for number in range(inviting.MOST_PERMANENT)
    )

    with pytest.raises(PermanentUsedUp):
        invite_unit(a_unit("河东村党支部", town), account=account, by="tests")


def test_what_runs_out_is_asked_for_again_while_wanted(account: Account, branch: Unit) -> None:
    chen, wang, gone, old = (a_member(branch, name) for name in ("陈玉兰", "王建国", "走了的", "很久的"))
    made = {one: invite_member(one, account=account, by="tests") for one in (chen, wang, gone, old)}
    for one in made.values():
        inviting.note_made(one, ticket="t", url="u", expires_at=now() + timedelta(days=2))
    a_bound_follower(account, wang)
    Member.objects.filter(pk=gone.pk).update(state="left")
    Invitation.objects.filter(pk=made[old].pk).update(wanted_until=localdate() - timedelta(days=1))

    inviting.plan_what_is_due()

    assert inviting.to_ask(account.pk) == [made[chen]]


def test_what_is_good_for_long_is_left_alone(account: Account, chen: Member) -> None:
    made = invite_member(chen, account=account, by="tests")
    inviting.note_made(made, ticket="t", url="u", expires_at=now() + timedelta(days=20))

    assert (inviting.plan_what_is_due(), inviting.to_ask(account.pk)) == (0, [])


def test_used_up_calls_wait_for_midnight(account: Account, branch: Unit) -> None:
    made = invite_unit(branch, account=account, by="tests")

    inviting.note_refused(made, errcode=inviting.TOO_MANY_CALLS)

    made.refresh_from_db()
    assert made.ask_at
    assert (made.ask_at > now(), inviting.to_ask(account.pk), made.is_on_its_way) == (True, [], True)


def test_refusal_for_good_waits_for_a_person(account: Account, branch: Unit) -> None:
    made = invite_unit(branch, account=account, by="tests")

    inviting.note_refused(made, errcode=inviting.TOO_MANY_CODES)
    inviting.plan_what_is_due()

    made.refresh_from_db()
    assert (made.errcode, made.is_on_its_way, inviting.to_ask(account.pk)) == (45029, False, [])
    inviting.renew(made, kind=Kind.TEMPORARY, by="tests")
    assert [(one.kind, one.errcode) for one in inviting.to_ask(account.pk)] == [(Kind.TEMPORARY, None)]


def test_picture_cannot_be_renewed_where_there_is_none(subscription: Account, branch: Unit) -> None:
    made = invite_unit(branch, account=subscription, by="tests")

    with pytest.raises(NoPicture):
        inviting.renew(made, kind=Kind.TEMPORARY, by="tests")


def test_gateways_learn_of_each_code_made_and_revoked(account: Account, branch: Unit, chen: Member) -> None:
    made = invite_unit(branch, account=account, by="tests")
    first = CodeBook.objects.get(account=account).revision
    invite_member(chen, account=account, by="tests")
    second = CodeBook.objects.get(account=account).revision
    inviting.revoke(made, by="tests")

    assert (second > first, CodeBook.objects.get(account=account).revision > second) == (True, True)


def test_log_names_the_act_and_no_contents(account: Account, chen: Member) -> None:
    made = invite_member(chen, account=account, by="tests")
    inviting.word_poster(made, headline=["一二三四五六七八九", " 乙 "], by="tests")
    inviting.name_helper(made, helper=chen, by="tests")
    inviting.revoke(made, by="tests")

    lines = Line.objects.filter(action__startswith="invitation.").order_by("pk")
    about = {"invitation": made.pk, "account": "qinghe", "kind": "temporary"}
    assert [(line.action, line.details) for line in lines] == [
        ("invitation.made", about),
        ("invitation.worded", about),
        ("invitation.helper_named", about),
        ("invitation.revoked", about),
    ]
    assert made.headline == "一二三四五六七\n乙"


def test_personal_code_stands_where_its_member_is(account: Account, branch: Unit, town: Unit) -> None:
    chen = a_member(branch)
    made = invite_member(chen, account=account, by="tests")
    other = a_unit("河西村党支部", town)
    Member.objects.filter(pk=chen.pk).update(unit=other)

    found = [list(invitations_within(Scope.of(unit.path))) for unit in (branch, other)]

    assert found == [[], [made]]


@pytest.mark.parametrize("content", [b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"x" * 500_001])
def test_what_is_no_small_picture_is_not_put_up(account: Account, content: bytes) -> None:
    with pytest.raises(NotAPicture):
        inviting.put_plain_code(account, picture=content, by="tests")
