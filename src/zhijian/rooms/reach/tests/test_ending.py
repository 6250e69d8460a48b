"""The end of an account, and what of its life can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff import joint_acts
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach import register_errors as wrong
from zhijian.rooms.reach.life import Ending, Loss, Stage, Turn
from zhijian.rooms.reach.models import Entry, Notice
from zhijian.rooms.reach.queries.register import last_step
from zhijian.rooms.reach.services import closing, lifecycle, register, watching
from zhijian.rooms.reach.tests.builders import a_plan

pytestmark = pytest.mark.django_db

Ends = Callable[..., Entry]


@pytest.fixture
def entry(account: Account) -> Entry:
    watching.look_at_all()
    return Entry.objects.get(account=account)


def announce(entry: Entry, wen: Staff, lin: Staff, **given: object) -> None:
    joint_acts.agree(closing.ask_to_close(entry, a_plan(**given), by=wen), by=lin)


def let_the_days_pass() -> None:
    Notice.objects.update(last_day=localdate() - timedelta(days=1))


def now_of(entry: Entry) -> str:
    return Entry.objects.get(pk=entry.pk).stage


class TestTheEnd:
    def test_is_no_step_one_takes_by_hand(self, entry: Entry, wen: Staff, lin: Staff) -> None:
        announce(entry, wen, lin)

        with pytest.raises(wrong.OutOfTurn):
            lifecycle.take_step(entry, Turn.CLOSED, by=wen)

    def test_does_not_count_what_was_taken_back(self, entry: Entry, wen: Staff, lin: Staff) -> None:
        announce(entry, wen, lin)
        lifecycle.take_step(entry, Turn.POSTED, by=wen)
        kept = last_step(lifecycle.take_step(entry, Turn.KEPT, by=wen))
        assert kept
        lifecycle.undo_step(kept, by=wen)
        let_the_days_pass()

        with pytest.raises(wrong.NotYetTold):
            closing.close_after_notice(entry, by=wen)

    def test_does_not_count_what_was_done_for_a_withdrawn_notice(
        self, entry: Entry, wen: Staff, lin: Staff
    ) -> None:
        """Followers read of another day then, or that it stays after all."""
        announce(entry, wen, lin)
        for turn in (Turn.POSTED, Turn.KEPT):
            lifecycle.take_step(entry, turn, by=wen)
        closing.withdraw_notice(entry, by=wen)
        announce(entry, wen, lin, reason="这回真的关")
        let_the_days_pass()

        with pytest.raises(wrong.NotYetTold):
            closing.close_after_notice(entry, by=wen)

    def test_withdrawn_a_lost_account_is_still_lost(self, entry: Entry, wen: Staff, lin: Staff) -> None:
        lifecycle.note_loss(entry, loss=Loss.BOTH, by=wen)
        announce(entry, wen, lin)

        found = closing.withdraw_notice(entry, by=wen)

        assert (found.stage, found.loss) == (Stage.LOST, Loss.BOTH)

    @pytest.mark.parametrize("end", [closing.withdraw_notice, closing.close_after_notice])
    def test_is_of_one_that_was_announced(self, entry: Entry, wen: Staff, end: Ends) -> None:
        with pytest.raises(wrong.OutOfTurn):
            end(entry, by=wen)


class TestAskingForIt:
    def test_is_not_for_one_that_was_never_opened(self, hedong: Unit, wen: Staff, lin: Staff) -> None:
        wished = register.propose_account(
            name="河东村党支部", unit=hedong, needed_for="老党员", answered_by="何建平", by=wen
        )

        with pytest.raises(wrong.OutOfTurn):
            closing.ask_to_close(wished, a_plan(), by=wen)

    def test_leads_to_another_that_lives(self, entry: Entry, hedong: Unit, wen: Staff, lin: Staff) -> None:
        dropped = register.propose_account(
            name="河东村党支部", unit=hedong, needed_for="老党员", answered_by="何建平", by=wen
        )
        dropped = lifecycle.take_step(dropped, Turn.DROPPED, note="镇里的够用", by=wen)

        for nowhere in (entry, dropped):
            with pytest.raises(wrong.NowhereToGo):
                closing.ask_to_close(entry, a_plan(ending=Ending.MERGE, go_to=nowhere), by=wen)

    def test_is_stale_once_it_belongs_elsewhere(
        self, account: Account, entry: Entry, hedong: Unit, wen: Staff, lin: Staff
    ) -> None:
        request = closing.ask_to_close(entry, a_plan(), by=wen)
        accounts.move_account(account, unit=hedong, by="tests")

        done = joint_acts.agree(request, by=lin)

        assert (done.stale_at is not None, now_of(entry)) == (True, Stage.RUNNING)


class TestTakingBack:
    def test_is_for_the_last_step_only(self, hedong: Unit, wen: Staff) -> None:
        entry = register.enter_account(name="河东村党支部", unit=hedong, by=wen, stage="opened")
        filed = last_step(lifecycle.take_step(entry, Turn.FILED, by=wen))
        lifecycle.take_step(entry, Turn.STARTED, by=wen)
        assert filed

        with pytest.raises(wrong.NotTheLastStep):
            lifecycle.undo_step(filed, by=wen)

        assert now_of(entry) == Stage.RUNNING

    def test_a_notice_is_not_simply_unsaid(self, entry: Entry, wen: Staff, lin: Staff) -> None:
        announce(entry, wen, lin)
        announced = last_step(entry)
        assert announced

        with pytest.raises(wrong.NotTheLastStep):
            lifecycle.undo_step(announced, by=wen)

        assert (now_of(entry), lifecycle.may_undo(announced, entry)) == (Stage.CLOSING, False)

    def test_a_closed_account_stays_closed(self, entry: Entry, wen: Staff, lin: Staff) -> None:
        announce(entry, wen, lin)
        for turn in (Turn.POSTED, Turn.KEPT):
            lifecycle.take_step(entry, turn, by=wen)
        let_the_days_pass()
        closed = last_step(closing.close_after_notice(entry, by=wen))
        assert closed

        with pytest.raises(wrong.NotTheLastStep):
            lifecycle.undo_step(closed, by=wen)

        assert now_of(entry) == Stage.CLOSED

    def test_a_loss_that_was_not_over_is_the_same_loss(self, entry: Entry, wen: Staff) -> None:
        lifecycle.note_loss(entry, loss=Loss.PERSON, by=wen)
        found = last_step(lifecycle.take_step(entry, Turn.FOUND, by=wen))
        assert found

        entry = lifecycle.undo_step(found, by=wen)

        assert (entry.stage, entry.loss) == (Stage.LOST, Loss.PERSON)


class TestSteps:
    def test_what_is_not_in_use_cannot_be_lost(self, entry: Entry, wen: Staff, lin: Staff) -> None:
        announce(entry, wen, lin)

        with pytest.raises(wrong.OutOfTurn):
            lifecycle.note_loss(entry, loss=Loss.PASSWORD, by=wen)

    def test_a_renewal_says_until_when(self, entry: Entry, wen: Staff) -> None:
        lifecycle.take_step(entry, Turn.RENEWING, by=wen)

        with pytest.raises(wrong.WordMissing):
            lifecycle.take_step(entry, Turn.RENEWED, by=wen)

    def test_a_renewed_date_is_not_simply_unsaid(self, entry: Entry, wen: Staff) -> None:
        lifecycle.take_step(entry, Turn.RENEWING, by=wen)
        entry = lifecycle.take_step(entry, Turn.RENEWED, verified_until=date(2030, 3, 14), by=wen)
        renewed = last_step(entry)
        assert renewed

        with pytest.raises(wrong.NotTheLastStep):
            lifecycle.undo_step(renewed, by=wen)


def test_every_act_of_a_life_is_written_down_where_it_belongs(hedong: Unit, wen: Staff, lin: Staff) -> None:
    entry = register.propose_account(
        name="河东村党支部", unit=hedong, needed_for="老党员", answered_by="何建平", by=wen
    )
    register.describe_account(entry, verified_as="青禾镇人民政府", by=wen)
    register.name_administrator(entry, name="周敏", phone="13900000001", by=wen)
    lifecycle.take_step(entry, Turn.OPENED, by=wen)
    lost = last_step(lifecycle.note_loss(entry, loss=Loss.PASSWORD, by=wen))
    assert lost
    lifecycle.undo_step(lost, by=wen)
    announce(entry, wen, lin)
    closing.withdraw_notice(entry, by=wen)
    announce(entry, wen, lin, reason="这回真的关")
    for turn in (Turn.POSTED, Turn.KEPT):
        lifecycle.take_step(entry, turn, by=wen)
    let_the_days_pass()
    closing.close_after_notice(entry, by=wen)

    lines = Line.objects.filter(action__startswith="register.").exclude(action="register.alarm_raised")

    assert [line.action.removeprefix("register.") for line in lines.order_by("pk")] == [
        "proposed", "described", "administrator_named", "step_taken", "step_taken", "step_undone",
        "announced", "notice_withdrawn", "announced", "step_taken", "step_taken", "closed",
    ]  # fmt: skip
    assert {line.unit_path for line in lines} == {hedong.path}
