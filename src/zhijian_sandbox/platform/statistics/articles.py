"""Articles, as they are counted since late 2025: people, not taps."""

from datetime import date, timedelta
from typing import Any

from zhijian_sandbox.platform.call import Fields
from zhijian_sandbox.platform.statistics.days import Days, day_of
from zhijian_sandbox.state import posts
from zhijian_sandbox.state.posts import Post

FOLLOWED_DAYS = 30
_DONE = "SELECT * FROM readings WHERE appid = ? AND at >= ? AND at < ?"
_COMMENTED = """SELECT count(*) AS many FROM comments JOIN posts ON posts.id = comments.post
                WHERE posts.appid = ? AND comments.at >= ? AND comments.at < ? AND deleted = ''"""
_POSTED = """SELECT id FROM posts WHERE appid = ? AND at >= ? AND at < ? AND (
                 article_id IS NOT NULL
                 OR id IN (SELECT post FROM pushes WHERE state IN ('sent', 'deleted'))
             ) ORDER BY id"""


def read(days: Days) -> list[Fields]:
    """A row for each day and article somebody read."""
    return [
        {"ref_date": day.isoformat(), "msgid": msgid, "detail": _readers(rows)}
        for day, msgid, rows in _by_article(days, "read")
    ]


def shared(days: Days) -> list[Fields]:
    return [
        {"ref_date": day.isoformat(), "msgid": msgid, "detail": {"share_user": _people(rows)}}
        for day, msgid, rows in _by_article(days, "share")
    ]


def account(days: Days) -> list[Fields]:
    """A row for each day, of all articles together."""
    return [
        {
            "ref_date": day.isoformat(),
            "detail": {
                **_detail(days.rows(_DONE, day, day)),
                "comment_count": days.rows(_COMMENTED, day, day)[0]["many"],
                "redirect_ori_page_user": _people(_of(days.rows(_DONE, day, day), "original")),
                "send_page_count": sum(len(post.articles) for post in _posted(days, day)),
            },
        }
        for day in days.days
    ]


def total_details(days: Days) -> list[Fields]:
    """A row for each article of those days, with what came of it day by day, for thirty days."""
    return [
        {
            "ref_date": day.isoformat(),
            "msgid": msgid_of(post.id, index),
            "title": article["title"],
            "content_url": article["url"],
            "publish_type": 0 if post.how == "pushed" else 1,
            "detail_list": _details(days, post, index, day),
        }
        for day in days.days
        for post in _posted(days, day)
        for index, article in enumerate(post.articles)
    ]


def msgid_of(post_id: int, index: int) -> str:
    """`index` counts from 0 here, and from 1 there."""
    return f"{posts.FIRST_MSG_DATA_ID + post_id}_{index + 1}"


def _details(days: Days, post: Post, index: int, published: date) -> list[Fields]:
    """Each day's row sums up everything since publication; days when nothing happened are left out."""
    last = published + timedelta(days=FOLLOWED_DAYS - 1)
    mine = " AND post = ? AND idx = ?"
    rows = days.rows(_DONE + mine, published, last, post.id, index)
    told: list[Fields] = []
    for day in sorted({day_of(row["at"]) for row in rows}):
        so_far = [row for row in rows if day_of(row["at"]) <= day]
        commented = days.rows(_COMMENTED + mine, published, day, post.id, index)[0]["many"]
        detail = {**_detail(so_far), "comment_count": commented, "praise_money": 0, "read_subscribe_user": 0}
        told.append({"stat_date": day.isoformat(), **detail})
    return told


def _detail(rows: list[Any]) -> Fields:
    return {
        **_readers(_of(rows, "read")),
        "share_user": _people(_of(rows, "share")),
        "zaikan_user": _people(_of(rows, "recommend")),
        "like_user": _people(_of(rows, "like")),
        "collection_user": _people(_of(rows, "keep")),
    }


def _readers(rows: list[Any]) -> Fields:
    """`全部` first, then each source there was."""
    sources = sorted({row["source"] for row in rows})
    return {
        "read_user": _people(rows),
        "read_user_source": [
            {"user_count": _people(rows), "scene_desc": "全部"},
            *(
                {
                    "user_count": _people([row for row in rows if row["source"] == source]),
                    "scene_desc": source,
                }
                for source in sources
            ),
        ],
    }


def _by_article(days: Days, kind: str) -> list[tuple[date, str, list[Any]]]:
    found: list[tuple[date, str, list[Any]]] = []
    for day in days.days:
        by_article: dict[tuple[int, int], list[Any]] = {}
        for row in _of(days.rows(_DONE, day, day), kind):
            by_article.setdefault((row["post"], row["idx"]), []).append(row)
        found += [(day, msgid_of(*key), by_article[key]) for key in sorted(by_article)]
    return found


def _posted(days: Days, day: date) -> list[Post]:
    return [posts.get(days.store, row["id"]) for row in days.rows(_POSTED, day, day)]


def _of(rows: list[Any], kind: str) -> list[Any]:
    return [row for row in rows if row["kind"] == kind]


def _people(rows: list[Any]) -> int:
    return len({row["follower"] for row in rows})
