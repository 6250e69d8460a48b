import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from types import FrameType

import pytest
from django.utils.timezone import now
from structlog.testing import capture_logs

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers import services
from zhijian.foundation.followers.errors import TriesUsedUp
from zhijian.foundation.followers.models import Follower, Pause, WrongGuess
from zhijian.foundation.followers.queries.candidates import candidates
from zhijian.foundation.followers.services import guessing
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Braked
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.services import note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.vault import sealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def chen() -> Member:
    return a_member(a_unit(), "陈玉兰", phone="139-0000-1234")


def guess(follower: Follower, last_four: str, *, name: str = "陈玉兰") -> list[Member]:
    return services.find_myself(follower, scope=EVERYTHING, name=name, last_four=last_four)


def tried_at_once(follower: Follower, numbers: Iterator[str], *, name: str = "陈玉兰") -> TriesUsedUp | None:
    """Wrong guesses until one is refused; waits count as waited."""
    for last_four in numbers:
        WrongGuess.objects.update(at=now() - timedelta(hours=2))
        try:
            guess(follower, last_four, name=name)
        except TriesUsedUp as used_up:
            return used_up
    return None


def wrong_numbers() -> Iterator[str]:
    return (f"{n:04}" for n in range(10_000) if n != 1234)


# --- Who it may be ----------------------------------------------------------------------------


def test_name_and_last_four_digits_find_the_member(account: Account, chen: Member) -> None:
    assert guess(a_follower(account), "1234") == [chen]


def test_spaces_and_wide_digits_find_him_too(account: Account, chen: Member) -> None:
    assert guess(a_follower(account), " １２３４ ", name="陈 玉\u3000兰") == [chen]


@pytest.mark.parametrize(("name", "last_four"), [("陈玉兰", "1235"), ("陈玉", "1234"), ("陈玉兰", "234")])
def test_what_does_not_fit_finds_nobody(account: Account, chen: Member, name: str, last_four: str) -> None:
    assert guess(a_follower(account), last_four, name=name) == []


def test_who_stands_outside_the_scope_is_not_found(chen: Member) -> None:
    other = a_unit("别的党委")

    assert candidates(Scope.of(other.path), name="陈玉兰", last_four="1234") == []


def test_who_has_left_is_not_found(chen: Member) -> None:
    note_departure(chen, state=MemberState.LEFT, by="tests")

    assert candidates(EVERYTHING, name="陈玉兰", last_four="1234") == []


def test_who_has_no_phone_is_not_found_by_empty_digits(chen: Member) -> None:
    a_member(chen.unit, "王建国")

    assert candidates(EVERYTHING, name="王建国", last_four="") == []


def test_personal_code_finds_its_member_only(account: Account, chen: Member) -> None:
    other = a_member(chen.unit, "陈玉兰", phone="13700001234")

    found = services.find_myself(
        a_follower(account), scope=EVERYTHING, name="陈玉兰", last_four="1234", only=other
    )

    assert found == [other]


def test_namesakes_with_the_same_digits_are_both_shown(account: Account, chen: Member) -> None:
    other = a_member(chen.unit, "陈玉兰", phone="13700001234")

    assert guess(a_follower(account), "1234") == [chen, other]


# --- Guessing ---------------------------------------------------------------------------------


def test_a_thousand_guesses_end_after_eight(account: Account, chen: Member) -> None:
    follower = a_follower(account)

    used_up = tried_at_once(follower, wrong_numbers())

    assert WrongGuess.objects.count() == guessing.MOST_OF_A_FOLLOWER == 8
    assert used_up is not None
    assert (used_up.because, used_up.is_pause) == (Braked.FOLLOWER, True)
    assert timedelta(hours=23) < used_up.until - now() <= timedelta(days=1)


def test_right_guess_is_refused_while_paused(account: Account, chen: Member) -> None:
    follower = a_follower(account)
    tried_at_once(follower, wrong_numbers())

    with pytest.raises(TriesUsedUp):
        guess(follower, "1234")


def test_fourth_try_has_to_wait(account: Account, chen: Member) -> None:
    follower = a_follower(account)
    for last_four in ("0001", "0002", "0003"):
        guess(follower, last_four)

    with pytest.raises(TriesUsedUp) as used_up:
        guess(follower, "1234")

    assert (used_up.value.is_pause, used_up.value.until - now() <= timedelta(seconds=30)) == (False, True)


def test_waits_double(account: Account) -> None:
    assert [guessing.wait_after(n).total_seconds() for n in range(2, 8)] == [0, 30, 60, 120, 240, 480]


def test_after_the_wait_he_is_found(account: Account, chen: Member) -> None:
    follower = a_follower(account)
    for last_four in ("0001", "0002", "0003"):
        guess(follower, last_four)
    WrongGuess.objects.update(at=now() - timedelta(seconds=31))

    assert guess(follower, "1234") == [chen]


def test_many_phones_cannot_share_the_guesses_at_one_name(account: Account, chen: Member) -> None:
    numbers = wrong_numbers()
    refused = None

    for each in range(40):
        follower = a_follower(account, f"o-{each}")
        for _ in range(2):
            try:
                guess(follower, next(numbers))
            except TriesUsedUp as used_up:
                refused = refused or used_up

    assert refused is not None
    assert (refused.because, WrongGuess.objects.count()) == (Braked.SOUGHT, guessing.MOST_AT_A_NAME)


def test_blocked_name_leaves_other_names_open(account: Account, chen: Member) -> None:
    wang = a_member(chen.unit, "王建国", phone="13900005678")
    for each in range(12):
        guess(a_follower(account, f"o-{each}"), f"{each:04}")

    assert guess(a_follower(account, "o-wang"), "5678", name="王建国") == [wang]


def test_many_phones_and_many_names_stop_the_account(account: Account) -> None:
    refused = None

    for each in range(300):
        try:
            guess(a_follower(account, f"o-{each // 2}"), "0000", name=f"某人{each}")
        except TriesUsedUp as used_up:
            refused = used_up

    assert refused is not None
    assert (refused.because, WrongGuess.objects.count()) == (Braked.ACCOUNT, guessing.MOST_AT_AN_ACCOUNT)


def test_other_account_goes_on(account: Account, chen: Member) -> None:
    tried_at_once(a_follower(account), wrong_numbers())

    assert guess(a_follower(an_account("other")), "1234") == [chen]


def test_where_many_come_through_more_may_err(account: Account, chen: Member) -> None:
    a_bound_follower(account, chen, "o-chen")
    for each in range(guessing.MOST_AT_AN_ACCOUNT + 1):
        guess(a_follower(account, f"o-{each}"), "0000", name=f"某人{each}")

    assert Pause.objects.count() == 0


def test_staff_lifts_a_pause(account: Account, chen: Member) -> None:
    follower = a_follower(account)
    tried_at_once(follower, wrong_numbers())

    services.lift_pause(Pause.objects.get(), by="Wen")

    assert guess(follower, "1234") == [chen]
    line = Line.objects.get(action="binding.pause_lifted")
    assert (line.actor_name, line.details) == ("Wen", {"of": "follower"})


def test_after_a_lifted_pause_the_count_begins_anew(account: Account, chen: Member) -> None:
    mei = a_follower(account)
    tried_at_once(mei, wrong_numbers())
    services.lift_pause(Pause.objects.get(), by="Wen")

    guess(mei, "0000")

    assert (services.may_guess(mei), Pause.objects.count()) == (True, 1)


def test_leaving_and_coming_back_starts_no_new_count(account: Account, chen: Member) -> None:
    follower = a_follower(account)
    tried_at_once(follower, wrong_numbers())
    services.note_left(account_id=account.pk, openid=follower.openid, at=now())
    services.note_followed(account_id=account.pk, openid=follower.openid, at=now())

    assert services.may_guess(follower) is False


def test_operator_reads_one_line_without_a_name(account: Account, chen: Member) -> None:
    with capture_logs() as lines:
        tried_at_once(a_follower(account, "o-canary"), wrong_numbers())

    assert [(line["event"], line["account"], line["because"]) for line in lines] == [
        ("binding paused", "qinghe", "follower")
    ]
    assert "o-canary" not in str(lines)
    assert "陈玉兰" not in str(lines)


def openings(act: Callable[[], object]) -> int:
    """How many sealed values were opened meanwhile."""
    count = 0

    def watch(frame: FrameType, event: str, _what: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code is sealing.unseal.__code__

    sys.setprofile(watch)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def test_as_many_phones_are_opened_for_a_name_nobody_has(chen: Member) -> None:
    counts = [
        openings(partial(candidates, EVERYTHING, name=name, last_four="9999"))
        for name in ("陈玉兰", "查无此人")
    ]

    assert counts == [8, 8]


def test_old_guesses_are_forgotten(account: Account, chen: Member) -> None:
    guess(a_follower(account), "0000")
    WrongGuess.objects.update(at=now() - timedelta(days=3))

    guessing.forget_old_guesses()

    assert WrongGuess.objects.count() == 0
