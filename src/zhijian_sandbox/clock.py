"""The sandbox's clock: real time and an offset that people and tests move."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from zhijian_sandbox.state.store import Store

CHINA = timezone(timedelta(hours=8))
_WEEKDAYS = "一二三四五六日"


class Clock:
    """Rules CreateTime, token life, quotas and windows. The offset survives a restart."""

    def __init__(self, store: Store, *, real: Callable[[], float]) -> None:
        self._store = store
        self.real = real
        self.offset_seconds = float(store.meta("clock_offset") or 0)

    def now(self) -> float:
        return self.real() + self.offset_seconds

    def shift(self, seconds: float) -> None:
        self._set_offset(self.offset_seconds + seconds)

    def set(self, now: float) -> None:
        self._set_offset(now - self.real())

    def reset(self) -> None:
        self._set_offset(0)

    def day(self) -> str:
        return self._china().strftime("%Y-%m-%d")

    def minute(self) -> str:
        return self._china().strftime("%Y-%m-%d %H:%M")

    def month(self) -> str:
        return self._china().strftime("%Y-%m")

    def tomorrow_morning(self) -> float:
        return (
            (self._china() + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0).timestamp()
        )

    def month_end(self) -> float:
        """The last day of this month at 20:00; of the next month when that has passed."""
        evening = self._last_day_of_month(self._china())
        if evening.timestamp() <= self.now():
            evening = self._last_day_of_month(evening + timedelta(days=1))
        return evening.timestamp()

    def as_json(self) -> dict[str, Any]:
        here = self._china()
        return {
            "now": round(self.now(), 3),
            "text": f"{here:%Y-%m-%d} 周{_WEEKDAYS[here.weekday()]} {here:%H:%M}",
            "offset_seconds": round(self.offset_seconds, 3),
            "real_now": round(self.real(), 3),
        }

    def _china(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC).astimezone(CHINA)

    @staticmethod
    def _last_day_of_month(day: datetime) -> datetime:
        next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return (next_month - timedelta(days=1)).replace(hour=20, minute=0, second=0, microsecond=0)

    def _set_offset(self, seconds: float) -> None:
        self._store.set_meta("clock_offset", repr(seconds))
        self.offset_seconds = seconds
