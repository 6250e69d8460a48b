"""The rows of a table of rules, each checked, each with the number the sheet shows.

Columns go by their heading, in any order, in Chinese or English; whatever else stands in the table is left
alone. An empty cell beside a rule on file leaves that of the rule as it is. A row that says 另一份 is another
reply, for some, of the rule above it with the same keyword.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, Final

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from zhijian.rooms.answers import checking, ranking, whom_cells
from zhijian.rooms.answers.csv_lines import parts_of
from zhijian.rooms.answers.errors import AudienceRefused, ImportRefused, RuleRefused, TooManyVariants
from zhijian.rooms.answers.notation import WrittenPart
from zhijian.rooms.answers.services.writing import MOST_VARIANTS
from zhijian.rooms.answers.sheets import MOST_ROWS, Row, Sheet
from zhijian.rooms.answers.states import ReplyMode
from zhijian.rooms.answers.whom_cells import SaidWhom

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "keyword": ("关键词", "keyword", "词"),
    "match": ("怎么对上", "match", "匹配", "匹配方式"),
    "reply": ("回复", "reply", "回什么", "回复内容"),
    "priority": ("优先级", "priority"),
    "off": ("停用", "off"),
    "valid_from": ("从哪天起", "valid_from"),
    "valid_until": ("到哪天止", "valid_until"),
    "reply_mode": ("几段怎么发", "reply_mode"),
    "bound": ("绑定没有", "bound"),
    "units": ("单位", "units"),
    "offices": ("职务", "offices"),
    "age": ("年龄", "age"),
    "tags": ("标签", "tags"),
    "which": ("哪一份", "which"),
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
WRITTEN_MODES: Final[Mapping[str, str]] = {ReplyMode.ALL: "全部发出", ReplyMode.ONE: "随机发一份"}
_MODES: Final[Mapping[str, str]] = {
    **{written: mode for mode, written in WRITTEN_MODES.items()},
    **{mode: mode for mode in ReplyMode.values},
    **dict.fromkeys(("全部",), ReplyMode.ALL),
    **dict.fromkeys(("随机",), ReplyMode.ONE),
}
ANOTHER: Final = "另一份"
_ANOTHER: Final = frozenset({ANOTHER, "variant"})
_USUAL: Final = frozenset({"", "平常", "平常的", "usual"})
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
    reply_mode: str | None = None
    whom: SaidWhom | None = None


@dataclass(frozen=True, slots=True)
class TableVariant:
    """Another reply of the rule, for some."""

    number: int
    audience: Mapping[str, Any]
    parts: tuple[WrittenPart, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """`variants` are all other replies its rule is to have; None where the table says nothing of them, or not
    all that it says can be read."""

    number: int
    keyword: str
    match: str
    normal: str
    parts: tuple[WrittenPart, ...]
    settings: Settings
    variants: tuple[TableVariant, ...] | None = None


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
    return _Reading(columns).lines(rows)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    said = [cell.strip().lower() for cell in cells]
    return {
        name: next(place for place, heading in enumerate(said) if heading in headings)
        for name, headings in HEADINGS.items()
        if any(heading in headings for heading in said)
    }


class _Reading:
    """Row by row; another reply belongs to the last row above it with its keyword."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns
        self._found: list[TableLine | BadRow] = []
        self._last: dict[tuple[str, str], int] = {}  # by keyword and match as written, "" for any match
        self._spoilt: set[int] = set()  # lines that have another reply nobody can read

    def lines(self, rows: Sequence[Row]) -> list[TableLine | BadRow]:
        for number, cells in rows:
            cell = {name: cells[place] if place < len(cells) else "" for name, place in self._columns.items()}
            try:
                self._read(number, cell)
            except RuleRefused as refused:
                self._found.append(BadRow(number, cell["keyword"].strip()[:40], refused.rule))
        return [
            replace(line, variants=None) if at in self._spoilt and isinstance(line, TableLine) else line
            for at, line in enumerate(self._found)
        ]

    def _read(self, number: int, cell: Mapping[str, str]) -> None:
        which = cell.get("which", "").strip().lower()
        if which in _USUAL:
            line = _line(number, cell)
            self._found.append(line)
            for match in (line.match, ""):
                self._last[line.keyword, match] = len(self._found) - 1
            return
        place = self._above(cell)
        above = self._found[place] if place is not None else None
        if place is None or not isinstance(above, TableLine):
            why = _("这一行是“另一份”：它上面要有同一个词平常的那一行")
            raise RuleRefused("which", why, code="variant-alone")
        try:
            variant = _variant(number, cell)
            if len(above.variants or ()) >= MOST_VARIANTS:
                raise TooManyVariants(most=MOST_VARIANTS)
        except RuleRefused:
            self._spoilt.add(place)
            raise
        self._found[place] = replace(above, variants=(*(above.variants or ()), variant))

    def _above(self, cell: Mapping[str, str]) -> int | None:
        match = _MATCHES.get(said, "") if (said := cell.get("match", "").strip().lower()) else ""
        return self._last.get((cell["keyword"], match))


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
            reply_mode=_mode(cell.get("reply_mode", "").strip().lower()),
            whom=whom_cells.read(cell),
        ),
    )


def _variant(number: int, cell: Mapping[str, str]) -> TableVariant:
    if cell["which"].strip().lower() not in _ANOTHER:
        raise RuleRefused("which", _("“哪一份”空着，或者写“另一份”"), code="which-unknown")
    _match(cell.get("match", ""))
    whom = whom_cells.read(cell)
    audience = whom.over({}) if whom else {}
    if not audience:
        raise AudienceRefused(code="audience-everybody")
    return TableVariant(number, audience, parts_of(cell["reply"]))


def _mode(said: str) -> str | None:
    if not said:
        return None
    if said not in _MODES:
        raise RuleRefused(
            "reply_mode", _("“几段怎么发”写“全部发出”或“随机发一份”"), code="reply-mode-unknown"
        )
    return _MODES[said]


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
