"""Who a row is about: the verdicts, and what is never done."""

import io

import pytest

from zhijian.foundation.org import services
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.roster.bringing import bring_in, look, read_roster
from zhijian.foundation.org.roster.tests.sheets import a_csv, a_sheet, an_id
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Unit:
    return a_unit(code="QH")


@pytest.fixture
def hedong(town: Unit) -> Unit:
    return a_unit("河东村党支部", town, code="HD")


def verdicts(file: io.BytesIO, into: Unit) -> list[str]:
    findings, _missing = look(read_roster(file), into=into)
    return [str(one.verdict) for one in findings]


def message(file: io.BytesIO, into: Unit) -> str:
    [finding], _missing = look(read_roster(file), into=into)
    return finding.message


def test_the_same_id_number_is_the_same_person(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1))

    assert verdicts(a_sheet(["王建国", an_id(1)]), hedong) == ["same"]


def test_another_id_number_and_year_is_another_person(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1, year=1952))

    assert verdicts(a_sheet(["王建国", an_id(2, year=1979)]), hedong) == ["new"]


def test_another_id_number_of_the_same_year_is_for_somebody_to_decide(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1))

    assert verdicts(a_sheet(["王建国", an_id(2)]), hedong) == ["unclear"]


def test_an_id_number_under_another_name_is_never_taken_over(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1))

    assert verdicts(a_sheet(["李建国", an_id(1)]), hedong) == ["unclear"]


def test_nobody_is_merged_by_name_alone(hedong: Unit) -> None:
    a_member(hedong, "王建国")

    assert verdicts(a_sheet(["王建国", "", "13900000001"]), hedong) == ["unclear"]
    assert verdicts(a_sheet(["王建国", "", ""]), hedong) == ["same"]  # it changes nothing


def test_a_second_fact_beside_the_name_is_enough(hedong: Unit) -> None:
    a_member(hedong, "王建国", birth_year=1952)

    assert verdicts(a_csv("姓名,出生年月,手机", "王建国,1952.3,13900000001"), hedong) == ["changed"]


def test_two_of_one_name_need_a_number(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1), joined="1976-07")
    a_member(hedong, "王建国", phone="13900000002", joined="2004-06")

    file = a_csv("姓名,入党时间,手机", "王建国,2004.6,", "王建国,,13900000002")

    assert verdicts(file, hedong) == ["unclear", "same"]


def test_the_same_person_twice_in_a_sheet(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1))

    file = a_sheet(
        ["王建国", an_id(1)],
        ["王建国", an_id(1)],
        ["陈玉兰", an_id(3)],
        ["陈玉兰", an_id(3)],
        ["李敏"],
        ["李敏"],
    )

    assert verdicts(file, hedong) == ["same", "unclear", "new", "unclear", "new", "unclear"]


def test_blank_cells_replace_nothing_and_less_exact_days_take_nothing_away(hedong: Unit) -> None:
    member = a_member(hedong, "王建国", id_number=an_id(1), phone="13900000001", joined="1976-07-01")
    file = a_csv("姓名,身份证号,手机,入党时间", f"王建国,{an_id(1)},,1976")

    done = bring_in(read_roster(file), into=hedong, file_name="x", by="tests")

    member.refresh_from_db()
    assert [str(line[1]) for line in done.lines] == ["same"]
    assert (member.phone.reveal(), member.joined) == ("13900000001", "1976-07-01")


def test_who_left_is_not_taken_back_by_a_sheet(hedong: Unit) -> None:
    member = a_member(hedong, "王建国", id_number=an_id(1))
    services.note_departure(member, state=MemberState.DIED, by="tests")

    assert verdicts(a_sheet(["王建国", an_id(1)]), hedong) == ["unclear"]


def test_an_id_number_known_elsewhere_is_not_taken_from_there(town: Unit, hedong: Unit) -> None:
    a_member(a_unit("河西村党支部", town), "王建国", id_number=an_id(1))

    assert verdicts(a_sheet(["王建国", an_id(1)]), hedong) == ["unclear"]
    assert "河西" not in message(a_sheet(["王建国", an_id(1)]), hedong)


@pytest.mark.parametrize(
    "said", ["HD", "河东村党支部", "河东村支部", "青禾镇党委/河东村党支部", "青禾镇河东村党支部"]
)
def test_units_by_code_name_or_path(town: Unit, hedong: Unit, said: str) -> None:
    findings, _missing = look(read_roster(a_csv("姓名,所在支部", f"王建国,{said}")), into=town)

    assert [(str(one.verdict), one.place.code if one.place else "") for one in findings] == [("new", "HD")]


def test_an_unknown_unit_is_bad_and_only_units_within_are_suggested(town: Unit, hedong: Unit) -> None:
    a_unit("河西村党支部", town)
    a_unit("第一党小组", hedong)
    file = a_csv("姓名,所在支部", "王建国,河西村党支部")

    assert verdicts(file, hedong) == ["bad"]
    assert "河西村党支部，是不是" not in message(a_csv("姓名,所在支部", "王建国,河西村党支部"), hedong)
    assert "是不是：河东村党支部" in message(a_csv("姓名,所在支部", "王建国,河冬村党支部"), hedong)


def test_another_unit_within_is_a_change_with_its_past_kept(town: Unit, hedong: Unit) -> None:
    west = a_unit("河西村党支部", town, code="HX")
    member = a_member(west, "王建国", id_number=an_id(1))
    file = a_csv("姓名,身份证号,所在支部", f"王建国,{an_id(1)},河东村党支部")

    bring_in(read_roster(file), into=town, file_name="x", by="tests")

    member.refresh_from_db()
    assert member.unit == hedong
    lived = member.memberships.order_by("from_day").values_list("unit__code", "until_day")
    assert [(code, until is None) for code, until in lived] == [("HX", False), ("HD", True)]


def test_members_the_sheet_does_not_name_are_listed_and_stay(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1))
    left_out = a_member(hedong, "陈玉兰")

    done = bring_in(read_roster(a_sheet(["王建国", an_id(1)])), into=hedong, file_name="x", by="tests")

    assert done.missing == [left_out.pk]
    assert Member.objects.filter(state=MemberState.ACTIVE).count() == 2


def test_an_unknown_label_is_bad_and_a_known_one_is_put_on(hedong: Unit) -> None:
    label = services.make_label("退役军人", by="tests")
    file = a_csv("姓名,标签", "王建国,退役军人", "陈玉兰,没有的")

    bring_in(read_roster(file), into=hedong, file_name="x", by="tests")

    assert list(Member.objects.values_list("name", "labels")) == [("王建国", label.mask)]


def test_telephones_of_one_sound(hedong: Unit) -> None:
    a_member(hedong, "王建国", phone="13900000001")

    assert verdicts(a_sheet(["王建囯", "", "13900000001"], ["李敏", "", "13900000001"]), hedong) == [
        "unclear",
        "new",
    ]
