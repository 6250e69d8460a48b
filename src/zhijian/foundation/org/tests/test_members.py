from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate, now

from zhijian.foundation.audit.models import Line
from zhijian.foundation.org import services
from zhijian.foundation.org.errors import (
    ChangedMeanwhile,
    NumberTaken,
    NumberUnusable,
    PhoneUnusable,
    TooManyLabels,
    TransferOpen,
    TransferOver,
    UnitClosed,
)
from zhijian.foundation.org.models import MOST_LABELS, Change, Label, Member, Membership, Unit
from zhijian.foundation.org.queries import (
    Pick,
    count_of,
    ids_of,
    members_within,
    namesakes_of,
    offices_on,
    search_members,
    stays_on,
    transfers_within,
)
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.services import Particulars
from zhijian.foundation.org.services.changes import forget_old_changes
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit, an_id_number

pytestmark = pytest.mark.django_db

LATER = date(2025, 3, 1)
PHONE = "13900000000"


@pytest.fixture
def village() -> Unit:
    return a_unit("河东村党支部", code="HD")


@pytest.fixture
def other() -> Unit:
    return a_unit("河西村党支部", code="HX")


def test_name_and_unit_are_enough(village: Unit) -> None:
    member = a_member(village, "欧阳文静")

    assert (member.sound, member.phone.reveal(), member.phone_digest) == ("ouyangwenjing oywj", "", None)
    assert list(member.memberships.values_list("unit__code", "until_day")) == [("HD", None)]


def test_numbers_lie_sealed(village: Unit) -> None:
    a_member(village, phone=PHONE, id_number=an_id_number())

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM org_member")
        row = repr(cursor.fetchall())
    assert (PHONE in row, an_id_number() in row) == (False, False)
    assert Member.objects.get().phone.reveal() == PHONE


@pytest.mark.parametrize("number", ["110101195201010012", "4.4E+17", "11010119521301001X", "12345"])
def test_an_id_number_must_fit(village: Unit, number: str) -> None:
    with pytest.raises(NumberUnusable):
        a_member(village, id_number=number)


def test_an_id_number_tells_the_year_of_birth(village: Unit) -> None:
    assert a_member(village, id_number=an_id_number()).birth_year == 1952


def test_two_people_never_share_an_id_number(village: Unit) -> None:
    a_member(village, id_number=an_id_number())

    with pytest.raises(NumberTaken):
        a_member(village, "王建国", id_number=an_id_number())


def test_a_phone_must_be_one(village: Unit) -> None:
    with pytest.raises(PhoneUnusable):
        a_member(village, phone="没有")

    assert a_member(village, phone="+86 139 0000 0000").phone.reveal() == PHONE


def test_namesakes_stay_two_people(village: Unit) -> None:
    elder, younger = (
        a_member(village, "王建国", birth_year=1952),
        a_member(village, "王建国", birth_year=1979),
    )

    assert (list(namesakes_of(elder)), list(namesakes_of(younger))) == ([younger], [elder])


def test_a_correction_names_fields_and_never_contents(village: Unit) -> None:
    member = a_member(village, phone=PHONE)

    services.correct_member(member, particulars=Particulars(name="陈玉兰", phone="13911110000"), by="Lin")

    line = Line.objects.get(action="member.corrected")
    assert line.details == {"fields": ["phone"]}
    assert Member.objects.get().phone.reveal() == "13911110000"


def test_the_second_of_two_editors_learns_of_the_first(village: Unit) -> None:
    member = a_member(village)
    services.correct_member(member, particulars=Particulars(name="陈玉蓝"), seen_version=1, by="tests")

    with pytest.raises(ChangedMeanwhile):
        services.correct_member(member, particulars=Particulars(name="程玉兰"), seen_version=1, by="tests")


def test_moving_keeps_where_somebody_was(village: Unit, other: Unit) -> None:
    member = a_member(village)
    services.appoint(member, unit=village, title="组织委员", from_day=date(2024, 1, 1), by="tests")

    services.move_member(member, to=other, on=LATER, by="tests")

    lived = list(member.memberships.order_by("from_day").values_list("unit__code", "from_day", "until_day"))
    assert lived == [("HD", date(2020, 1, 1), LATER), ("HX", LATER, None)]
    assert list(offices_on(LATER + timedelta(days=1), units=[village, other])) == []


def test_a_departure_ends_everything_but_the_row(village: Unit, other: Unit) -> None:
    member = a_member(village)
    in_spring = LATER + timedelta(days=90)
    services.receive_guest(member, unit=other, from_day=date(2025, 1, 1), until_day=in_spring, by="tests")
    services.appoint(member, unit=village, title="组织委员", from_day=date(2024, 1, 1), by="tests")

    services.note_departure(member, state=MemberState.DIED, on=LATER, by="tests")

    assert (list(members_within(EVERYTHING)), Member.objects.get().state_since) == ([], LATER)
    next_day = LATER + timedelta(days=1)
    assert (list(stays_on(next_day, units=[other])), list(offices_on(next_day, units=[village]))) == ([], [])
    assert not Membership.objects.filter(until_day=None).exists()


def test_a_departure_can_be_taken_back_without_a_gap(village: Unit) -> None:
    member = a_member(village)
    services.note_departure(member, state=MemberState.LEFT, by="tests")

    services.take_back_departure(member, by="tests")

    assert list(members_within(EVERYTHING)) == [member]
    assert list(member.memberships.values_list("from_day", "until_day")) == [(date(2020, 1, 1), None)]


def test_a_transfer_waits_for_both_sides(village: Unit, other: Unit) -> None:
    member = a_member(village)
    transfer = services.ask_for_transfer(member, to=other, why="搬家", by="Lin")

    services.release(transfer, by="孙书记")
    after_one = Member.objects.get().unit
    services.accept(transfer, by="李书记")

    transfer.refresh_from_db()
    assert (after_one, Member.objects.get().unit, transfer.is_open) == (village, other, False)
    assert (transfer.released_by_name, transfer.accepted_by_name) == ("孙书记", "李书记")


def test_a_refused_transfer_moves_nobody_and_may_be_asked_again(village: Unit, other: Unit) -> None:
    member = a_member(village)
    transfer = services.ask_for_transfer(member, to=other, by="Lin")

    services.refuse(transfer, why="手续没办完", by="李书记")

    with pytest.raises(TransferOver):
        services.accept(transfer, by="李书记")
    assert Member.objects.get().unit == village
    assert services.ask_for_transfer(member, to=other, by="Lin").is_open


def test_nobody_is_in_two_transfers(village: Unit, other: Unit) -> None:
    member = a_member(village)
    services.ask_for_transfer(member, to=other, by="Lin")

    with pytest.raises(TransferOpen):
        services.ask_for_transfer(member, to=a_unit("第三支部"), by="Lin")


def test_both_sides_see_an_open_transfer(village: Unit, other: Unit) -> None:
    transfer = services.ask_for_transfer(a_member(village), to=other, by="Lin")
    beyond = a_unit("云溪镇党委")

    seen = [list(transfers_within(Scope.of(unit.path))) for unit in (village, other, beyond)]

    assert seen == [[transfer], [transfer], []]


def test_nobody_joins_a_closed_unit(village: Unit, other: Unit) -> None:
    member = a_member(village)
    services.close_unit(other, by="tests")
    other.refresh_from_db()

    for act in (
        lambda: services.move_member(member, to=other, by="tests"),
        lambda: services.ask_for_transfer(member, to=other, by="tests"),
        lambda: a_member(other),
        lambda: services.receive_guest(member, unit=other, until_day=localdate(), by="tests"),
        lambda: services.appoint(member, unit=other, title="书记", by="tests"),
    ):
        with pytest.raises(UnitClosed):
            act()


def test_a_guest_is_counted_at_home(village: Unit, other: Unit) -> None:
    member = a_member(village)

    services.receive_guest(member, unit=other, until_day=localdate(), by="tests")

    assert [stay.member for stay in stays_on(localdate(), units=[other])] == [member]
    assert ids_of(Pick(scope=Scope.of(other.path))) == []


@pytest.mark.parametrize("text", ["玉兰", "chenyulan", "cyl"])
def test_a_member_is_found_by_name_or_letters(village: Unit, text: str) -> None:
    member, _ = a_member(village, "陈玉兰"), a_member(village, "王建国")

    assert list(search_members(EVERYTHING, text)) == [member]


def test_a_list_of_members_opens_no_number(village: Unit) -> None:
    a_member(village, phone=PHONE)

    member = members_within(EVERYTHING).get()

    assert member.get_deferred_fields() == {"phone", "id_number"}


def test_members_are_chosen_by_place_label_and_age(village: Unit, other: Unit) -> None:
    away = services.make_label("流动党员", by="tests")
    veteran = services.make_label("退役军人", by="tests")
    one = a_member(village, "甲", birth_year=1950)
    two = a_member(village, "乙", birth_year=1990)
    three = a_member(other, "丙", birth_year=1950)
    services.label_members([one, two, three], label=away, by="tests")
    services.label_members([two], label=veteran, by="tests")
    here = Scope.of(village.path)

    assert set(ids_of(Pick(scope=here))) == {one.pk, two.pk}
    assert ids_of(Pick(scope=here, mask=away.mask | veteran.mask)) == [two.pk]
    assert set(ids_of(Pick(scope=EVERYTHING, mask=away.mask, born=(1900, 1960)))) == {one.pk, three.pk}
    assert count_of(Pick(scope=EVERYTHING)) == 3


def test_a_label_comes_off_once(village: Unit) -> None:
    label = services.make_label("流动党员", by="tests")
    member = a_member(village)

    for _ in range(2):
        services.unlabel_members([member], label=label, by="tests")

    assert Member.objects.get().labels == 0


def test_labels_are_limited_and_named_once() -> None:
    for number in range(MOST_LABELS):
        services.make_label(f"标记{number}", by="tests")

    again = services.make_label("标记1", by="tests")

    assert (Label.objects.count(), again.name) == (MOST_LABELS, "标记1")
    with pytest.raises(TooManyLabels):
        services.make_label("再一个", by="tests")


def test_who_follows_learns_of_both_units(village: Unit, other: Unit) -> None:
    member = a_member(village)
    Change.objects.all().delete()

    services.move_member(member, to=other, by="tests")

    told = set(Change.objects.values_list("member_id", "unit_id"))
    assert told == {(member.pk, other.pk), (None, village.pk)}


def test_changes_are_kept_for_a_week_and_the_newest_longer(village: Unit) -> None:
    a_member(village)
    last = Change.objects.latest("pk").pk
    Change.objects.update(at=now() - timedelta(days=7, minutes=1))
    forget_old_changes()
    kept_alone = list(Change.objects.values_list("pk", flat=True))
    a_member(village, "王建国")

    forget_old_changes()

    assert (kept_alone, Change.objects.filter(pk=last).exists(), Change.objects.count()) == ([last], False, 1)
