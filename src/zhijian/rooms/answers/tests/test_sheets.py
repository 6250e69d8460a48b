"""Tables people upload: what is read, and what is refused in words."""

import io
import zipfile

import pytest
import xlsxwriter

from zhijian.rooms.answers.errors import ImportRefused
from zhijian.rooms.answers.sheets import MOST_BYTES, Sheet, sheets_of
from zhijian.rooms.answers.tests.workbooks import a_workbook, a_zip


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefused) as caught:
        sheets_of(data)
    return caught.value.code


def test_a_workbook_is_read_as_it_looks_on_the_screen() -> None:
    data = a_workbook(["党费", "包含", 12371], [], ["电话", True, 0.5], [" 留着空格 ", "", "两\n行"])

    assert sheets_of(data) == [
        Sheet(
            "规则",
            [
                (1, ["关键词", "怎么对上", "回复"]),
                (2, ["党费", "包含", "12371"]),
                (4, ["电话", "是", "0.5"]),
                (5, [" 留着空格 ", "", "两\n行"]),
            ],
        )
    ]


def test_hidden_sheets_are_not_read() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("看得见").write(0, 0, "甲")
    hidden = book.add_worksheet("藏起来")
    hidden.write(0, 0, "乙")
    hidden.hide()
    book.close()

    assert sheets_of(out.getvalue()) == [Sheet("看得见", [(1, ["甲"])])]


@pytest.mark.parametrize("text", ["甲,乙\n丙,丁\n", "甲\t乙\n丙\t丁\n", "甲;乙\n丙;丁\n"])
def test_csv_is_read_with_the_separators_excel_uses(text: str) -> None:
    assert sheets_of(text.encode("gb18030")) == [Sheet("", [(1, ["甲", "乙"]), (2, ["丙", "丁"])])]


def test_csv_rows_have_the_number_an_editor_shows() -> None:
    rows = sheets_of('甲,"一\n二"\n\n丙,丁\n'.encode())[0].rows

    assert rows == [(1, ["甲", "一\n二"]), (4, ["丙", "丁"])]


def test_what_is_no_table_is_refused_by_name() -> None:
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")

    codes = [
        refusal(b" \n"),
        refusal(b"x" * (MOST_BYTES + 1)),
        refusal(a_zip(word__document_xml=b"<w/>")),
        refusal(a_zip(xl__workbook_xml=b"<nothing/>")),
        refusal(a_workbook(["党费", "包含", "好"])[:900]),
        refusal(locked),
        refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 2000),
        refusal('甲,"没完\n'.encode()),
        refusal(b"\xff\xfeA\0"),
    ]

    assert codes == [
        "file-empty",
        "file-too-large",
        "file-unknown",
        "file-broken",
        "file-broken",
        "file-locked",
        "file-broken",
        "line-broken",
        "encoding-refused",
    ]


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    assert refusal(a_zip(xl__workbook_xml=b"\0" * (101 << 20))) == "file-inflated"


def test_a_table_with_a_cell_in_the_last_corner_ends_its_own_process_only() -> None:
    """A dense table of it would take 400 GB. Nothing of the kind is written down in the file."""
    data = a_workbook(["党费", "包含", "好"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(out, "w") as changed:
        for entry in found.infolist():
            body = found.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                body = body.replace(b"</sheetData>", far)
            changed.writestr(entry, body)

    assert refusal(out.getvalue()) == "file-inflated"
