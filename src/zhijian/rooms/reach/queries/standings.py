"""Each member's standing, worked out where the members are: in the database, for one or for a million."""

from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from zhijian.foundation.followers.models import Binding
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.coverage import Coverage, column_of
from zhijian.rooms.reach.models import Following
from zhijian.rooms.reach.states import Reason, Standing

_WORD: Final[Any] = CharField(max_length=10)


def with_standings(members: QuerySet[Member]) -> QuerySet[Any]:
    """The same members with `standing` and `why` (a reason, or "").

    A binding wins over everything. A follower who came by the member's own invitation wins over "not yet",
    and over whatever was said before he came: what staff says later knows better ("that is his daughter").
    """
    followings = Following.objects.filter(member=OuterRef("pk"), follower__left_at=None)
    came_later = followings.filter(noted_at__gt=OuterRef("said__said_at"))
    is_open = Q(said__standing=None) | Q(said__standing=Standing.NOT_YET)
    standing = Case(
        When(Exists(Binding.objects.filter(member=OuterRef("pk"))), then=Value(Standing.BOUND.value)),
        When(is_open & Q(Exists(followings)), then=Value(Standing.FOLLOWS.value)),
        When(Exists(came_later), then=Value(Standing.FOLLOWS.value)),
        default=Coalesce(F("said__standing"), Value(Standing.NOT_YET.value), output_field=_WORD),
        output_field=_WORD,
    )
    why = Case(
        When(
            standing=Standing.NOT_YET,
            then=Coalesce(
                NullIf(F("said__reason"), Value("")), Value(Reason.UNKNOWN.value), output_field=_WORD
            ),
        ),
        default=Value(""),
        output_field=_WORD,
    )
    return (
        members.filter(state=MemberState.ACTIVE)
        .annotate(said=FilteredRelation("care_words", condition=Q(care_words__is_current=True)))
        .annotate(standing=standing)
        .annotate(why=why)
    )


def counted_by_unit(members: QuerySet[Member]) -> dict[int, Coverage]:
    """How many of these stand how in each unit itself. Units without any of them are not in it."""
    rows = (
        with_standings(members).order_by().values_list("unit_id", "standing", "why").annotate(n=Count("pk"))
    )
    found: dict[int, dict[str, int]] = {}
    for unit_id, standing, why, count in rows:
        numbers = found.setdefault(unit_id, {})
        column = column_of(standing, why)
        numbers[column] = numbers.get(column, 0) + count
    return {unit_id: Coverage(**numbers) for unit_id, numbers in found.items()}
