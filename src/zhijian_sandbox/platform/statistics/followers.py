"""Who came, who left, how many there are."""

from collections import Counter

from zhijian_sandbox.platform.call import Fields
from zhijian_sandbox.platform.statistics.days import Days

_BETWEEN = "SELECT change, source FROM follows WHERE appid = ? AND at >= ? AND at < ?"


def summary(days: Days) -> list[Fields]:
    """A row for each day and source; a day when nobody came or left has one row of zeros."""
    rows: list[Fields] = []
    for day in days.days:
        came, left = Counter[int](), 0
        for row in days.rows(_BETWEEN, day, day):
            if row["change"] > 0:
                came[row["source"]] += 1
            else:
                left += 1
        rows += [
            {
                "ref_date": day.isoformat(),
                "user_source": source,
                "new_user": came[source],
                "cancel_user": left if source == 0 else 0,
            }
            for source in sorted({0, *came})
        ]
    return rows


def cumulated(days: Days) -> list[Fields]:
    """At the end of each day."""
    return [
        {
            "ref_date": day.isoformat(),
            "user_source": 0,
            "cumulate_user": sum(row["change"] for row in days.rows(_BETWEEN, day.min, day)),
        }
        for day in days.days
    ]
