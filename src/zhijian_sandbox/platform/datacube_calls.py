"""Statistics: yesterday's numbers from eight in the morning, made of what really happened here."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from zhijian_sandbox.clock import CHINA
from zhijian_sandbox.platform import limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.platform.statistics import articles, followers, messages, older_articles
from zhijian_sandbox.platform.statistics.days import Days

FIRST_DAY = date(2014, 12, 1)
READY_HOUR = 8

Count = Callable[[Days], list[Fields]]


def _endpoint(name: str, count: Count, *, most_days: int, tells_delay: bool = False) -> Endpoint:
    first = date.fromisoformat(limits.NEW_ARTICLE_FIRST_DAY) if tells_delay else FIRST_DAY

    def answer(call: Call) -> Fields:
        asked = _asked(call, most_days=most_days, first=first)
        ready = [day for day in asked if _is_ready(call, day)]
        counted = count(Days(call.parts.store, call.app.appid, ready)) if ready else []
        return {"list": counted, "is_delay": ready != asked} if tells_delay else {"list": counted}

    return Endpoint("POST", f"/datacube/{name}", answer, right=Right.VERIFIED)


def _asked(call: Call, *, most_days: int, first: date) -> list[date]:
    """The days between begin_date and end_date, both included."""
    fields = call.fields()
    begin, end = _day(fields.get("begin_date")), _day(fields.get("end_date"))
    if not first <= begin <= end or (end - begin).days + 1 > most_days or end >= _today(call):
        raise PlatformError(61501)
    return [begin + timedelta(days=number) for number in range((end - begin).days + 1)]


def _day(value: Any) -> date:
    if not isinstance(value, str) or len(value) != len("2026-01-01"):
        raise PlatformError(61500)
    try:
        return date.fromisoformat(value)
    except ValueError as problem:
        raise PlatformError(61500) from problem


def _today(call: Call) -> date:
    return _here(call).date()


def _is_ready(call: Call, day: date) -> bool:
    here = _here(call)
    return day < here.date() - timedelta(days=1) or here.hour >= READY_HOUR


def _here(call: Call) -> datetime:
    return datetime.fromtimestamp(call.now, UTC).astimezone(CHINA)


_NEW = limits.NEW_ARTICLE_SPANS

ENDPOINTS = (
    _endpoint("getusersummary", followers.summary, most_days=7),
    _endpoint("getusercumulate", followers.cumulated, most_days=7),
    _endpoint("getarticlesummary", older_articles.summary, most_days=1),
    _endpoint("getarticletotal", older_articles.total, most_days=1),
    _endpoint("getuserread", older_articles.read, most_days=3),
    _endpoint("getuserreadhour", older_articles.read_by_hour, most_days=1),
    _endpoint("getusershare", older_articles.shared, most_days=7),
    _endpoint("getusersharehour", older_articles.shared_by_hour, most_days=1),
    _endpoint("getupstreammsg", messages.by_day, most_days=7),
    _endpoint("getupstreammsghour", messages.by_hour, most_days=1),
    _endpoint("getupstreammsgweek", messages.by_week, most_days=30),
    _endpoint("getupstreammsgmonth", messages.by_month, most_days=30),
    _endpoint("getupstreammsgdist", messages.spread_by_day, most_days=15),
    _endpoint("getupstreammsgdistweek", messages.spread_by_week, most_days=30),
    _endpoint("getupstreammsgdistmonth", messages.spread_by_month, most_days=30),
    _endpoint(
        "getinterfacesummary",
        messages.callbacks_by_day,
        most_days=limits.INTERFACE_SPANS["getinterfacesummary"],
    ),
    _endpoint(
        "getinterfacesummaryhour",
        messages.callbacks_by_hour,
        most_days=limits.INTERFACE_SPANS["getinterfacesummaryhour"],
    ),
    _endpoint("getarticleread", articles.read, most_days=_NEW["getarticleread"], tells_delay=True),
    _endpoint("getarticleshare", articles.shared, most_days=_NEW["getarticleshare"], tells_delay=True),
    _endpoint("getbizsummary", articles.account, most_days=_NEW["getbizsummary"], tells_delay=True),
    _endpoint(
        "getarticletotaldetail",
        articles.total_details,
        most_days=_NEW["getarticletotaldetail"],
        tells_delay=True,
    ),
)
