"""A follower's facts, from the database."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.timezone import localdate

from zhijian.foundation.followers.facts import STRANGER, Facts
from zhijian.foundation.followers.models import Binding
from zhijian.foundation.org.models import Label, Office, Unit
from zhijian.foundation.org.paths import paths_above
from zhijian.foundation.org.states import MemberState


@dataclass(frozen=True, slots=True)
class Found:
    """Facts, and whose they are: who follows changes finds by these which facts are no longer so."""

    facts: Facts
    member_id: int | None = None
    unit_ids: frozenset[int] = frozenset()  # from the top down to his own


NOBODY: Final = Found(STRANGER)


class Looking:
    """One account's followers, looked up anew with each question."""

    def __init__(self, account_id: int) -> None:
        self._account_id = account_id

    def __call__(self, openid: str) -> Facts:
        return Archive().find(self._account_id, openid).facts

    def at_once(self, openid: str) -> None:
        return None


class Archive:
    """Looks people up, and remembers what many have in common: the way down to a unit, sets of labels.

    A stranger costs one query through two unique indexes; somebody bound two, and one more for the first of
    his unit and for the first of his labels. `forget` when a unit or a label has changed.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._units: dict[str, tuple[tuple[str, ...], frozenset[int]]] = {}
        self._labels: dict[int, frozenset[str]] = {}
        self._offices: dict[Hashable, frozenset[str]] = {}

    def find(self, account_id: int, openid: str) -> Found:
        bound = Binding.objects.filter(follower__account=account_id, follower__openid=openid)
        rows = bound.values_list(
            "member_id", "member__state", "member__unit__path", "member__birth_year", "member__labels"
        )
        for member_id, state, path, birth_year, labels in rows[:1]:
            if state != MemberState.ACTIVE:  # bound as before, should he come back
                return Found(STRANGER, member_id)
            today = localdate()
            unit_path, unit_ids = self._way_down(path)
            facts = Facts(
                is_bound=True,
                unit_path=unit_path,
                offices=self._titles(member_id, today),
                age=today.year - birth_year if birth_year else None,
                tags=self._names(labels),
            )
            return Found(facts, member_id, unit_ids)
        return NOBODY

    def _way_down(self, path: str) -> tuple[tuple[str, ...], frozenset[int]]:
        known = self._units.get(path)
        if known is None:
            units = list(
                Unit.objects.filter(path__in=[*paths_above(path), path])
                .order_by("path")
                .values_list("code", "pk")
            )
            known = tuple(code for code, _ in units), frozenset(pk for _, pk in units)
            self._units[path] = known
        return known

    def _titles(self, member_id: int, today: date) -> frozenset[str]:
        held = Office.objects.filter(member=member_id, from_day__lte=today)
        held = held.filter(Q(until_day=None) | Q(until_day__gte=today))
        titles = frozenset(held.values_list("title", flat=True))
        return self._offices.setdefault(titles, titles)  # thousands of secretaries share one set

    def _names(self, labels: int) -> frozenset[str]:
        if not labels:
            return frozenset()
        known = self._labels.get(labels)
        if known is None:
            known = frozenset(label.name for label in Label.objects.all() if labels & label.mask)
            self._labels[labels] = known
        return known
