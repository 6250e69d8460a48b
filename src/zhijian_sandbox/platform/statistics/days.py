"""Days of an account, in China, and where each begins and ends in seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from zhijian_sandbox.clock import CHINA
from zhijian_sandbox.state.store import Store, Value


@dataclass(frozen=True, slots=True)
class Days:
    """What is counted for: never empty, in order."""

    store: Store
    appid: str
    days: list[date]

    def rows(self, sql: str, begin: date, end: date, *more: Value) -> list[Any]:
        """The rows of this account between two days, both included: `appid = ? AND at >= ? AND at < ?`."""
        return self.store.all(sql, self.appid, start_of(begin), start_of(end + timedelta(days=1)), *more)

    def weeks(self) -> Iterator[list[date]]:
        """The days of each week, Monday first."""
        yield from _grouped(self.days, lambda day: day - timedelta(days=day.weekday()))

    def months(self) -> Iterator[list[date]]:
        yield from _grouped(self.days, lambda day: day.replace(day=1))


def start_of(day: date) -> float:
    return datetime.combine(day, time(), CHINA).timestamp()


def day_of(at: float) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(CHINA).date()


def hour_of(at: float) -> int:
    """As ref_hour has it: 0, 100 … 2300."""
    return datetime.fromtimestamp(at, UTC).astimezone(CHINA).hour * 100


def _grouped(days: list[date], begins: Any) -> Iterator[list[date]]:
    groups: dict[date, list[date]] = {}
    for day in days:
        groups.setdefault(begins(day), []).append(day)
    yield from groups.values()
