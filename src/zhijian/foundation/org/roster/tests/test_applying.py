"""Writing, resuming, taking back: nothing twice, nothing lost."""

import pytest
from django.db import connection

from zhijian.foundation.audit.models import Line
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Change, Import, ImportRow, Member, Membership, Unit
from zhijian.foundation.org.roster import applying, imports, undoing
from zhijian.foundation.org.roster.errors import ImportIsOver
from zhijian.foundation.org.roster.tests.sheets import a_sheet, an_id
from zhijian.foundation.org.services import Particulars
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hedong() -> Unit:
    return a_unit("河东村党支部", a_unit(code="QH"), code="HD")


def uploaded(unit: Unit, *rows: object) -> Import:
    batch = imports.upload(a_sheet(*rows), unit=unit, name="名册.xlsx", by="Lin")  # type: ignore[arg-type] # rows
    return imports.look_through(batch)


def people() -> list[tuple[str, str, str]]:
    found = Member.objects.order_by("name").all()
    return [(one.name, one.id_number.reveal(), one.phone.reveal()) for one in found]


def test_new_ones_and_changes_are_written_and_the_rest_is_left(hedong: Unit) -> None:
    a_member(hedong, "王建国", id_number=an_id(1))
    batch = uploaded(
        hedong,
        ["王建国", an_id(1), "13900000001"],
        ["陈玉兰", an_id(2), ""],
        ["李敏", "4.4E+17", ""],
        ["赵", "123", ""],
    )

    imports.carry_out(batch, by="Lin")

    assert people() == [("王建国", an_id(1), "13900000001"), ("陈玉兰", an_id(2), "")]
    assert {key: batch.counts[key] for key in ("same", "new", "changed", "unclear", "bad")} == {
        "same": 0, "new": 1, "changed": 1, "unclear": 1, "bad": 1,
    }  # fmt: skip
    assert Membership.objects.filter(member__name="陈玉兰", unit=hedong, until_day=None).count() == 1
    assert Change.objects.filter(member_id__in=Member.objects.values("pk")).count() == 3
    lines = Line.objects.filter(action__startswith="roster.").order_by("pk")
    assert [line.action for line in lines] == ["roster.import_begun", "roster.imported"]
    assert "王建国" not in str([line.details for line in lines])


def test_what_rows_say_is_sealed(hedong: Unit) -> None:
    uploaded(hedong, ["王建国", an_id(1), "13900000001"])

    with connection.cursor() as cursor:
        cursor.execute("SELECT cells, before, typed FROM org_importrow")
        [row] = cursor.fetchall()
    assert an_id(1).encode() not in b"".join(bytes(cell) for cell in row)
    assert len(bytes(row[0])) > 0


def test_an_import_that_was_killed_goes_on_where_it_stopped(hedong: Unit) -> None:
    rows = [
        [f"陈{'玉兰芳敏静'[number % 5]}{number}", an_id(number), ""] for number in range(applying.CHUNK + 30)
    ]
    rows = [
        [name.replace(str(number), "甲乙丙丁戊"[number % 5]), *rest]
        for number, (name, *rest) in enumerate(rows)
    ]
    batch = uploaded(hedong, *rows)
    asked = iter([True, False])

    imports.carry_out(batch, by="Lin", goes=lambda done, total: next(asked))
    half = Member.objects.count()
    imports.carry_out(batch, by="Lin")

    assert (half, Member.objects.count()) == (applying.CHUNK, len(rows))
    assert Member.objects.values("id_digest").distinct().count() == len(rows)
    with pytest.raises(ImportIsOver):
        imports.carry_out(batch, by="Lin")


def test_a_decision_is_carried_out(hedong: Unit) -> None:
    elder = a_member(hedong, "王建国", id_number=an_id(1), joined="1976-07")
    a_member(hedong, "王建国", joined="2004-06")
    batch = uploaded(hedong, ["王建国", "", "13900000001"], ["李敏", 990000195201010011.0, ""])
    [wang, li] = batch.rows.order_by("number")

    imports.decide(batch, wang, decision=elder.code)
    imports.type_number(batch, li, id_number=an_id(5))
    imports.carry_out(batch, by="Lin")

    elder.refresh_from_db()
    assert elder.phone.reveal() == "13900000001"
    assert ("李敏", an_id(5), "") in people()


def test_a_decision_may_only_name_a_candidate(hedong: Unit) -> None:
    other = a_member(hedong, "陈玉兰")
    a_member(hedong, "王建国", joined="1976-07")
    batch = uploaded(hedong, ["王建国", "", "13900000001"])

    with pytest.raises(ImportIsOver):
        imports.decide(batch, batch.rows.get(), decision=other.code)


def test_who_was_changed_meanwhile_is_left_alone(hedong: Unit) -> None:
    member = a_member(hedong, "王建国", id_number=an_id(1))
    batch = uploaded(hedong, ["王建国", an_id(1), "13900000001"])
    given = Particulars(name="王建国", id_number=an_id(1), phone="13911111111")
    services.correct_member(member, particulars=given, by="tests")

    imports.carry_out(batch, by="Lin")

    member.refresh_from_db()
    assert member.phone.reveal() == "13911111111"
    assert [str(row.verdict) for row in batch.rows.all()] == ["unclear"]


def test_an_import_is_taken_back_whole(hedong: Unit) -> None:
    west = a_unit("河西村党支部", hedong.superior, code="HX")
    member = a_member(west, "王建国", id_number=an_id(1), phone="13900000001")
    services.appoint(member, unit=west, title="书记", by="tests")
    heads = ("姓名", "身份证号", "手机号", "所在组织")
    file = a_sheet(["王建国", an_id(1), "13922222222", "HD"], ["陈玉兰", an_id(2), "", "HX"], heads=heads)
    assert hedong.superior is not None
    batch = imports.look_through(imports.upload(file, unit=hedong.superior, name="x", by="Lin"))
    imports.carry_out(batch, by="Lin")
    assert Member.objects.filter(unit=hedong).count() == 1

    undoing.undo(batch, by="Lin")

    member.refresh_from_db()
    assert people() == [("王建国", an_id(1), "13900000001")]
    assert (member.unit, member.offices.get().until_day) == (west, None)
    assert [(one.unit, one.until_day) for one in member.memberships.all()] == [(west, None)]
    assert Line.objects.filter(action="roster.import_undone").count() == 1


def test_who_was_changed_by_hand_since_is_left_and_listed(hedong: Unit) -> None:
    batch = uploaded(hedong, ["王建国", an_id(1), ""], ["陈玉兰", an_id(2), ""], ["李敏", an_id(3), ""])
    imports.carry_out(batch, by="Lin")
    wang, chen = (Member.objects.get(name=name) for name in ("王建国", "陈玉兰"))
    given = Particulars(name="王建国", id_number=an_id(1), phone="13900000001")
    services.correct_member(wang, particulars=given, by="tests")
    services.appoint(chen, unit=hedong, title="书记", by="tests")

    batch = undoing.undo(batch, by="Lin")

    assert [name for name, *_ in people()] == ["王建国", "陈玉兰"]
    assert batch.counts["kept_as_changed"] == 2
    assert list(
        ImportRow.objects.filter(undone="kept").order_by("number").values_list("name", flat=True)
    ) == [
        "王建国",
        "陈玉兰",
    ]


def test_columns_are_remembered_for_the_unit(hedong: Unit) -> None:
    heads = ("姓名", "号甲", "号乙")
    batch = imports.upload(a_sheet(["王建国", an_id(1), "1"], heads=heads), unit=hedong, name="x", by="Lin")
    imports.choose_columns(batch, fields=["name", "id_number", ""])

    again = imports.upload(a_sheet(["陈玉兰", an_id(2), "2"], heads=heads), unit=hedong, name="y", by="Lin")

    assert again.fields == ["name", "id_number", ""]
