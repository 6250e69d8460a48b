"""Rules as a table for people: Excel, or a CSV that Excel opens. `imports` takes either back unchanged."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import groupby
from typing import Final

import xlsxwriter
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhijian.rooms.answers import whom_cells
from zhijian.rooms.answers.cells import guarded
from zhijian.rooms.answers.exporting import in_pieces, lines_of_rules, variants_of_rules
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import ReplyMode
from zhijian.rooms.answers.table_lines import ANOTHER, HEADINGS, WRITTEN_MATCHES, WRITTEN_MODES

MOST_CELL_CHARS: Final = 32_767  # of Excel
LAST_SECOND: Final = time(23, 59, 59)
_BOM: Final = "\ufeff"  # without it Chinese Excel takes the file for GBK
_WIDTHS: Final = (22, 12, 60, 9, 8, 13, 13, 13, 11, 22, 18, 14, 22, 10)

# What a cell may say, to be chosen in Excel.
_OFFERED: Final = {
    "match": list(WRITTEN_MATCHES.values()),
    "reply_mode": list(WRITTEN_MODES.values()),
    "bound": ["已绑定", "没绑定", "不限"],
    "which": [ANOTHER],
}

Line = tuple[str, ...]


def headings() -> Line:
    return tuple(names[0] for names in HEADINGS.values())


def lines_of(rule_ids: Sequence[int]) -> Iterator[Line]:
    """In the order given a line a keyword; below them a line for each other reply of the rule."""
    for piece in in_pieces(rule_ids):
        rules = Rule.objects.select_related("switched_off").in_bulk(list(piece))
        variants = variants_of_rules(piece)
        for rule_id, lines in groupby(lines_of_rules(piece), key=lambda line: line[0]):
            words = [(keyword, WRITTEN_MATCHES[match], reply) for _id, keyword, match, reply in lines]
            if rule := rules.get(rule_id):
                settings = _settings(rule)
                yield from ((*word, *settings, "") for word in words)
                keyword, match, _reply = words[-1]
                for audience, reply in variants.get(rule_id, ()):
                    unsaid = [""] * (len(settings) - len(whom_cells.CELLS))
                    yield (keyword, match, reply, *unsaid, *whom_cells.written(audience), ANOTHER)


def _settings(rule: Rule) -> Line:
    has_several = rule.code is not None or rule.reply_mode == ReplyMode.ONE
    return (
        str(rule.priority),
        "" if rule.is_on else "是",
        _said(rule.valid_from, whole_day=time.min),
        _said(rule.valid_until, whole_day=LAST_SECOND),
        WRITTEN_MODES[rule.reply_mode] if has_several else "",
        *whom_cells.written(rule.audience),
    )


def as_csv(rule_ids: Sequence[int]) -> Iterator[str]:
    """Piece by piece. No cell is taken for a formula by whoever opens it."""
    yield _BOM + _csv(headings())
    for line in lines_of(rule_ids):
        yield _csv(line)


def as_xlsx(rule_ids: Sequence[int]) -> bytes:
    """Two sheets: the rules, every cell a text; and what the columns mean."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format({"bold": True, "bg_color": "#F2F2EF", "bottom": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("规则"))
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(zip(headings(), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width, text)
        sheet.write_string(0, column, heading, head)
    too_long: list[str] = []
    row = 0
    for line in lines_of(rule_ids):
        if max(map(len, line)) > MOST_CELL_CHARS:
            too_long.append(line[0])
            continue
        row += 1
        for column, cell in enumerate(line):
            sheet.write_string(row, column, cell, text)
    for name, offered in _OFFERED.items():
        column = list(HEADINGS).index(name)
        sheet.data_validation(1, column, max(row, 1000), column, {"validate": "list", "source": offered})
    _explain(book, head=head, wrap=book.add_format({"text_wrap": True, "valign": "top"}), too_long=too_long)
    book.close()
    return out.getvalue()


def _explain(
    book: xlsxwriter.Workbook,
    *,
    head: xlsxwriter.format.Format,
    wrap: xlsxwriter.format.Format,
    too_long: Sequence[str],
) -> None:
    sheet = book.add_worksheet(_("说明"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 84, wrap)
    for row, (name, says) in enumerate([(_("列名"), _("怎么填")), *_meanings()]):
        sheet.write_string(row, 0, name, head)
        sheet.write_string(row, 1, says, wrap)
    if too_long:
        says = _("这些词的回复太长，一格放不下，没有写进来，请导出 CSV：%(words)s")
        sheet.write_string(len(_meanings()) + 2, 1, says % {"words": _("、").join(too_long[:50])}, wrap)


def _meanings() -> list[tuple[str, str]]:
    keyword, match, reply, priority, off, valid_from, valid_until, mode, *whom, which = headings()
    bound, units, offices, age, tags = whom
    return [
        (keyword, _("关注者发来的词，最多 500 个字。一个词一行；一条规则有几个词，就写几行，回复写成一样。")),
        (match, _("完全一样、包含、意思相近或正则表达式。空着就是“包含”。")),
        (
            reply,
            _(
                "回什么。要分两段说，中间单独一行写 @next；"
                "单独一行 @item:编码 是资料库里的一样东西，编码在它的阅读页地址末尾。"
            ),
        ),
        (priority, _("整数。几条规则都对上时，数大的先答。空着不改。")),
        (off, _("写“是”就停用，写“否”就启用。空着不改。")),
        (valid_from, _("写成 2026-03-01。这一天的零点起才答。写“长期”就不限，空着不改。")),
        (valid_until, _("写成 2026-03-31。这一天过完就不答了。写“长期”就不限，空着不改。")),
        (mode, _("回复有几段时，写“全部发出”或“随机发一份”。空着不改。")),
        (bound, _("对谁说：已绑定、没绑定或不限。这五列写了的都要符合；写“不限”就去掉这一样，空着不改。")),
        (units, _("单位的代码，连同下级。几个用顿号隔开，符合一个就行。")),
        (offices, _("职务，几个用顿号隔开。")),
        (age, _("写成“60 岁以上”“35 岁以下”或“18 到 35 岁”。")),
        (tags, _("标签，几个用顿号隔开。")),
        (
            which,
            _(
                "平常空着。写“另一份”的一行，是上面同一个词对有些人改说的：前五列写对谁，“回复”写改说什么。"
                "写了另一份的规则，它的另一份就以表里的为准；一行都没写的，原来的不动。"
            ),
        ),
    ]


def _said(moment: datetime | None, *, whole_day: time) -> str:
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{local:%Y-%m-%d}" if local.time() == whole_day else f"{local:%Y-%m-%d %H:%M:%S}"


def _csv(line: Line) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cell) for cell in line])
    return out.getvalue()
