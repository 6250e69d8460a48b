"""The register as a sheet for people: every cell a text, telephone numbers behind their masks."""

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.org import numbers
from zhijian.foundation.org.queries import paths_of_units
from zhijian.rooms.reach.models import Entry

# A sheet speaks Chinese whoever asks for it: it is filed where Chinese is read.
COLUMNS: Final = (
    ("公众号", 24),
    ("组织编号", 14),
    ("归属组织", 40),
    ("种类", 10),
    ("认证主体", 28),
    ("认证到期", 12),
    ("备案号", 18),
    ("状态", 10),
    ("管理员", 12),
    ("管理员职务", 16),
    ("管理员电话", 16),
    ("日常答复", 14),
    ("原始邮箱", 10),
    ("原始手机", 10),
    ("接入", 8),
)
_KNOWN: Final = {True: "能登录", False: "丢了", None: "没查"}


def as_xlsx(entries: Sequence[Entry]) -> bytes:
    """One sheet, a row an account; opening the numbers for their masks is why it is not a list's work."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format({"bold": True, "bg_color": "#F2F2EF", "bottom": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("公众号台账")
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, text)
        sheet.write_string(0, column, heading, head)
    paths = paths_of_units([entry.owner for entry in entries if entry.owner])
    for row, entry in enumerate(entries, start=1):
        steps = paths[entry.owner.pk] if entry.owner else ()
        for column, cell in enumerate(_cells(entry, " › ".join(step.called for step in steps))):
            sheet.write_string(row, column, cell, text)
    book.close()
    return out.getvalue()


def _cells(entry: Entry, path: str) -> tuple[str, ...]:
    plain = entry.phone.reveal() if entry.phone_digest else ""
    return (
        entry.called,
        entry.owner.code if entry.owner else "",
        path,
        str(Kind(entry.sort).label) if entry.sort else "",
        entry.verified_as,
        str(entry.ends_on or ""),
        entry.filing,
        str(entry.stands.label),
        entry.administrator.name if entry.administrator else entry.administrator_name,
        entry.administrator_office,
        numbers.masked_phone(plain) if plain else "",
        entry.answered_by,
        _KNOWN[entry.has_mailbox],
        _KNOWN[entry.has_mobile],
        "是" if entry.account else "否",
    )
