"""What followers wrote, and how the account's callbacks fared."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from zhijian_sandbox.log import MISSED
from zhijian_sandbox.platform.call import Fields
from zhijian_sandbox.platform.statistics.days import Days, hour_of

_TYPES = {"text": 1, "image": 2, "voice": 3, "video": 4, "link": 6}
_SAID = """SELECT at, follower, kind FROM bubbles
           WHERE appid = ? AND at >= ? AND at < ? AND side = 'me'"""
_CALLED = """SELECT at, ms, verdict FROM log
             WHERE appid = ? AND at >= ? AND at < ? AND kind = 'callback'"""


def by_day(days: Days) -> list[Fields]:
    return _by_period(days, ([day] for day in days.days))


def by_week(days: Days) -> list[Fields]:
    return _by_period(days, days.weeks())


def by_month(days: Days) -> list[Fields]:
    return _by_period(days, days.months())


def by_hour(days: Days) -> list[Fields]:
    rows: list[Fields] = []
    for day in days.days:
        by_hours: dict[int, list[Any]] = {}
        for said in days.rows(_SAID, day, day):
            by_hours.setdefault(hour_of(said["at"]), []).append(said)
        for hour in sorted(by_hours):
            rows += [
                {"ref_date": day.isoformat(), "ref_hour": hour, **one} for one in _counted(by_hours[hour])
            ]
    return rows


def spread_by_day(days: Days) -> list[Fields]:
    return _spread(days, ([day] for day in days.days))


def spread_by_week(days: Days) -> list[Fields]:
    return _spread(days, days.weeks())


def spread_by_month(days: Days) -> list[Fields]:
    return _spread(days, days.months())


def callbacks_by_day(days: Days) -> list[Fields]:
    return [
        {"ref_date": day.isoformat(), **_fared(called)}
        for day in days.days
        if (called := days.rows(_CALLED, day, day))
    ]


def callbacks_by_hour(days: Days) -> list[Fields]:
    rows: list[Fields] = []
    for day in days.days:
        by_hours: dict[int, list[Any]] = {}
        for called in days.rows(_CALLED, day, day):
            by_hours.setdefault(hour_of(called["at"]), []).append(called)
        rows += [
            {"ref_date": day.isoformat(), "ref_hour": hour, **_fared(by_hours[hour])}
            for hour in sorted(by_hours)
        ]
    return rows


def _by_period(days: Days, periods: Iterable[list[date]]) -> list[Fields]:
    return [
        {"ref_date": period[0].isoformat(), **one}
        for period in periods
        for one in _counted(days.rows(_SAID, period[0], period[-1]))
    ]


def _counted(said: list[Any]) -> list[Fields]:
    """A row for each type of message."""
    return [
        {
            "user_source": 0,
            "msg_type": _TYPES[kind],
            "msg_user": len({row["follower"] for row in said if row["kind"] == kind}),
            "msg_count": sum(row["kind"] == kind for row in said),
        }
        for kind in _TYPES
        if any(row["kind"] == kind for row in said)
    ]


def _spread(days: Days, periods: Iterable[list[date]]) -> list[Fields]:
    """How many people wrote so much: 1 to 5, 6 to 10, more."""
    rows: list[Fields] = []
    for period in periods:
        wrote = Counter(row["follower"] for row in days.rows(_SAID, period[0], period[-1]))
        people = Counter(1 if many <= 5 else 2 if many <= 10 else 3 for many in wrote.values())
        rows += [
            {
                "ref_date": period[0].isoformat(),
                "user_source": 0,
                "count_interval": interval,
                "msg_user": people[interval],
            }
            for interval in sorted(people)
        ]
    return rows


def _fared(called: list[Any]) -> Fields:
    return {
        "callback_count": len(called),
        "fail_count": sum(row["verdict"] in MISSED for row in called),
        "total_time_cost": sum(row["ms"] for row in called),
        "max_time_cost": max(row["ms"] for row in called),
    }
