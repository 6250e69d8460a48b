"""Who is found, among thousands: as reading them one by one would find, whichever way was the quicker."""

from collections.abc import Iterable, Sequence

import pytest
from django.db import connection
from django.utils.timezone import now

from zhijian.foundation.org import services, spelling_triggers
from zhijian.foundation.org.models import CODE_SIGNS, Member, Spelling, Unit, new_code
from zhijian.foundation.org.queries import Asked, page_after, roster_asked, search_members
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.services.spellings import forget_names_nobody_has
from zhijian.foundation.org.sounds import sound_of_person
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db

FAMILIES, GIVEN = "王李张刘陈", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国"
MANY = 6000  # more than is read one by one


@pytest.fixture
def town() -> Unit:
    """6,000 members in 30 villages below two areas; each thousandth carries a label or has left."""
    town = a_unit()
    areas = [a_unit("沿河片区党总支", town), a_unit("山前片区党总支", town)]
    villages = [a_unit(f"第{number}村党支部", areas[number % 3 == 0]) for number in range(30)]
    Member.objects.bulk_create(_members(villages), batch_size=1000)
    return town


def _members(villages: Sequence[Unit]) -> Iterable[Member]:
    for number in range(MANY):
        family, first, second = FAMILIES[number % 5], GIVEN[number % 26], GIVEN[number // 26 % 26]
        name = "欧阳龘" if number % 2000 == 7 else "Maria Lopez" if number == 44 else family + first + second
        yield Member(
            unit=villages[number % 29],
            name=name,
            sound=sound_of_person(name),
            state=MemberState.LEFT if number % 1500 == 11 else MemberState.ACTIVE,
            birth_year=1930 + number % 70,
            labels=(number % 2) | (2 if number % 1000 == 3 else 0),
        )


WORDS = ("王", "王伟", "建国", "龘", "oyd", "ouyang", "wangwei", "w", "Lopez", "没有", "WANG WEI")


def is_called(member: Member, word: str) -> bool:
    sounds = word.isascii() and word.lower().replace(" ", "") in member.sound
    return word in member.name or sounds or member.code == word.upper()


def everybody(within: Unit) -> list[Member]:
    found = Member.objects.select_related("unit").order_by("unit__path", "name", "pk")
    return [member for member in found if member.unit.path.startswith(within.path)]


def all_pages(unit: Unit, scope: Scope, asked: Asked) -> list[str]:
    found, after = [], None
    while True:
        rows, has_more = page_after(roster_asked(unit, scope, asked), after, size=500)
        found += [member.code for member in rows]
        if not has_more:
            return found
        after = rows[-1]


def test_a_search_finds_by_name_letters_and_code(town: Unit) -> None:
    area = Unit.objects.get(name="沿河片区党总支")
    village = Unit.objects.get(name="第4村党支部")
    one = Member.objects.filter(unit=village).first()
    assert one is not None
    active = [member for member in everybody(town) if member.state == MemberState.ACTIVE]
    for top, scope in ((town, EVERYTHING), (area, Scope.of(area.path)), (village, Scope.of(village.path))):
        for word in (*WORDS, one.code.lower(), ""):
            found = [member.code for member in search_members(scope, word)]

            mine = [member for member in active if member.unit.path.startswith(top.path)]
            called = sorted(
                (member for member in mine if is_called(member, word)), key=lambda one: (one.name, one.pk)
            )
            assert found == [member.code for member in called], (top.name, word)


CASES = (
    *(Asked(word=word) for word in WORDS),
    Asked(mask=1),
    Asked(mask=2),
    Asked(mask=3, born=(1930, 1960)),
    Asked(born=(1930, 1930)),
    Asked(state=MemberState.LEFT),
    Asked(state=MemberState.DIED),
    Asked(word="王", mask=1, born=(1930, 1950)),
    Asked(word="王", state=MemberState.LEFT),
    Asked(word="龘", mask=1),
)


def test_a_roster_shows_whom_reading_would_find(town: Unit) -> None:
    area = Unit.objects.get(name="沿河片区党总支")
    for asked in CASES:
        found = all_pages(town, EVERYTHING, asked), all_pages(area, EVERYTHING, asked)

        assert found == ([*map(code, _wanted(town, asked))], [*map(code, _wanted(area, asked))]), asked


def test_a_roster_ends_where_rights_end(town: Unit) -> None:
    area, asked = Unit.objects.get(name="沿河片区党总支"), Asked(mask=2)

    assert all_pages(town, Scope.of(area.path), asked) == [*map(code, _wanted(area, asked))]


def code(member: Member) -> str:
    return member.code


def _wanted(unit: Unit, asked: Asked) -> Iterable[Member]:
    for member in everybody(unit):
        if member.state != asked.state or member.labels & asked.mask != asked.mask:
            continue
        if asked.born and not asked.born[0] <= (member.birth_year or 0) <= asked.born[1]:
            continue
        if not asked.word or is_called(member, asked.word):
            yield member


def test_every_name_is_learnt_whoever_writes_it() -> None:
    member = a_member(a_unit(), "陈玉兰")
    services.correct_member(member, particulars=services.Particulars(name="陈玉蓝"), by="tests")
    Member.objects.create(unit=member.unit, name="王建国", sound="wangjianguo wjg", added_at=now())

    learnt = set(Spelling.objects.values_list("name", "sound"))

    assert learnt == {("陈玉兰", "chenyulan cyl"), ("陈玉蓝", "chenyulan cyl"), ("王建国", "wangjianguo wjg")}


def test_names_nobody_has_are_forgotten() -> None:
    member = a_member(a_unit(), "陈玉兰")
    services.correct_member(member, particulars=services.Particulars(name="陈玉蓝"), by="tests")

    forget_names_nobody_has()

    assert list(Spelling.objects.values_list("name", flat=True)) == ["陈玉蓝"]


def test_names_there_are_already_are_learnt_by_the_migration() -> None:
    a_member(a_unit(), "陈玉兰")
    spelling_triggers.remove(connection)

    spelling_triggers.install(connection)

    assert list(Spelling.objects.values_list("name", flat=True)) == ["陈玉兰"]


def test_a_code_has_as_many_signs_as_a_search_takes_it_for() -> None:
    assert {len(new_code()) for _ in range(20)} == {CODE_SIGNS}
