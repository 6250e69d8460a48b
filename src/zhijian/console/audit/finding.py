"""Which lines somebody looks for, as the address says it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.timezone import make_aware

from zhijian.console.audit.words import WORDS
from zhijian.foundation.audit.models import Line

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """By person, by thing or act, by day. Whatever is not a day is no limit."""

    who: str = ""
    what: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, asked: QueryDict) -> "Finding":
        return cls(
            who=asked.get("who", "").strip()[:LONGEST],
            what=asked.get("what", "").strip()[:LONGEST],
            first=_day(asked.get("first", "")),
            last=_day(asked.get("last", "")),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.who or self.what or self.first or self.last)

    def address(self, **more: str | int) -> str:
        said = {"who": self.who, "what": self.what, "first": self.first, "last": self.last, **more}
        return "?" + urlencode({name: str(value) for name, value in said.items() if value})

    def narrow(self, lines: QuerySet[Line]) -> QuerySet[Line]:
        if self.who:
            lines = lines.filter(actor_name__icontains=self.who)
        if self.what:
            acts = [action for action, words in WORDS.items() if self.what in str(words)]
            lines = lines.filter(Q(subject_name__icontains=self.what) | Q(action__in=acts))
        if self.first:
            lines = lines.filter(at__gte=_midnight(self.first))
        if self.last:
            lines = lines.filter(at__lt=_midnight(self.last + timedelta(days=1)))
        return lines


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 2000 <= day.year < 2200 else None


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
