"""Reading visits, arrivals, and what a member is told about his own unit."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, now

from zhijian.foundation.followers.models import Follower
from zhijian.foundation.org.models import Member, Office
from zhijian.foundation.visits.models import Arrival, Visit, Wishes


@dataclass(frozen=True, slots=True)
class Officer:
    """Who holds an office in a unit today. `phone` only where he lets the unit's members have it."""

    name: str
    title: str
    is_deputy: bool
    phone: str


def visit_by_token(token: str, *, at: datetime | None = None) -> Visit | None:
    """Who is signed in with this secret. Nobody, once it has ended, ran out, or he left the account."""
    if not token:
        return None
    found = Visit.objects.select_related("follower__account").filter(
        token_hash=sha256(token.encode()).digest(),
        ended_at=None,
        until__gt=at or now(),
        follower__left_at=None,
    )
    return found.first()


def visits_of(follower: Follower) -> QuerySet[Visit]:
    """The last used first."""
    found = Visit.objects.filter(follower=follower, ended_at=None, until__gt=now())
    return found.order_by("-last_at", "-pk")


def arrival_of(number: int, *, browser: str) -> Arrival | None:
    """Only for the browser it was begun in."""
    found = Arrival.objects.select_related("account", "follower").filter(pk=number)
    return found.filter(browser_hash=sha256(browser.encode()).digest()).first()


def wishes_of(member: Member) -> Wishes:
    """Not saved where there are none."""
    return Wishes.objects.filter(member=member).first() or Wishes(member=member)


def offices_of(member: Member) -> list[Office]:
    """What he holds today."""
    return list(_today(Office.objects.filter(member=member)).select_related("unit").order_by("from_day"))


def officers_of(member: Member) -> list[Officer]:
    """Of his own unit: the secretary first, deputies after those they stand in for."""
    held = _today(Office.objects.filter(unit=member.unit_id)).select_related("member__wishes")
    held = held.defer("member__phone", "member__id_number")  # opened for those who show theirs
    found = sorted(held, key=lambda one: (_rank(one), one.from_day, one.pk))
    return [Officer(one.member.name, one.title, one.is_deputy, _shown_phone(one.member)) for one in found]


def _today(offices: QuerySet[Office]) -> QuerySet[Office]:
    day = localdate()
    return offices.filter(from_day__lte=day).filter(Q(until_day=None) | Q(until_day__gte=day))


def _rank(office: Office) -> int:
    return (0 if office.title == "书记" else 2) + office.is_deputy


def _shown_phone(member: Member) -> str:
    wishes = getattr(member, "wishes", None)
    return member.phone.reveal() if wishes and wishes.shows_phone else ""
