"""Office hours: on which days, from when until when, by Shanghai's clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from zhijian.rooms.answers.errors import HoursRefused

_DAY_SECONDS: Final = 86_400
_DAY_MINUTES: Final = 1_440
_SHANGHAI_SECONDS: Final = 8 * 3600  # no summer time since 1991
_MONDAY: Final = 3  # the first of January 1970 was a Thursday
_EVERY_DAY: Final = frozenset(range(1, 8))
_TIME: Final = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of the day; an end before the start is on the next morning, and belongs to the day before."""

    days: frozenset[int] = _EVERY_DAY  # 1 is Monday
    start: int = 0
    end: int = _DAY_MINUTES

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Hours | None":
        """None for {}: always. Raises `HoursRefused`."""
        if not given:
            return None
        if given.keys() - {"days", "from", "until"}:
            raise HoursRefused
        days = given.get("days", sorted(_EVERY_DAY))
        if not isinstance(days, list) or not days or not _EVERY_DAY.issuperset(days):
            raise HoursRefused(code="hours-days")
        hours = cls(
            frozenset(days), _minutes(given.get("from", "00:00")), _minutes(given.get("until", "24:00"))
        )
        if hours.start in (hours.end, _DAY_MINUTES):
            raise HoursRefused
        return hours

    def to_json(self) -> dict[str, Any]:
        return {"days": sorted(self.days), "from": _written(self.start), "until": _written(self.end)}

    def holds_at(self, at: float) -> bool:
        """`at` in seconds since 1970. The last minute is out: until 17:30 ends as 17:30 begins."""
        day, second = divmod(int(at) + _SHANGHAI_SECONDS, _DAY_SECONDS)
        minute, weekday = second // 60, (day + _MONDAY) % 7 + 1
        if self.start < self.end:
            return weekday in self.days and self.start <= minute < self.end
        if minute >= self.start:
            return weekday in self.days
        return minute < self.end and (weekday - 2) % 7 + 1 in self.days

    def in_words(self) -> str:
        names = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]
        if self.days == _EVERY_DAY:
            days = _("每天")
        elif len(self.days) > 2 and max(self.days) - min(self.days) == len(self.days) - 1:
            days = _("%(first)s到%(last)s") % {
                "first": names[min(self.days) - 1],
                "last": names[max(self.days) - 1],
            }
        else:
            days = _("、").join(names[day - 1] for day in sorted(self.days))
        if (self.start, self.end) == (0, _DAY_MINUTES):
            return days
        sentence = (
            _("%(days)s %(start)s—%(end)s") if self.start < self.end else _("%(days)s %(start)s—次日 %(end)s")
        )
        return sentence % {"days": days, "start": _written(self.start), "end": _written(self.end)}


def _minutes(written: object) -> int:
    found = _TIME.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise HoursRefused
    minutes = int(found[1]) * 60 + int(found[2])
    if minutes > _DAY_MINUTES:
        raise HoursRefused
    return minutes


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
