"""The register: who sees it, whose an account is, how its life goes on, and how it ends."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.services import merge_units
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff import errors, handover, joint_acts
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach import register_errors as wrong
from zhijian.rooms.reach.life import Alarmed, Ending, Loss, Stage, Turn
from zhijian.rooms.reach.models import Alarm, Entry, Notice
from zhijian.rooms.reach.queries.duplicates import Alike, duplicates_within
from zhijian.rooms.reach.queries.names import check_all
from zhijian.rooms.reach.queries.register import (
    entries_visible_to,
    entry_by_key,
    last_step,
    steps_of,
)
from zhijian.rooms.reach.register_permissions import SEE_REGISTER
from zhijian.rooms.reach.services import closing, lifecycle, register, watching
from zhijian.rooms.reach.tests.builders import a_plan
from zhijian.rooms.reach.tests.reading import entry_of, ringing

pytestmark = pytest.mark.django_db


class TestWhoSees:
    def test_only_what_lies_below(self, account: Account, hedong: Unit, town: Unit) -> None:
        other = a_unit("云溪镇党委")
        an_account("yunxi", name="云溪镇党建", unit=other)
        watching.look_at_all()
        register.enter_account(name="河东红声", unit=hedong, by="tests")

        seen = entries_visible_to(a_person("mo", (Role.EDITOR, town)), *SEE_REGISTER).order_by("pk")

        assert [entry.called for entry in seen] == ["青禾镇党建", "河东红声"]

    def test_an_account_just_connected_has_a_page(self, account: Account, wen: Staff) -> None:
        entry = entry_by_key(wen, "qinghe", *SEE_REGISTER)

        assert entry is not None
        assert entry.called == "青禾镇党建"
        assert not entry.pk

    def test_a_name_beyond_sight_is_told_only_where_it_is_the_same(self, hedong: Unit, town: Unit) -> None:
        an_account("yunxi", name="河东村党支部", unit=a_unit("云溪镇党委"))
        an_account("near", name="河冬村党支部", unit=a_unit("河冬镇党委"))
        an_account("hedong", name="河东村党支部", unit=hedong)

        (mine,) = check_all(Scope.of(town.path))

        assert [(found.wrong, found.what) for found in mine.findings] == [("same_name", "河东村党支部")]

    def test_the_name_of_another_unit_is_told_as_such(self, hedong: Unit, town: Unit) -> None:
        a_unit("河西村党支部", town)
        an_account("hedong", name="河西村党支部", unit=hedong)

        (mine,) = check_all()

        assert [(found.wrong, found.what) for found in mine.findings] == [("other_unit", "河西村党支部")]

    def test_the_name_of_a_unit_that_was_merged_into_it_is_of_before(self, hedong: Unit, town: Unit) -> None:
        merge_units([a_unit("河西村党支部", town)], into=hedong, on=localdate(), by="tests")
        an_account("hedong", name="河西村党支部", unit=hedong)

        (mine,) = check_all()

        assert [(found.wrong, found.right) for found in mine.findings] == [("former", "河东村党支部")]


class TestAdministrator:
    def test_phone_is_sealed_and_opened_with_a_line(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()
        register.name_administrator(
            entry_of(account), name="周敏", office="组织委员", phone="139 0000 0001", by=wen
        )

        assert register.see_phone(entry_of(account), by=wen) == "13900000001"
        assert Line.objects.get(action="register.phone_seen").actor_name == str(wen)
        assert not Line.objects.filter(details__icontains="1390000").exists()

    def test_an_empty_field_keeps_the_number(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()
        register.name_administrator(entry_of(account), name="周敏", phone="13900000001", by=wen)

        register.name_administrator(entry_of(account), name="周敏", office="书记", by=wen)

        assert register.see_phone(entry_of(account), by=wen) == "13900000001"

    def test_another_person_does_not_inherit_it(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()
        register.name_administrator(entry_of(account), name="周敏", phone="13900000001", by=wen)

        register.name_administrator(entry_of(account), name="何建平", by=wen)

        assert register.see_phone(entry_of(account), by=wen) == ""

    def test_it_is_forgotten_when_asked_to(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()
        register.name_administrator(entry_of(account), name="周敏", phone="13900000001", by=wen)

        entry = register.name_administrator(entry_of(account), name="周敏", forgets_phone=True, by=wen)

        assert (entry.phone_digest, register.see_phone(entry, by=wen)) == (None, "")

    def test_letters_are_no_number(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()

        with pytest.raises(wrong.PhoneNotOne):
            register.name_administrator(entry_of(account), name="周敏", phone="没有", by=wen)


class TestDescribing:
    def test_leaves_what_is_the_accounts_own_and_what_is_no_description(
        self, account: Account, wen: Staff
    ) -> None:
        watching.look_at_all()

        entry = register.describe_account(entry_of(account), name="别的名字", stage=Stage.CLOSED, by=wen)

        assert (entry.name, entry.stage, entry.version) == ("青禾镇党建", Stage.RUNNING, 1)
        assert not Line.objects.filter(action="register.described").exists()

    def test_a_name_is_never_empty(self, hedong: Unit, wen: Staff) -> None:
        with pytest.raises(wrong.NameMissing):
            register.enter_account(name=" ", unit=hedong, by=wen)
        entry = register.enter_account(name="河东红声", unit=hedong, by=wen)
        with pytest.raises(wrong.NameMissing):
            register.describe_account(entry, name=" ", by=wen)

        assert [one.name for one in Entry.objects.all()] == ["河东红声"]

    def test_two_who_saw_the_same_do_not_both_write(self, account: Account, wen: Staff, lin: Staff) -> None:
        watching.look_at_all()
        seen = entry_of(account).version
        register.describe_account(entry_of(account), filing="一", seen_version=seen, by=wen)

        with pytest.raises(wrong.ChangedMeanwhile):
            register.describe_account(entry_of(account), filing="二", seen_version=seen, by=lin)

        assert entry_of(account).filing == "一"


class TestMoving:
    def test_takes_rights_at_both_ends(self, account: Account, hedong: Unit, town: Unit) -> None:
        watching.look_at_all()
        below = a_person("mo", (Role.ADMINISTRATOR, hedong))

        with pytest.raises(wrong.BeyondReach):
            register.move_account(entry_of(account), unit=hedong, by=below)

    def test_cannot_give_it_away(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()

        with pytest.raises(wrong.BeyondReach):
            register.move_account(entry_of(account), unit=a_unit("云溪镇党委"), by=wen)

    def test_of_one_that_is_not_connected_is_written_down_too(
        self, town: Unit, hedong: Unit, wen: Staff
    ) -> None:
        entry = register.enter_account(name="青禾镇先锋", unit=town, by=wen)

        register.move_account(entry, unit=hedong, by=wen)

        line = Line.objects.get(action="register.moved")
        assert (line.details, line.unit_path) == ({"from": "QH", "to": "HD"}, hedong.path)

    def test_is_written_down(self, account: Account, hedong: Unit, wen: Staff) -> None:
        watching.look_at_all()

        register.move_account(entry_of(account), unit=hedong, by=wen)

        account.refresh_from_db()
        assert account.unit == hedong
        assert Line.objects.get(action="account.moved").details == {"from": "QH", "to": "HD"}


class TestLife:
    def test_from_the_wish_to_running(self, hedong: Unit, wen: Staff) -> None:
        entry = register.propose_account(
            name="河东村党支部", unit=hedong, needed_for="给村里老党员", answered_by="何建平", by=wen
        )
        assert ringing(entry) == [Alarmed.PROPOSAL]

        lifecycle.take_step(entry, Turn.OPENED, by=wen)
        lifecycle.take_step(entry, Turn.FILED, note="青宣备〔2026〕3号", by=wen)
        entry = lifecycle.take_step(entry, Turn.STARTED, by=wen)

        assert (entry.stage, entry.filing) == (Stage.RUNNING, "青宣备〔2026〕3号")
        assert [step.turn for step in steps_of(entry)] == ["proposed", "opened", "filed", "started"]

    def test_a_wish_says_what_for(self, hedong: Unit, wen: Staff) -> None:
        with pytest.raises(wrong.WordMissing):
            register.propose_account(name="河东", unit=hedong, needed_for="", answered_by="何", by=wen)

    def test_steps_come_in_turn(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()

        with pytest.raises(wrong.OutOfTurn):
            lifecycle.take_step(entry_of(account), Turn.RENEWED, by=wen)

    def test_a_renewal_moves_the_accounts_own_date(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()
        lifecycle.take_step(entry_of(account), Turn.RENEWING, by=wen)

        lifecycle.take_step(entry_of(account), Turn.RENEWED, verified_until=date(2028, 3, 14), by=wen)

        account.refresh_from_db()
        assert account.verified_until == date(2028, 3, 14)

    def test_the_last_step_is_taken_back(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()
        lost = lifecycle.note_loss(entry_of(account), loss=Loss.PASSWORD, by=wen)
        assert ringing(lost) == [Alarmed.LOST]
        step = last_step(lost)
        assert step

        entry = lifecycle.undo_step(step, by=wen)

        assert (entry.stage, entry.loss, ringing(entry)) == (Stage.RUNNING, "", [])
        with pytest.raises(wrong.NotTheLastStep):
            lifecycle.undo_step(step, by=wen)


class TestClosing:
    def test_takes_two(self, account: Account, wen: Staff, lin: Staff) -> None:
        watching.look_at_all()
        request = closing.ask_to_close(entry_of(account), a_plan(), by=wen)

        with pytest.raises(errors.BeyondRights):
            joint_acts.agree(request, by=wen)
        assert entry_of(account).stage == Stage.RUNNING

        joint_acts.agree(request, by=lin)

        notice = Notice.objects.get()
        assert entry_of(account).stage == Stage.CLOSING
        assert (notice.days, notice.last_day) == (30, localdate() + timedelta(days=30))

    def test_alone_nobody_closes(self, account: Account, wen: Staff) -> None:
        watching.look_at_all()

        with pytest.raises(errors.NobodyElse):
            closing.ask_to_close(entry_of(account), a_plan(), by=wen)

    def test_waits_for_the_days_and_for_what_was_promised(
        self, account: Account, wen: Staff, lin: Staff
    ) -> None:
        watching.look_at_all()
        joint_acts.agree(closing.ask_to_close(entry_of(account), a_plan(), by=wen), by=lin)
        with pytest.raises(wrong.NoticeRuns):
            closing.close_after_notice(entry_of(account), by=wen)
        Notice.objects.update(last_day=localdate() - timedelta(days=1))
        with pytest.raises(wrong.NotYetTold):
            closing.close_after_notice(entry_of(account), by=wen)
        lifecycle.take_step(entry_of(account), Turn.POSTED, by=wen)
        lifecycle.take_step(entry_of(account), Turn.KEPT, by=wen)

        closing.close_after_notice(entry_of(account), by=wen)

        account.refresh_from_db()
        assert account.closed_at is not None
        assert entry_of(account).stage == Stage.CLOSED

    def test_a_notice_is_withdrawn(self, account: Account, wen: Staff, lin: Staff) -> None:
        watching.look_at_all()
        joint_acts.agree(closing.ask_to_close(entry_of(account), a_plan(), by=wen), by=lin)

        entry = closing.withdraw_notice(entry_of(account), by=wen)

        assert (entry.stage, Notice.objects.filter(withdrawn_at=None).count()) == (Stage.RUNNING, 0)

    def test_what_changed_since_is_stale(self, account: Account, wen: Staff, lin: Staff) -> None:
        watching.look_at_all()
        request = closing.ask_to_close(entry_of(account), a_plan(), by=wen)
        accounts.change_account(account, actor="tests", name="另一个名字")

        done = joint_acts.agree(request, by=lin)

        assert (done.stale_at is not None, entry_of(account).stage) == (True, Stage.RUNNING)

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            ({"days": 3}, wrong.NoticeTooShort),
            ({"days": 181}, wrong.NoticeTooShort),
            ({"text": " "}, wrong.WordMissing),
            ({"ending": Ending.MERGE}, wrong.NowhereToGo),
        ],
    )
    def test_followers_are_told_properly(
        self, account: Account, wen: Staff, lin: Staff, given: dict[str, object], refusal: type[Exception]
    ) -> None:
        watching.look_at_all()

        with pytest.raises(refusal):
            closing.ask_to_close(entry_of(account), a_plan(**given), by=wen)

    def test_the_days_over_it_rings(self, account: Account, wen: Staff, lin: Staff) -> None:
        watching.look_at_all()
        joint_acts.agree(closing.ask_to_close(entry_of(account), a_plan(), by=wen), by=lin)
        Notice.objects.update(last_day=localdate() - timedelta(days=1))

        watching.look_at_all()

        assert ringing(entry_of(account)) == [Alarmed.NOTICE_OVER]


class TestDuplicates:
    def test_of_a_unit_of_a_name_and_of_a_phone(self, town: Unit, hedong: Unit, wen: Staff) -> None:
        first = register.enter_account(name="青禾镇党建", unit=town, by="tests")
        second = register.enter_account(name="青禾镇先锋", unit=town, by="tests")
        third = register.enter_account(name="青禾镇 党建", unit=hedong, by="tests")
        for entry in (first, second, third):
            register.name_administrator(entry, name="周敏", phone="13900000001", by=wen)

        found = duplicates_within(EVERYTHING)

        assert [(group.alike, {one.pk for one in group.entries}) for group in found] == [
            (Alike.UNIT, {first.pk, second.pk}),
            (Alike.NAME, {first.pk, third.pk}),
            (Alike.PHONE, {first.pk, second.pk, third.pk}),
        ]


def test_what_somebody_keeps_passes_on(account: Account, town: Unit, wen: Staff, lin: Staff) -> None:
    watching.look_at_all()
    register.describe_account(entry_of(account), keeper=wen, by=wen)
    head = a_person("head", (Role.ADMINISTRATOR, None))
    begun = handover.begin(wen, successor=lin, by=head)

    handover.sign(begun, "register", str(entry_of(account).pk), by=lin)

    assert entry_of(account).keeper == lin


def test_only_what_somebody_keeps_and_what_lives_passes_on(
    account: Account, hedong: Unit, town: Unit, wen: Staff, lin: Staff
) -> None:
    watching.look_at_all()
    register.describe_account(entry_of(account), keeper=wen, by=wen)
    for keeper, stage in ((lin, "running"), (None, "running"), (wen, "dropped")):
        other = register.enter_account(name="河东红声", unit=hedong, by=wen, stage=stage)
        register.describe_account(other, keeper=keeper, by=wen)
    begun = handover.begin(wen, successor=lin, by=a_person("head", (Role.ADMINISTRATOR, None)))

    found = {passing.kind: things for passing, things in handover.open_things(begun)}

    assert [thing.name for thing in found["register"]] == ["青禾镇党建"]


def test_no_alarm_without_an_account() -> None:
    watching.look_at_all()

    assert Alarm.objects.count() == 0
