"""The rows of a table of rules, each checked, each with the number the sheet shows.

Columns go by their heading, in any order, in Chinese or English; whatever else stands in the table is left
alone. An empty cell beside a rule on file leaves that of the rule as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from zhijian.rooms.answers import checking, ranking
from zhijian.rooms.answers.csv_lines import parts_of
from zhijian.rooms.answers.errors import ImportRefused, RuleRefused
from zhijian.rooms.answers.notation import WrittenPart
from zhijian.rooms.answers.sheets import MOST_ROWS, Row, Sheet

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "keyword": ("关键词", "keyword", "词"),
    "match": ("怎么对上", "match", "匹配", "匹配方式"),
    "reply": ("回复", "reply", "回什么", "回复内容"),
    "priority": ("优先级", "priority"),
    "off": ("停用", "off"),
    "valid_from": ("从哪天起", "valid_from"),
    "valid_until": ("到哪天止", "valid_until"),
}
NEEDED: Final = ("keyword", "reply")
LOOKED_AT: Final = 10  # rows in which the headings may stand: people put a title above

# A table speaks Chinese whoever asks for it, so that it can be read again by anybody.
WRITTEN_MATCHES: Final[Mapping[str, str]] = {
    ranking.EXACT: "完全一样",
    ranking.CONTAINS: "包含",
    ranking.SYNONYM: "意思相近",
    ranking.REGEX: "正则表达式",
}
_MATCHES: Final[Mapping[str, str]] = {
    "": ranking.CONTAINS,
    **{written: match for match, written in WRITTEN_MATCHES.items()},
    **{match: match for match in ranking.MATCHES},
    **dict.fromkeys(("全匹配", "精确", "完全匹配"), ranking.EXACT),
    **dict.fromkeys(("半匹配", "模糊"), ranking.CONTAINS),
    **dict.fromkeys(("同义词", "近义"), ranking.SYNONYM),
    **dict.fromkeys(("正则",), ranking.REGEX),
}
_YES: Final = frozenset({"是", "yes", "true", "1", "停用", "√", "✓"})
_NO: Final = frozenset({"否", "no", "false", "0", "启用", "在用"})
_ALWAYS: Final = frozenset({"长期", "always"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a row says of its rule beside the reply. None says nothing; `()` says no date."""

    priority: int | None = None
    is_on: bool | None = None
    valid_from: datetime | tuple[()] | None = None
    valid_until: datetime | tuple[()] | None = None


@dataclass(frozen=True, slots=True)
class TableLine:
    number: int
    keyword: str
    match: str
    normal: str
    parts: tuple[WrittenPart, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class BadRow:
    """`what` is the keyword, as far as there is one, for whoever looks for the row."""

    number: int
    what: str
    why: str


def lines_in(sheets: Sequence[Sheet]) -> list[TableLine | BadRow]:
    """The rows under the headings, of the first sheet that has them. Raises `ImportRefused`."""
    for sheet in sheets:
        for place, (_number, cells) in enumerate(sheet.rows[:LOOKED_AT]):
            columns = _columns(cells)
            if all(name in columns for name in NEEDED):
                return _lines(sheet.rows[place + 1 :], columns)
    raise ImportRefused(
        _("找不到列名。表里要有“关键词”和“回复”两列，列名写在前 10 行里的一行。"), code="header-refused"
    )


def _lines(rows: Sequence[Row], columns: Mapping[str, int]) -> list[TableLine | BadRow]:
    if not rows:
        raise ImportRefused(_("表里只有列名，下面没有内容。"), code="rows-none")
    if len(rows) > MOST_ROWS:
        raise ImportRefused(
            _("一次最多导入 %(most)d 行，请分成几个表。") % {"most": MOST_ROWS}, code="rows-too-many"
        )
    return list(_checked(rows, columns))


def _columns(cells: Sequence[str]) -> dict[str, int]:
    said = [cell.strip().lower() for cell in cells]
    return {
        name: next(place for place, heading in enumerate(said) if heading in headings)
        for name, headings in HEADINGS.items()
        if any(heading in headings for heading in said)
    }


def _checked(rows: Sequence[Row], columns: Mapping[str, int]) -> Iterator[TableLine | BadRow]:
    for number, cells in rows:
        cell = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
        try:
            yield _line(number, cell)
        except RuleRefused as refused:
            yield BadRow(number, cell["keyword"].strip()[:40], refused.rule)


def _line(number: int, cell: Mapping[str, str]) -> TableLine:
    match = _match(cell.get("match", ""))
    return TableLine(
        number=number,
        keyword=cell["keyword"],
        match=match,
        normal=checking.check_keyword(cell["keyword"], match=match),
        parts=parts_of(cell["reply"]),
        settings=Settings(
            priority=_priority(cell.get("priority", "").strip()),
            is_on=_is_on(cell.get("off", "").strip().lower()),
            valid_from=_moment(cell.get("valid_from", "").strip(), at=time.min),
            valid_until=_moment(cell.get("valid_until", "").strip(), at=time(23, 59, 59)),
        ),
    )


def _match(said: str) -> str:
    said = said.strip().lower()
    if said not in _MATCHES:
        raise RuleRefused(
            "match",
            _("“怎么对上”写“完全一样”“包含”“意思相近”或“正则”，不能写“%(said)s”") % {"said": said[:20]},
            code="match-unknown",
        )
    return _MATCHES[said]


def _priority(said: str) -> int | None:
    if not said:
        return None
    if not said.removeprefix("-").isdecimal() or len(said) > 6:
        raise RuleRefused("priority", _("“优先级”要写整数，比如 0 或 10"), code="priority-range")
    return checking.check_priority(int(said))


def _is_on(said: str) -> bool | None:
    if said in _YES or said in _NO:
        return said in _NO
    if said:
        raise RuleRefused("off", _("“停用”写“是”或“否”，也可以空着"), code="off-unknown")
    return None


def _moment(said: str, *, at: time) -> datetime | tuple[()] | None:
    """A day counts whole: from its first second, until its last."""
    if not said:
        return None
    if said in _ALWAYS:
        return ()
    written = said.replace("/", "-").replace(".", "-").replace("年", "-").replace("月", "-").rstrip("日")
    parsed = "-".join(part.zfill(2) for part in written.split("-"))
    try:
        if day := parse_date(parsed):
            return make_aware(datetime.combine(day, at))
        if moment := parse_datetime(written):
            return make_aware(moment)
    except ValueError:
        pass
    raise RuleRefused("valid", _("日期写成 2026-03-01 这样，或者空着"), code="date-unknown")
