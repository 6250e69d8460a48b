"""What is read out of the sheets people really have."""

import io
import random
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijian.foundation.org.roster.bringing import read_roster
from zhijian.foundation.org.roster.errors import SheetRefused
from zhijian.foundation.org.roster.people import PersonRow
from zhijian.foundation.org.roster.tests.old_workbooks import an_xls
from zhijian.foundation.org.roster.tests.sheets import a_csv, a_sheet, an_id, the_villages_sheet

LINES = (
    "青禾镇党员花名册",
    "姓名,身份证号,手机",
    f"王建国,{an_id(1)},13900000001",
    "合计,1,",
    "填表人：李敏,,",
)


def people(
    file: io.BytesIO, *, sheet: str | None = None, given: Mapping[str, str] | None = None
) -> list[PersonRow]:
    return list(read_roster(file, sheet=sheet, given=given).people)


def seen(file: io.BytesIO) -> list[tuple[int, str]]:
    return [(row.number, row.name) for row in people(file)]


def refusal(file: io.BytesIO, *, sheet: str | None = None) -> str:
    with pytest.raises(SheetRefused) as refused:
        people(file, sheet=sheet)
    assert "\n" not in refused.value.reason
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_a_csv_is_read_in_the_encodings_of_this_country(encoding: str) -> None:
    assert [(row.number, row.name, row.phone) for row in people(a_csv(*LINES, encoding=encoding))] == [
        (3, "王建国", "13900000001")
    ]


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_columns_are_parted_by_comma_tab_or_semicolon(sign: str) -> None:
    assert seen(a_csv(f"姓名{sign}手机", f"王建国{sign}13900000001")) == [(2, "王建国")]


def test_records_of_a_csv_are_counted_with_header_blank_lines_and_line_breaks() -> None:
    assert seen(a_csv("姓名,备注", '王建国,"两\n行"', "", "李敏,")) == [(2, "王建国"), (4, "李敏")]


def test_two_lines_of_headings_with_merged_cells() -> None:
    read = read_roster(
        the_villages_sheet([("王建国", an_id(1), "1976.7", 13_900_000_001), ("李敏", "", "", "")])
    )

    assert read.sheet_name == "2026年11月"
    assert [field for field in read.fields if field] == ["name", "id_number", "joined", "phone", "unit"]
    assert [(row.number, row.name, row.joined, row.phone, row.unit) for row in read.people] == [
        (5, "王建国", "1976-07", "13900000001", "河东村党支部"),
        (6, "李敏", "", "", "河东村党支部"),
    ]


def test_an_old_workbook_with_a_hidden_sheet_and_merged_headings() -> None:
    grid: list[list[str | float | None]] = [
        ["花名册", None, None],
        ["姓名", "联系方式", None],
        [None, "手机", "住址"],
        ["王建国", 13900000001.0, "河东"],
        ["合计", 1.0, None],
    ]
    merged = [(0, 0, 0, 2), (1, 2, 0, 0), (1, 1, 1, 2)]
    sheets: dict[str, list[list[str | float | None]]] = {"旧的": [["不是这张"]], "名册": grid}

    file = an_xls(sheets, hidden=["旧的"], merged=merged)

    assert [(row.number, row.name, row.phone) for row in people(file)] == [(4, "王建国", "13900000001")]


def test_headings_of_two_lines_in_a_csv_where_nothing_is_merged() -> None:
    file = a_csv("姓名,联系方式,,配偶", ",手机,住址,姓名", "王建国,13900000001,河东,陈玉兰")

    assert [(row.name, row.phone) for row in people(file)] == [("王建国", "13900000001")]


def test_hidden_rows_are_people_and_keep_their_numbers() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, name in enumerate(("姓名", "王建国", "李敏", "陈玉兰")):
        sheet.write(number + 3, 2, name)
    sheet.set_row(4, None, None, {"hidden": True})
    book.close()

    read = read_roster(out)

    assert [(row.number, row.name) for row in read.people] == [(5, "王建国"), (6, "李敏"), (7, "陈玉兰")]
    assert read.hidden_rows == 1


@pytest.mark.parametrize(
    "line",
    [
        "合计,63,", "总计：,,", "共 63 人,,",
        ",共63人,", "63人,合计,", "填表人：李敏,,13900000000", "审核人: 王建国,,",
        "注：本表一式两份。,,", "备注：,,", "姓名,身份证号,手机", ",,", "第二党小组名单共十二位同志,,",
        "以上人员情况已经逐一核对，准确无误。,,", "河东村党支部（盖章）,,", "党支部书记签字,,", ",1,",
    ],
)  # fmt: skip
def test_titles_totals_notes_and_headings_are_no_people(line: str) -> None:
    assert seen(a_csv("姓名,身份证号,手机", "王建国,,", line, "李敏,,")) == [(2, "王建国"), (4, "李敏")]


def test_a_row_with_a_number_and_no_name_is_a_persons_and_bad() -> None:
    [row] = people(a_csv("姓名,手机", ",13900000001"))

    assert [wrong.message for wrong in row.wrong] == ["没有姓名"]


@pytest.mark.parametrize(
    ("cell", "joined"),
    [
        ("1970.2.3", "1970-02-03"), ("19700203", "1970-02-03"),
        ("1970年2月", "1970-02"), ("1970/2/3", "1970-02-03"),
        ("１９７０年２月３日", "1970-02-03"), ("1970", "1970"),
        ("197002", "1970-02"), ("25602", "1970-02-03"),
        ("1970-02-03 00:00:00", "1970-02-03"), ("无", ""), ("/", ""),
    ],
)  # fmt: skip
def test_days_as_people_write_them(cell: str, joined: str) -> None:
    assert [(row.joined, row.wrong) for row in people(a_csv("姓名,入党时间", f"王建国,{cell}"))] == [
        (joined, ())
    ]


@pytest.mark.parametrize(
    "cell", ["19700230", "1970.13.1", "民国59年", "70.2", "2999-01-01", "2月3日", "99999999"]
)
def test_days_that_are_none_are_bad(cell: str) -> None:
    [row] = people(a_csv("姓名,出生日期", f"王建国,{cell}"))

    assert [str(wrong.verdict) for wrong in row.wrong] == ["bad"]


@pytest.mark.parametrize(
    ("cell", "verdict", "kept"),
    [
        (990000195201010013.0, "unclear", "前 15 位，后 3 位"),
        ("4.4E+17", "unclear", "前 2 位，后 16 位"),
        ("4.40101E+17", "unclear", "前 6 位，后 12 位"),
        ("990000195201010000", "unclear", "前 15 位，后 3 位"),
        ("990000195201010014", "bad", "校验码"),
        ("9900001952", "bad", "18 位"),
        ("990000195202300011", "bad", "出生日期"),
    ],
)
def test_id_numbers_are_never_repaired(cell: object, verdict: str, kept: str) -> None:
    [row] = people(a_sheet(["王建国", cell]))

    assert row.id_number == ""
    assert [str(wrong.verdict) for wrong in row.wrong] == [verdict]
    assert kept in row.wrong[0].message
    assert "9900" not in row.wrong[0].message


def test_masked_numbers_say_nothing() -> None:
    [row] = people(a_csv("姓名,身份证号,手机", "王建国,9****************3,139****0001"))

    assert (row.id_number, row.phone, row.wrong) == ("", "", ())


def test_full_width_signs_and_blanks_in_names() -> None:
    assert seen(a_csv("姓　名,手机", "王　建国,１３９００００００００１", "古丽娜尔•阿不都,")) == [
        (2, "王建国"),
        (3, "古丽娜尔·阿不都"),
    ]


def test_a_mapping_names_the_columns() -> None:
    file = a_csv("同志,号", "王建国,13900000001")

    assert [(row.name, row.phone) for row in people(file, given={"同志": "name", "号": "phone"})] == [
        ("王建国", "13900000001")
    ]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "file-empty"),
        (b"PK\x03\x04 not a zip", "file-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not ole", "file-broken"),
        (b"<html><table><tr><td>x</td></tr></table>", "file-web"),
        (b"\xff\xfe\x00", "encoding-unknown"),
        ("甲,乙\n1,2".encode(), "header-missing"),
        ('姓名\n"王建国\n李敏'.encode(), "record-broken"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "file-locked"),
        ("姓名,姓名\n王建国,李敏".encode(), "columns-doubtful"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(file: bytes, code: str) -> None:
    assert refusal(io.BytesIO(file)) == code


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as entry:
            for _ in range(260):
                entry.write(b"\0" * (8 << 20))

    assert refusal(out) == "file-inflated"


def test_a_cell_in_the_last_corner_takes_nobody_down() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "姓名")
    sheet.write(1_048_575, 16_383, "x")
    book.close()

    assert refusal(out) in {"file-inflated", "rows-too-many"}


def test_a_sheet_that_is_not_there_is_refused() -> None:
    assert refusal(a_sheet(["王建国"]), sheet="没有") == "sheet-unknown"


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_damaged_files_are_read_or_refused(chance: random.Random) -> None:
    data = bytearray(a_sheet(["王建国", an_id(1), 13_900_000_001], ["李敏", "", ""]).getvalue())
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)])
    with suppress(SheetRefused):  # anything else fails the test
        people(io.BytesIO(cut))
