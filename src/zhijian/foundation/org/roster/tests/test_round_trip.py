"""What was exported changes nothing when it is imported: whatever people are called, whatever is known."""

import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijian.foundation.org import numbers, services
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.roster.bringing import look, read_roster
from zhijian.foundation.org.roster.exporting import ReasonMissing, Wish, note_export, write_csv, write_xlsx
from zhijian.foundation.org.roster.tests.sheets import an_id
from zhijian.foundation.org.scope import EVERYTHING
from zhijian.foundation.org.services import Particulars
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db

HAN = "王李张刘陈建国玉兰敏静芳强磊军洋勇艳杰娟涛明超霞平刚桂英欧阳古丽娜尔·"
NAMES = st.text(st.sampled_from(HAN), min_size=2, max_size=8).filter(lambda name: name.strip("·") == name)
DAYS = st.dates(date(1950, 1, 1), date(2020, 1, 1))
PEOPLE = st.lists(
    st.tuples(
        NAMES,
        st.none() | st.integers(1940, 2000),
        st.none() | DAYS,
        st.sampled_from([4, 7, 10]),
        st.none() | st.integers(13_000_000_000, 19_999_999_999),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=12,
)


@pytest.fixture
def units() -> list[Unit]:
    town = a_unit(code="QH")
    return [town, a_unit("河东村党支部", town, code="HD"), a_unit("河西村党支部", town, code="HX")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, is_csv=st.booleans(), is_unmasked=st.booleans())
def test_the_round_trip(units: list[Unit], people: list[tuple], is_csv: bool, is_unmasked: bool) -> None:  # type: ignore[type-arg] # as the strategy makes them
    Member.objects.all().delete()
    labels = [services.make_label(name, by="tests") for name in ("退役军人", "流动党员")]
    for number, (name, year, joined, exactness, phone, has_id, worn) in enumerate(people):
        given = Particulars(
            name=name,
            birth_year=year,
            joined=joined.isoformat()[:exactness] if joined else "",
            phone=str(phone or ""),
            id_number=an_id(number) if has_id else "",
        )
        mask = sum(label.mask for bit, label in enumerate(labels) if worn >> bit & 1)
        services.enrol_member(unit=units[number % 3], particulars=given, by="tests", labels=mask)
    out = io.BytesIO()

    wish = Wish(EVERYTHING, units[0], is_unmasked=is_unmasked, reason="核对")
    (write_csv if is_csv else write_xlsx)(wish, out, by="tests")
    out.seek(0)
    findings, missing = look(read_roster(out), into=units[0])

    assert [str(one.verdict) for one in findings] == ["same"] * len(people)
    assert missing == []


def test_numbers_are_masked_unless_a_reason_is_given(units: list[Unit]) -> None:
    a_member(units[1], "王建国", id_number=an_id(1), phone="13900000001")
    masked, whole = io.BytesIO(), io.BytesIO()

    write_csv(Wish(EVERYTHING, units[0]), masked, by="tests")
    write_csv(Wish(EVERYTHING, units[0], is_unmasked=True, reason="核对"), whole, by="tests")

    assert (an_id(1) in masked.getvalue().decode(), an_id(1) in whole.getvalue().decode()) == (False, True)
    assert numbers.masked_phone("13900000001") in masked.getvalue().decode()
    with pytest.raises(ReasonMissing):
        note_export(Wish(EVERYTHING, units[0], is_unmasked=True), by="tests")


def test_a_name_is_no_formula(units: list[Unit]) -> None:
    a_member(units[1], "=1+1甲")
    out = io.BytesIO()

    write_csv(Wish(EVERYTHING, units[0]), out, by="tests")

    assert "'=1+1甲" in out.getvalue().decode()
