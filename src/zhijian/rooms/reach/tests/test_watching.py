"""The register: what it rings about, once, and until when."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org import services as org
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach import register_errors as wrong
from zhijian.rooms.reach.life import Alarmed, Stage, Turn
from zhijian.rooms.reach.models import Entry, Watch
from zhijian.rooms.reach.queries.names import check_all
from zhijian.rooms.reach.queries.register import (
    alarms_of,
    steps_of,
)
from zhijian.rooms.reach.services import register, watching
from zhijian.rooms.reach.tests.reading import entry_of, ringing

pytestmark = pytest.mark.django_db


class TestLooking:
    def test_enters_every_account_once(self, account: Account) -> None:
        watching.look_at_all()
        watching.look_at_all()

        assert [(one.account, one.name) for one in Entry.objects.all()] == [(account, "青禾镇党建")]

    def test_rings_once_with_a_line(self, account: Account, town: Unit) -> None:
        an_account("other", name="青禾镇先锋", unit=town)

        watching.look_at_all()
        watching.look_at_all()

        assert ringing(entry_of(account)) == [Alarmed.TWO_ACCOUNTS]
        assert Line.objects.filter(action="register.alarm_raised").count() == 2

    def test_is_over_when_it_is_no_longer_so(self, account: Account) -> None:
        accounts.move_account(account, unit=None, by="tests")
        watching.look_at_all()
        assert ringing(entry_of(account)) == [Alarmed.NO_UNIT]

        accounts.move_account(account, unit=a_unit("河西村党支部"), by="tests")
        watching.look_at_all()

        assert ringing(entry_of(account)) == []

    def test_notes_what_was_closed_elsewhere(self, account: Account) -> None:
        watching.look_at_all()
        accounts.close_account(account, by="wen")

        watching.look_at_all()

        entry = entry_of(account)
        assert (entry.stage, [step.turn for step in steps_of(entry)]) == (Stage.CLOSED, [Turn.CLOSED])

    @pytest.mark.parametrize(("left", "mark"), [(60, "60"), (31, "60"), (30, "30"), (7, "7"), (-1, "-1")])
    def test_tells_before_the_verification_ends(self, account: Account, left: int, mark: str) -> None:
        until = localdate() + timedelta(days=left)
        accounts.change_account(account, actor="tests", verified_until=until)

        watching.look_at_all()

        assert [alarm.about for alarm in alarms_of(entry_of(account))] == [f"{until}:{mark}"]

    def test_says_nothing_two_months_before(self, account: Account) -> None:
        accounts.change_account(account, actor="tests", verified_until=localdate() + timedelta(days=61))

        watching.look_at_all()

        assert ringing(entry_of(account)) == []

    def test_follows_a_renamed_unit(self, town: Unit) -> None:
        ferry = a_unit("河渡村党支部", town)
        account = an_account(name="河渡村党支部", unit=ferry)
        org.rename_unit(ferry, name="渡口村党支部", kind="党支部", on=localdate(), by="tests")

        watching.look_at_all()

        assert ringing(entry_of(account)) == [Alarmed.UNIT_RENAMED]

    def test_follows_a_merged_unit(self, town: Unit, hedong: Unit) -> None:
        hexi = a_unit("河西村党支部", town)
        account = an_account(name="河西村党支部", unit=hexi)
        org.merge_units([hexi], into=hedong, on=localdate(), by="tests")

        watching.look_at_all()

        assert ringing(entry_of(account)) == [Alarmed.UNIT_CLOSED]
        (checked,) = check_all()
        assert [(found.wrong, found.right) for found in checked.findings] == [("closed_unit", "河东村党支部")]

    def test_follows_a_changed_name_until_a_word_is_given(self, account: Account) -> None:
        watching.look_at_all()
        accounts.change_account(account, actor="tests", name="青禾先锋")
        watching.look_at_all()
        (alarm,) = alarms_of(entry_of(account))

        watching.settle_alarm(alarm, word="保持不变，因为镇里定的", by="wen")
        watching.look_at_all()

        alarm.refresh_from_db()
        assert (alarm.about, alarm.word) == ("青禾镇党建→青禾先锋", "保持不变，因为镇里定的")
        assert (entry_of(account).name, ringing(entry_of(account))) == ("青禾先锋", [])

    def test_a_settled_matter_does_not_ring_again(self, account: Account, town: Unit) -> None:
        an_account("other", name="青禾镇先锋", unit=town)
        watching.look_at_all()
        (alarm,) = alarms_of(entry_of(account))
        watching.settle_alarm(alarm, word="一个服务号一个订阅号，各有用处", by="wen")

        watching.look_at_all()

        assert ringing(entry_of(account)) == []

    def test_needs_a_word(self, account: Account, town: Unit) -> None:
        accounts.move_account(account, unit=None, by="tests")
        watching.look_at_all()

        with pytest.raises(wrong.WordMissing):
            watching.settle_alarm(alarms_of(entry_of(account))[0], word=" ", by="wen")

    @pytest.mark.parametrize("state", [MemberState.LEFT, MemberState.MOVED, MemberState.DIED])
    def test_an_administrator_who_went_is_asked_about(
        self, account: Account, hedong: Unit, wen: Staff, state: MemberState
    ) -> None:
        watching.look_at_all()
        he = a_member(hedong, "何建平")
        register.name_administrator(entry_of(account), member=he, by=wen)
        org.note_departure(he, state=state, by="tests")

        assert watching.follow_register() is True
        assert ringing(entry_of(account)) == [Alarmed.ADMINISTRATOR]

    def test_nothing_new_is_not_looked_at_again(self, account: Account, hedong: Unit) -> None:
        watching.follow_register()
        a_member(hedong, "与账号无关的人")

        assert watching.follow_register() is False

    def test_a_day_has_begun(self, account: Account) -> None:
        watching.follow_register()
        Watch.objects.update(looked_on=localdate() - timedelta(days=1))

        assert watching.follow_register() is True

    def test_an_account_that_moved_is_seen(self, account: Account, hedong: Unit) -> None:
        watching.follow_register()
        accounts.move_account(account, unit=hedong, by="tests")

        assert watching.follow_register() is True
        assert entry_of(account).unit == hedong
        assert watching.follow_register() is False

    def test_another_date_is_seen(self, account: Account) -> None:
        watching.follow_register()
        accounts.change_account(account, actor="tests", verified_until=localdate() + timedelta(days=7))

        assert watching.follow_register() is True
        assert ringing(entry_of(account)) == [Alarmed.VERIFICATION]
        assert watching.follow_register() is False

    def test_another_name_is_seen(self, account: Account) -> None:
        watching.follow_register()
        accounts.change_account(account, actor="tests", name="青禾先锋")

        assert watching.follow_register() is True
        assert ringing(entry_of(account)) == [Alarmed.NAME_CHANGED]
        assert watching.follow_register() is False


class TestSettling:
    def test_what_has_to_be_decided_is_not_settled_with_a_word(self, hedong: Unit, wen: Staff) -> None:
        wished = register.propose_account(
            name="河东村党支部", unit=hedong, needed_for="老党员", answered_by="何建平", by=wen
        )
        (proposal,) = alarms_of(wished)

        with pytest.raises(wrong.OutOfTurn):
            watching.settle_alarm(proposal, word="知道了", by=wen)

        assert alarms_of(wished) == [proposal]

    def test_is_written_down(self, account: Account, wen: Staff) -> None:
        accounts.move_account(account, unit=None, by="tests")
        watching.look_at_all()

        watching.settle_alarm(alarms_of(entry_of(account))[0], word="全县共用", by=wen)

        line = Line.objects.get(action="register.alarm_settled")
        assert (line.actor_name, line.details) == (str(wen), {"what": "no_unit"})

    def test_what_comes_back_rings_again(self, account: Account, town: Unit) -> None:
        for unit in (None, town, None):
            accounts.move_account(account, unit=unit, by="tests")
            watching.look_at_all()

        assert ringing(entry_of(account)) == [Alarmed.NO_UNIT]
        assert Line.objects.filter(action="register.alarm_raised").count() == 2

    def test_what_comes_back_settled_does_not(self, account: Account, town: Unit, wen: Staff) -> None:
        accounts.move_account(account, unit=None, by="tests")
        watching.look_at_all()
        watching.settle_alarm(alarms_of(entry_of(account))[0], word="全县共用", by=wen)

        for unit in (town, None):
            accounts.move_account(account, unit=unit, by="tests")
            watching.look_at_all()

        assert ringing(entry_of(account)) == []
        assert Line.objects.filter(action="register.alarm_raised").count() == 1

    def test_an_administrator_elsewhere_is_asked_about_until_a_word_is_given(
        self, account: Account, town: Unit, hedong: Unit, wen: Staff
    ) -> None:
        watching.look_at_all()
        he = a_member(hedong, "何建平")
        register.name_administrator(entry_of(account), member=he, by=wen)
        org.move_member(he, to=a_unit("河西村党支部", town), by="tests")
        watching.look_at_all()
        (asked,) = alarms_of(entry_of(account))

        watching.settle_alarm(asked, word="还在镇上，照样管", by=wen)
        watching.look_at_all()

        assert (asked.what, ringing(entry_of(account))) == (Alarmed.ADMINISTRATOR, [])

    def test_an_administrator_who_goes_back_is_asked_about_anew(
        self, account: Account, town: Unit, hedong: Unit, wen: Staff
    ) -> None:
        """The word was about the unit he was in when it was given."""
        watching.look_at_all()
        he = a_member(hedong, "何建平")
        register.name_administrator(entry_of(account), member=he, by=wen)
        he = org.move_member(he, to=a_unit("河西村党支部", town), by="tests")
        watching.look_at_all()
        watching.settle_alarm(alarms_of(entry_of(account))[0], word="还在镇上", by=wen)

        org.move_member(he, to=hedong, by="tests")
        watching.look_at_all()

        assert ringing(entry_of(account)) == [Alarmed.ADMINISTRATOR]
