"""The sandbox's clock: real time and an offset that people and tests move, or a moment that stands still."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from zhijian_sandbox.state.store import Store

CHINA = timezone(timedelta(hours=8))
_WEEKDAYS = "一二三四五六日"


class Clock:
    """Rules CreateTime, token life, quotas and windows. Offset and standstill survive a restart."""

    def __init__(self, store: Store, *, real: Callable[[], float]) -> None:
        self._store = store
        self.real = real
        self.reread()

    def reread(self) -> None:
        """As the state file has it: at the start, and after another state was put in."""
        self._offset_seconds = float(self._store.meta("clock_offset") or 0)
        frozen_at = self._store.meta("clock_frozen")
        self._frozen_at = float(frozen_at) if frozen_at else None

    def now(self) -> float:
        return self._frozen_at if self._frozen_at is not None else self.real() + self._offset_seconds

    @property
    def is_frozen(self) -> bool:
        return self._frozen_at is not None

    @property
    def offset_seconds(self) -> float:
        """How far ahead of real time it is just now."""
        return self._offset_seconds if self._frozen_at is None else self._frozen_at - self.real()

    def freeze(self) -> None:
        """Stand still at this moment until `go_on`; moved meanwhile, it stands still elsewhere."""
        self._keep(self._offset_seconds, frozen_at=self.now())

    def go_on(self) -> None:
        """From where it stands."""
        self._keep(self.now() - self.real(), frozen_at=None)

    def set(self, now: float) -> None:
        self._keep(now - self.real(), frozen_at=now if self.is_frozen else None)

    def reset(self) -> None:
        self._keep(0, frozen_at=None)

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
            "frozen": self.is_frozen,
            "real_now": round(self.real(), 3),
        }

    def _china(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC).astimezone(CHINA)

    @staticmethod
    def _last_day_of_month(day: datetime) -> datetime:
        next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return (next_month - timedelta(days=1)).replace(hour=20, minute=0, second=0, microsecond=0)

    def _keep(self, offset_seconds: float, *, frozen_at: float | None) -> None:
        self._store.set_meta("clock_offset", repr(offset_seconds))
        self._store.set_meta("clock_frozen", "" if frozen_at is None else repr(frozen_at))
        self._offset_seconds, self._frozen_at = offset_seconds, frozen_at
