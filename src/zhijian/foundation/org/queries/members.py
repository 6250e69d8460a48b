"""Members: lists carry no phone and no ID number; those are opened one person at a time."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Q, QuerySet

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import CODE_SIGNS, Label, Member, Office, Stay, Transfer, Unit
from zhijian.foundation.org.queries.names import (
    called,
    called_one_of,
    first_name_like,
    is_small,
    names_like,
    spelt,
)
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.states import MemberState

_FEW_NAMES: Final = 200  # asked for one by one
SEALED_OF_MEMBER: Final = ("member__phone", "member__id_number")  # opened one person at a time


def members_within(scope: Scope, *, with_departed: bool = False) -> QuerySet[Member]:
    """Everybody on the rosters of what may be seen."""
    found = Member.objects.defer("phone", "id_number").select_related("unit")
    if not scope.is_everything:
        found = found.filter(unit__in=Unit.objects.filter(scope.q("path")))
    return found if with_departed else found.filter(state=MemberState.ACTIVE)


def roster_of(unit: Unit, scope: Scope, *, with_below: bool = True) -> QuerySet[Member]:
    """Of one unit, with those of its subordinates unless asked otherwise."""
    found = members_within(scope)
    if with_below:
        return found.filter(unit__path__gte=unit.path, unit__path__lt=paths.end_of(unit.path))
    return found.filter(unit=unit)


def search_members(scope: Scope, text: str) -> QuerySet[Member]:
    """By name, by the letters of its sound (zs, zhangsan), or by code; in the order of names."""
    word = text.strip()
    if is_small(scope):
        return members_within(scope).filter(called(word)).order_by("name", "pk")
    # Whoever is called so is looked at one by one: whether his unit is within, its own row tells.
    found = members_within(EVERYTHING).filter(scope.q("unit__path")).order_by("name", "pk")
    names = names_like(word, most=_FEW_NAMES)
    if names is not None:
        return found.filter(called_one_of(names, word))
    if len(word) >= CODE_SIGNS:
        return found.filter(called(word))
    # Many are called so: reading from the first of these names on soon meets enough.
    return found.filter(spelt(word), name__gte=first_name_like(word))


def namesakes_of(member: Member) -> QuerySet[Member]:
    """Others of the same name in the same unit: the page tells them apart by what is known."""
    found = Member.objects.defer("phone", "id_number").exclude(pk=member.pk)
    return found.filter(name=member.name, unit=member.unit_id, state=MemberState.ACTIVE)


def offices_on(day: date, *, units: Iterable[Unit] | QuerySet[Unit]) -> QuerySet[Office]:
    """Who holds what in these units on that day; holders before their deputies."""
    found = Office.objects.filter(unit__in=units, from_day__lte=day)
    found = found.filter(Q(until_day=None) | Q(until_day__gte=day))
    return (
        found.select_related("unit", "member")
        .defer(*SEALED_OF_MEMBER)
        .order_by("unit", "is_deputy", "from_day", "pk")
    )


def stays_on(day: date, *, units: Iterable[Unit] | QuerySet[Unit]) -> QuerySet[Stay]:
    """The guests of these units on that day."""
    found = Stay.objects.filter(unit__in=units, from_day__lte=day, until_day__gte=day)
    return found.select_related("member__unit", "unit").defer(*SEALED_OF_MEMBER).order_by("until_day", "pk")


def transfers_within(scope: Scope) -> QuerySet[Transfer]:
    """Open ones that leave or reach what may be seen; the oldest first."""
    found = Transfer.objects.filter(done_at=None, refused_at=None)
    found = found.filter(scope.q("from_unit__path") | scope.q("to_unit__path"))
    return (
        found.select_related("member__unit", "from_unit", "to_unit")
        .defer(*SEALED_OF_MEMBER)
        .order_by("asked_at", "pk")
    )


def transfers_over_since(scope: Scope, *, since: datetime) -> QuerySet[Transfer]:
    """Done or refused since then; the latest first."""
    found = Transfer.objects.filter(Q(done_at__gte=since) | Q(refused_at__gte=since))
    found = found.filter(scope.q("from_unit__path") | scope.q("to_unit__path"))
    return (
        found.select_related("member", "from_unit", "to_unit")
        .defer(*SEALED_OF_MEMBER)
        .order_by("-asked_at", "-pk")
    )


def carriers_of_labels(scope: Scope, labels: Iterable[Label]) -> dict[int, int]:
    """How many active members within `scope` carry each: one query for all of them."""
    found = Member.objects.filter(state=MemberState.ACTIVE).exclude(labels=0).order_by()
    if not scope.is_everything:
        found = found.filter(unit__in=Unit.objects.filter(scope.q("path")))
    worn = list(found.values_list("labels").annotate(Count("pk")))
    return {label.pk: sum(count for mask, count in worn if mask & label.mask) for label in labels}


def labels_by_name() -> dict[str, Label]:
    return {label.name: label for label in Label.objects.order_by("name")}
