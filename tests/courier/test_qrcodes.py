"""Codes of invitations at WeChat, over the wire: asked for, refused, run out, asked for again."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from tests.courier.conftest import Desk
from zhijian.courier import qrcodes
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.queries.invitations import permanent_of
from zhijian.rooms.reach.services import inviting
from zhijian.rooms.reach.services.inviting import invite_member, invite_unit
from zhijian.wechat.errors import CallFailed


@pytest.fixture
def branch(account: Account) -> Unit:
    return a_unit("河东村党支部", a_unit())


def ask(account: Account, *, most: int = 100) -> None:
    steps = iter(range(most))
    qrcodes.ask_for_codes(account.pk, lambda _done, _total: next(steps, None) is not None)


def posters(desk: Desk, account: Account) -> list[dict[str, object]]:
    """What lies on the sandbox's desk to be scanned, but for the account's own code."""
    found = desk.http.get("/_sandbox/qrcodes").json()["qrcodes"]
    return [one for one in found if one["scene"] is not None and one["appid"] == account.appid]


def refuse(desk: Desk, errcode: int, *, times: int) -> None:
    desk.control("PUT", "faults/error", errcode=errcode, path="qrcode/create", count=times)


def test_permanent_code_comes_back_with_what_it_says(desk: Desk, account: Account, branch: Unit) -> None:
    made = invite_unit(branch, account=account, by="tests")

    ask(account)

    made.refresh_from_db()
    (poster,) = posters(desk, account)
    assert (made.url, made.ticket, made.expires_at) == (poster["url"], poster["ticket"], None)
    assert (poster["scene"], poster["expires_at"]) == (made.scene, None)
    assert (made.has_picture, made.is_on_its_way, permanent_of(account)) == (True, False, 1)


def test_members_code_ends_within_thirty_days(desk: Desk, account: Account, branch: Unit) -> None:
    made = invite_member(a_member(branch), account=account, by="tests")

    ask(account)

    made.refresh_from_db()
    assert made.expires_at
    left = made.expires_at - now()
    assert (timedelta(days=29, hours=23) < left <= timedelta(days=30), made.has_picture) == (True, True)


def test_all_that_is_due_is_asked_in_one_go(desk: Desk, account: Account, branch: Unit) -> None:
    for number in range(5):
        invite_member(a_member(branch, f"党员{number}"), account=account, by="tests")

    ask(account)

    assert (len(posters(desk, account)), inviting.to_ask(account.pk)) == (5, [])


def test_stopped_half_way_it_goes_on_from_there(desk: Desk, account: Account, branch: Unit) -> None:
    for number in range(3):
        invite_member(a_member(branch, f"党员{number}"), account=account, by="tests")

    ask(account, most=1)
    left = len(inviting.to_ask(account.pk))
    ask(account)

    assert (left, inviting.to_ask(account.pk), len(posters(desk, account))) == (2, [], 3)


def test_account_that_gets_none_goes_on_with_its_words(desk: Desk, account: Account, branch: Unit) -> None:
    """It was a verified service account when the code was made, and is none any more."""
    made = invite_unit(branch, account=account, by="tests")
    desk.control("PATCH", f"apps/{account.appid}", kind="subscription")

    ask(account)

    made.refresh_from_db()
    assert (made.kind, made.errcode, made.ask_at, posters(desk, account)) == (Kind.SPOKEN, 48001, None, [])


@pytest.mark.parametrize("errcode", [45029, 40035])
def test_refusal_for_good_stands_on_the_code(
    desk: Desk, account: Account, branch: Unit, errcode: int
) -> None:
    made = invite_unit(branch, account=account, by="tests")
    refuse(desk, errcode, times=9)

    ask(account)

    made.refresh_from_db()
    assert (made.errcode, made.is_on_its_way, inviting.to_ask(account.pk)) == (errcode, False, [])


def test_used_up_calls_leave_the_rest_for_tomorrow(desk: Desk, account: Account, branch: Unit) -> None:
    codes = [invite_member(a_member(branch, name), account=account, by="tests") for name in ("甲", "乙")]
    refuse(desk, 45009, times=1)

    ask(account)

    found = Invitation.objects.filter(pk__in=[code.pk for code in codes])
    assert [(one.errcode, one.is_on_its_way) for one in found] == [(45009, True)] * 2
    assert (inviting.to_ask(account.pk), posters(desk, account)) == ([], [])


def test_no_answer_is_said_and_tried_again(desk: Desk, account: Account, branch: Unit) -> None:
    made = invite_unit(branch, account=account, by="tests")
    refuse(desk, -1, times=9)

    with pytest.raises(CallFailed):
        ask(account)

    made.refresh_from_db()
    assert (made.errcode, inviting.to_ask(account.pk)) == (inviting.NO_WORD, [made])


def test_code_that_ran_out_is_asked_for_again_under_the_same_scene(
    desk: Desk, account: Account, branch: Unit
) -> None:
    made = invite_member(a_member(branch), account=account, by="tests")
    ask(account)
    made.refresh_from_db()
    old = made.url
    Invitation.objects.filter(pk=made.pk).update(expires_at=now() - timedelta(hours=1))

    inviting.plan_what_is_due()
    ask(account)

    made.refresh_from_db()
    assert (made.has_picture, made.url != old) == (True, True)
    assert {poster["scene"] for poster in posters(desk, account)} == {made.scene}
