"""Who is newly not reached, and nobody has said a word about yet: asked once, not every day."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import get_current_timezone, localdate, now

from zhijian.foundation.followers.models import Unbinding
from zhijian.foundation.org.models import Member, Membership, Unit
from zhijian.foundation.org.paths import end_of
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.queries.standings import with_standings
from zhijian.rooms.reach.states import Standing

NEW_FOR: Final = timedelta(days=14)  # after that the care list alone remembers
MOST: Final = 50


def newly_not_reached(unit: Unit, *, most: int = MOST) -> Sequence[Any]:
    """Came to the unit, or is bound no more, in the last two weeks; and no word since."""
    inside = Q(unit__path__gte=unit.path, unit__path__lt=end_of(unit.path))
    came = Membership.objects.filter(
        inside, member=OuterRef("pk"), until_day=None, from_day__gte=localdate() - NEW_FOR
    )
    since = now() - NEW_FOR
    left = Unbinding.objects.filter(member=OuterRef("pk"), ended_at__gte=since)
    said = Word.objects.filter(member=OuterRef("pk"), said_at__gte=since)
    found = with_standings(Member.objects.filter(inside).defer("phone", "id_number"))
    found = found.filter(Q(Exists(came)) | Q(Exists(left)), ~Q(Exists(said)), standing=Standing.NOT_YET)
    return list(found.order_by("name", "pk")[:most])


def waiting_since(people: Sequence[Any]) -> datetime:
    """Since when the first of these came, or lost his binding; for a list that is not empty."""
    keys, moment = [member.pk for member in people], now() - NEW_FOR
    came = Membership.objects.filter(
        member__in=keys, until_day=None, from_day__gte=localdate() - NEW_FOR
    ).values_list("from_day", flat=True)
    left = Unbinding.objects.filter(member__in=keys, ended_at__gte=moment).values_list("ended_at", flat=True)
    zone = get_current_timezone()
    return min([*left, *(datetime.combine(day, time(), tzinfo=zone) for day in came)], default=moment)
