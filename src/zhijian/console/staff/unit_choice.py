"""Naming a unit in a form, in a tree of any size: typed words, then one of what they found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import paths_of_units, search_units, tops_of, units_within
from zhijian.foundation.org.scope import Scope

MOST_OFFERED: Final = 12


@dataclass(frozen=True, slots=True)
class Offer:
    code: str
    path: str  # in words, from the top down
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """`wrong` is empty when `unit` is what was meant; None then means the whole house."""

    typed: str = ""
    unit: Unit | None = None
    wrong: str = ""
    offers: Sequence[Offer] = ()
    may_be_everything: bool = False

    @classmethod
    def empty(cls, scope: Scope) -> "UnitChoice":
        return cls(offers=_offers(list(tops_of(scope)[:MOST_OFFERED])), may_be_everything=scope.is_everything)

    @classmethod
    def read(cls, posted: QueryDict, scope: Scope) -> "UnitChoice":
        """Nothing outside `scope` is found, whatever is typed."""
        typed, code = posted.get("unit_named", "").strip()[:120], posted.get("unit", "")
        nothing = cls(typed=typed, may_be_everything=scope.is_everything)
        picked = units_within(scope).filter(code=code).first() if code else None
        if picked and (not typed or _is_found(picked, typed, scope)):
            return replace(nothing, unit=picked, offers=_offers([picked], chosen=picked))
        if not typed:
            return cls._without_a_word(scope)
        found = list(search_units(scope, typed, most=MOST_OFFERED))
        exact = [unit for unit in found if typed in (unit.code, unit.name, unit.short_name)]
        if len(exact or found) == 1:
            unit = (exact or found)[0]
            return replace(nothing, unit=unit, offers=_offers([unit], chosen=unit))
        if not found:
            return replace(nothing, wrong=_("您管的范围里没有叫“%(typed)s”的组织。") % {"typed": typed})
        return replace(nothing, wrong=_("有几个都像，选一个。"), offers=_offers(found))

    @classmethod
    def _without_a_word(cls, scope: Scope) -> "UnitChoice":
        if scope.is_everything:
            return cls(may_be_everything=True)
        tops = list(tops_of(scope)[:MOST_OFFERED])
        if len(tops) == 1:
            return cls(unit=tops[0], offers=_offers(tops, chosen=tops[0]))
        return cls(wrong=_("写上组织的名称。"), offers=_offers(tops))


def _is_found(unit: Unit, typed: str, scope: Scope) -> bool:
    """What was picked is still what the words mean."""
    return any(found.pk == unit.pk for found in search_units(scope, typed, most=MOST_OFFERED))


def _offers(units: list[Unit], *, chosen: Unit | None = None) -> list[Offer]:
    paths = paths_of_units(units)
    return [
        Offer(unit.code, " › ".join(step.called for step in paths[unit.pk]), unit == chosen) for unit in units
    ]
