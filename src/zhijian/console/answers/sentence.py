"""For whom and when, in one sentence whose words can be tapped."""

from dataclasses import dataclass
from datetime import date

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zhijian.console.answers.draft import Draft, When
from zhijian.console.answers.meanwhile import whom_in_words
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.hours import Hours


@dataclass(frozen=True, slots=True)
class Sentence:
    whom: str
    dates: str
    hours: str
    others: list[tuple[str, str]]  # place and audience of each variant


def sentence(draft: Draft) -> Sentence:
    return Sentence(
        whom=whom_in_words(draft.whom),
        dates=_dates(draft.when),
        hours=_hours(draft.when),
        others=[
            (place, _("您还没选的人") if variant.whom.is_everybody else whom_in_words(variant.whom))
            for place, variant, _parts in draft.other_replies
        ],
    )


def _dates(when: When) -> str:
    since, until = _day(when.since), _day(when.until)
    if since and until:
        return _("%(since)s到%(until)s有效") % {"since": _said(since), "until": _said(until)}
    if until:
        return _("到 %(until)s为止") % {"until": _said(until)}
    if since:
        return _("从 %(since)s起") % {"since": _said(since)}
    return _("长期有效")


def _day(typed: str) -> date | None:
    try:
        moment = parse_datetime(typed)
        return parse_date(typed) or (moment.date() if moment else None)
    except ValueError:
        return None


def _said(day: date) -> str:
    return date_format(day, _("n 月 j 日") if day.year == localdate().year else _("Y 年 n 月 j 日"))


def _hours(when: When) -> str:
    if not when.has_hours:
        return _("什么钟点都答")
    days = sorted(int(day) for day in when.days) or list(range(1, 8))
    try:
        hours = Hours.from_json(
            {"days": days, "from": when.opens or "00:00", "until": when.closes or "24:00"}
        )
    except RuleRefused:
        return _("钟点还没写对")
    return hours.in_words() if hours else _("什么钟点都答")
