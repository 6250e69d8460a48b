"""The naming check over the tables: what units are and were called, and the other accounts of the house."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from zhijian.foundation.org.models import Era, Succession, Unit
from zhijian.foundation.org.paths import paths_above
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.naming import Elsewhere, Finding, Neighbours, UnitNames, check_name, propose
from zhijian.rooms.reach.naming.folding import plain
from zhijian.rooms.reach.queries.register import alive, entries_within, unentered_within


@dataclass(frozen=True, slots=True)
class Checked:
    """An account's name as it was found. `proposals` only where something is to be changed."""

    entry: Entry
    names: UnitNames | None
    findings: Sequence[Finding]
    proposals: Sequence[str]


def check_all(scope: Scope = EVERYTHING) -> list[Checked]:
    """Every living account's name within `scope`, in the order of names."""
    entries = [*alive(entries_within(scope)).order_by("name", "pk"), *unentered_within(scope)]
    return check_names(entries, scope=scope)


def check_names(entries: Sequence[Entry], *, scope: Scope) -> list[Checked]:
    """`scope` is the viewer's: what accounts beyond it are called he learns only where it is the same."""
    around = _Around(scope)
    units = names_of_units([entry.owner for entry in entries if entry.owner])
    meant = _units_called([entry.called for entry in entries])
    return [
        around.check(entry, units.get(entry.owner.pk) if entry.owner else None, meant.get(entry.called, ()))
        for entry in entries
    ]


def names_of_units(units: Iterable[Unit]) -> dict[int, UnitNames]:
    """What each is called, was called, and what stands above it; four queries for all."""
    wanted = {unit.pk: unit for unit in units}
    above = dict(
        Unit.objects.filter(
            path__in={path for unit in wanted.values() for path in paths_above(unit.path)}
        ).values_list("path", "name")
    )
    former: defaultdict[int, list[str]] = defaultdict(list)
    for unit_id, name, short_name in Era.objects.filter(unit__in=wanted).values_list(
        "unit", "name", "short_name"
    ):
        former[unit_id] += [name, short_name]
    for successor, name in Succession.objects.filter(successor__in=wanted).values_list(
        "successor", "predecessor__name"
    ):
        former[successor].append(name)
    went = dict(
        Succession.objects.filter(predecessor__in=wanted)
        .order_by("on")
        .values_list("predecessor", "successor__name")
    )
    return {
        key: UnitNames(
            full=unit.name,
            short=unit.short_name,
            above=tuple(above[path] for path in paths_above(unit.path) if path in above),
            former=tuple(dict.fromkeys(one for one in former[key] if one and one not in _now(unit))),
            is_closed=unit.closed_on is not None,
            successor=went.get(key, ""),
        )
        for key, unit in wanted.items()
    }


def _now(unit: Unit) -> tuple[str, str]:
    return unit.name, unit.short_name


class _Around:
    """The names of all accounts, once: those the viewer sees as they are, the others only where the same."""

    def __init__(self, scope: Scope) -> None:
        seen = [*alive(entries_within(scope)), *unentered_within(scope)]
        self._seen = Neighbours(Elsewhere(entry.called, key=_key(entry)) for entry in seen)
        self._elsewhere: dict[str, set[int]] = defaultdict(set)
        if not scope.is_everything:
            mine = {_key(entry) for entry in seen}
            for entry in [*alive(entries_within(EVERYTHING)), *unentered_within(EVERYTHING)]:
                if _key(entry) not in mine:
                    self._elsewhere[plain(entry.called)].add(_key(entry))

    def check(self, entry: Entry, names: UnitNames | None, meant: Sequence[str]) -> Checked:
        around = self._seen.besides(_key(entry))
        name = entry.called
        if self._elsewhere.get(plain(name)) and not around.same_as(name):
            around = Neighbours([Elsewhere(name)])
        findings = check_name(name, names, around, units_elsewhere=meant)
        proposals = propose(names, self._seen.besides(_key(entry))) if names and findings else ()
        free = [one for one in proposals if not self._elsewhere.get(plain(one))]
        return Checked(entry, names, findings, free)


def _key(entry: Entry) -> int:
    """One number for an entry and for an account that has none yet."""
    return entry.pk or -entry.account_id if entry.account_id else entry.pk


def _units_called(names: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Units, anywhere, whose very name an account bears."""
    found = Unit.objects.filter(Q(name__in=names) | Q(short_name__in=names), closed_on=None)
    called: defaultdict[str, list[str]] = defaultdict(list)
    for name, short_name in found.values_list("name", "short_name"):
        for one in {name, short_name}:
            called[one].append(name)
    return called
