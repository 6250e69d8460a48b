"""Days and numbers as people write them in a roster; and what is said where nobody can be sure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from zhijian.foundation.org import numbers
from zhijian.foundation.org.roster.cells import written
from zhijian.foundation.org.roster.sheets import Cell
from zhijian.foundation.org.states import Verdict

_ID_DIGITS: Final = 18
_KEPT_BY_EXCEL: Final = 15  # digits a number cell holds exactly
_EARLIEST_YEAR: Final = 1900
_EXCEL_DAY_0: Final = date(1899, 12, 30)
_LOST = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")
_DAY = re.compile(r"(\d{4})(?:\D{1,2}(\d{1,2})(?:\D{1,2}(\d{1,2}))?)?\D{0,2}")
_MASKED = re.compile(r"[\dX+-]*\*{2,}[\dX]*")


@dataclass(frozen=True, slots=True)
class Wrong(Exception):
    """What is wrong with one cell: `verdict` says whether somebody could still decide."""

    message: str
    verdict: Verdict = Verdict.BAD

    def __str__(self) -> str:
        return self.message


def id_number_in(cell: Cell) -> str:
    """18 or 15 signs that fit, or nothing. Raises `Wrong`; lost digits are unclear, never made up."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _id_number_of_a_number(cell)
    text = numbers.tidy_id_number(written(cell))
    if not text or is_masked(text):
        return ""
    if lost := _LOST.fullmatch(text):
        raise _digits_lost(1 + len(lost[2] or ""))
    if numbers.is_id_number(text):
        return text
    if len(text) == _ID_DIGITS and text.isdecimal() and text.endswith("000"):
        raise _digits_lost(_KEPT_BY_EXCEL)
    if not re.fullmatch(r"\d{15}|\d{17}[\dX]", text):
        raise Wrong(_("身份证号应是 18 位，表里是 %(count)d 位") % {"count": len(text)})
    if len(text) == _ID_DIGITS and not _has_a_birthday(text):
        raise Wrong(_("身份证号里的出生日期不存在"))
    raise Wrong(_("身份证号的校验码不对，可能有一位写错了"))


def _id_number_of_a_number(cell: float) -> str:
    digits = f"{cell:.0f}"
    if len(digits) == _KEPT_BY_EXCEL and numbers.is_id_number(digits):
        return digits
    if len(digits) > _KEPT_BY_EXCEL:
        raise _digits_lost(_KEPT_BY_EXCEL)
    raise Wrong(_("身份证号应是 18 位，表里是 %(count)d 位") % {"count": len(digits)})


def _digits_lost(kept: int) -> Wrong:
    says = _("身份证号在 Excel 里只留下前 %(kept)d 位，后 %(lost)d 位已经丢了，不能猜。请核对后补上")
    return Wrong(says % {"kept": kept, "lost": _ID_DIGITS - kept}, Verdict.UNCLEAR)


def _has_a_birthday(text: str) -> bool:
    return _is_day(int(text[6:10]), int(text[10:12]), int(text[12:14]))


def phone_in(cell: Cell) -> str:
    """As one dials it, or nothing. Raises `Wrong`."""
    text = written(cell)
    if not text or is_masked(numbers.tidy_phone(text)):
        return ""
    if _LOST.fullmatch(text):
        raise Wrong(_("手机号在 Excel 里丢了后几位，不能猜。请核对后补上"), Verdict.UNCLEAR)
    tidy = numbers.tidy_phone(text)
    if numbers.is_phone(tidy):
        if tidy.isdecimal() and len(tidy) == 11 and not tidy.startswith(("0", "1")):
            raise Wrong(_("手机号不像手机号，请核对"))
        return tidy
    if len(re.findall(r"\d{7,}", text)) > 1:
        raise Wrong(_("电话一格里写了两个号码，请只留一个"))
    raise Wrong(_("电话号码写得不对"))


def is_masked(text: str) -> bool:
    """139****0000: what our own export shows instead of a number. It says nothing, and replaces nothing."""
    return _MASKED.fullmatch(text) is not None


def day_in(cell: Cell, *, what: object) -> str:
    """`1976`, `1976-07` or `1976-07-01`, as exactly as it was written; or nothing. Raises `Wrong`."""
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, cell.day, what=what)
    text = written(cell)
    if not text:
        return ""
    if isinstance(cell, float) and not cell.is_integer() and re.fullmatch(r"\d{4}\.1", text):
        says = _("%(what)s写成了数字 %(text)s，分不清是 1 月还是 10 月")
        raise Wrong(says % {"what": what, "text": text}, Verdict.UNCLEAR)
    text = re.sub(r"\s*(?:\d{1,2}:\d{2}(?::\d{2})?)$", "", text)
    if re.fullmatch(r"\d{6}|\d{8}", text):
        found: tuple[str | None, ...] = (text[:4], text[4:6], text[6:8] or None)
    elif re.fullmatch(r"\d{5}", text):
        return _checked_day(_EXCEL_DAY_0 + timedelta(days=int(text)), what=what)
    elif (day := _DAY.fullmatch(text.replace(" ", ""))) is not None:
        found = day.groups()
    else:
        raise _no_day(what, text)
    year, month, number = (int(part) if part else 0 for part in found)
    return _checked(year, month, number, what=what, text=text)


def year_in(cell: Cell, *, what: object) -> int | None:
    """The year of a day, a month or a year."""
    day = day_in(cell, what=what)
    return int(day[:4]) if day else None


def _checked_day(day: date, *, what: object) -> str:
    return _checked(day.year, day.month, day.day, what=what)


def _checked(year: int, month: int, day: int, *, what: object, text: str = "") -> str:
    text = text or f"{year}-{month:02}-{day:02}"
    if (month == 0 and day) or not _is_day(year, month or 1, day or 1):
        raise _no_day(what, text)
    if (year, month, day) > (today := date.today()).timetuple()[:3]:  # noqa: DTZ011 -- a day of the calendar
        raise Wrong(
            _("%(what)s“%(text)s”还没有到（今天是 %(today)s）") % {"what": what, "text": text, "today": today}
        )
    return "-".join((f"{year}", *(f"{part:02}" for part in (month, day) if part)))


def _no_day(what: object, text: str) -> Wrong:
    says = _("%(what)s“%(text)s”不是一个存在的日期，写成 1976-07-01 或 1976-07 都行")
    return Wrong(says % {"what": what, "text": text[:20]})


def _is_day(year: int, month: int, day: int) -> bool:
    return (
        year >= _EARLIEST_YEAR
        and year < 10_000
        and 1 <= month <= 12
        and 1 <= day <= monthrange(year, month)[1]
    )
