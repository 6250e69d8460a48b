"""Articles, as they were counted until late 2025. Clients in the field still ask."""

from datetime import date, timedelta
from typing import Any

from zhijian_sandbox.platform.call import Fields
from zhijian_sandbox.platform.statistics.articles import msgid_of
from zhijian_sandbox.platform.statistics.days import Days, day_of, hour_of
from zhijian_sandbox.state import posts

FOLLOWED_DAYS = 7
_DONE = "SELECT * FROM readings WHERE appid = ? AND at >= ? AND at < ?"


def summary(days: Days) -> list[Fields]:
    """A row for each day and article that was read."""
    rows: list[Fields] = []
    for day in days.days:
        by_article: dict[tuple[int, int], list[Any]] = {}
        for row in days.rows(_DONE, day, day):
            by_article.setdefault((row["post"], row["idx"]), []).append(row)
        for post, index in sorted(by_article):
            rows.append(
                {
                    "ref_date": day.isoformat(),
                    "msgid": msgid_of(post, index),
                    "title": posts.get(days.store, post).articles[index]["title"],
                    **_counted(by_article[post, index]),
                }
            )
    return rows


def total(days: Days) -> list[Fields]:
    """A row for each article pushed on those days, with what came of it day by day, for seven days."""
    sql = """SELECT pushes.post, pushes.sent, pushes.at FROM pushes
             WHERE appid = ? AND at >= ? AND at < ? AND post IS NOT NULL AND state IN ('sent', 'deleted')"""
    rows: list[Fields] = []
    for day in days.days:
        for push in days.rows(sql, day, day):
            for index, article in enumerate(posts.get(days.store, push["post"]).articles):
                rows.append(
                    {
                        "ref_date": day.isoformat(),
                        "msgid": msgid_of(push["post"], index),
                        "title": article["title"],
                        "details": _details(days, push, index, day),
                    }
                )
    return rows


def read(days: Days) -> list[Fields]:
    return [
        {"ref_date": day.isoformat(), "user_source": 0, **_counted(days.rows(_DONE, day, day))}
        for day in days.days
    ]


def read_by_hour(days: Days) -> list[Fields]:
    return [
        {"ref_date": day.isoformat(), "ref_hour": hour, "user_source": 0, **_counted(rows)}
        for day, hour, rows in _by_hour(days)
    ]


def shared(days: Days) -> list[Fields]:
    return [
        {"ref_date": day.isoformat(), **_shares(rows)}
        for day in days.days
        if (rows := _of(days.rows(_DONE, day, day), "share"))
    ]


def shared_by_hour(days: Days) -> list[Fields]:
    return [
        {"ref_date": day.isoformat(), "ref_hour": hour, **_shares(_of(rows, "share"))}
        for day, hour, rows in _by_hour(days)
        if _of(rows, "share")
    ]


def _details(days: Days, push: Any, index: int, published: date) -> list[Fields]:
    last = published + timedelta(days=FOLLOWED_DAYS - 1)
    mine = " AND post = ? AND idx = ?"
    rows = days.rows(_DONE + mine, published, last, push["post"], index)
    return [
        {
            "stat_date": day.isoformat(),
            "target_user": push["sent"],
            **_counted([row for row in rows if day_of(row["at"]) <= day]),
        }
        for day in sorted({day_of(row["at"]) for row in rows})
    ]


def _counted(rows: list[Any]) -> Fields:
    names = {"read": "int_page_read", "original": "ori_page_read", "share": "share", "keep": "add_to_fav"}
    return {
        f"{name}_{what}": many
        for kind, name in names.items()
        for what, many in (("user", _people(_of(rows, kind))), ("count", len(_of(rows, kind))))
    }


def _shares(rows: list[Any]) -> Fields:
    return {"share_scene": 255, "share_count": len(rows), "share_user": _people(rows)}


def _by_hour(days: Days) -> list[tuple[date, int, list[Any]]]:
    found: list[tuple[date, int, list[Any]]] = []
    for day in days.days:
        by_hours: dict[int, list[Any]] = {}
        for row in days.rows(_DONE, day, day):
            by_hours.setdefault(hour_of(row["at"]), []).append(row)
        found += [(day, hour, by_hours[hour]) for hour in sorted(by_hours)]
    return found


def _of(rows: list[Any], kind: str) -> list[Any]:
    return [row for row in rows if row["kind"] == kind]


def _people(rows: list[Any]) -> int:
    return len({row["follower"] for row in rows})
