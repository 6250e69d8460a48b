"""Which unit a row means: by code, name, short name or path; never outside the unit imported into."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from django.utils.translation import gettext as _

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.roster.cells import plain
from zhijian.foundation.org.roster.people import PersonRow
from zhijian.foundation.org.roster.values import Wrong
from zhijian.foundation.org.sounds import sound_of_unit

_MOST_SUGGESTED: Final = 3
_STEPS = re.compile(r"\s*(?:[/>›→\\|]|——|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    code: str
    name: str
    path: str


class Places:
    """The units at and below one, in memory; 50,000 are some megabytes."""

    def __init__(self, into: Unit) -> None:
        self.into = Place(into.pk, into.code, into.called, into.path)
        rows = Unit.objects.filter(path__gte=into.path, path__lt=paths.end_of(into.path), closed_on=None)
        self._by_code: dict[str, Place] = {}
        self._by_name: dict[str, list[Place]] = {}
        self._by_id: dict[int, Place] = {}
        self._names: dict[str, str] = {}
        for pk, code, name, short, path in rows.values_list("pk", "code", "name", "short_name", "path"):
            place = Place(pk, code, short or name, path)
            self._by_code[code.lower()] = place
            self._by_id[pk] = place
            for said in {tidy(name), tidy(short)} - {""}:
                self._by_name.setdefault(said, []).append(place)
                self._names[said] = name
        self._known: dict[tuple[str, str, str], Place | Wrong | None] = {}

    def holds(self, unit_id: int) -> bool:
        return unit_id in self._by_id

    def by_id(self, unit_id: int) -> Place | None:
        return self._by_id.get(unit_id)

    def ids(self) -> list[int]:
        return list(self._by_id)

    def place_of(self, row: PersonRow) -> Place | None:
        """None where the row names no unit. Raises `Wrong` for one that is not here."""
        asked = (row.unit_code, row.unit, row.group)
        if asked not in self._known:
            try:
                self._known[asked] = self._found(*asked)
            except Wrong as wrong:
                self._known[asked] = wrong
        found = self._known[asked]
        if isinstance(found, Wrong):
            raise found
        return found

    def _found(self, code: str, name: str, group: str) -> Place | None:
        place: Place | None = None
        if code:
            place = self._by_code.get(code.lower())
            if place is None and not name:
                raise Wrong(_("没有编号为“%(code)s”的组织") % {"code": code[:40]})
        if place is None and name:
            place = self._named(name)
        if group:
            # Many sheets say 第一党小组 where no such unit is kept: then the branch is enough.
            inner = self._by_name.get(tidy(group), [])
            inner = [one for one in inner if paths.is_within(one.path, (place or self.into).path)]
            if len(inner) == 1:
                return inner[0]
        return place

    def _named(self, name: str) -> Place:
        if found := self._by_code.get(name.lower()):
            return found
        steps = [tidy(step) for step in _STEPS.split(name) if tidy(step)] or [tidy(name)]
        found_here = [
            place for place in self._by_name.get(steps[-1], []) if self._lies_below(place, steps[:-1])
        ]
        if len(found_here) == 1:
            return found_here[0]
        if not found_here and len(steps) == 1:
            found_here = self._ending(steps[0])
            if len(found_here) == 1:
                return found_here[0]
        if found_here:
            says = _("叫“%(name)s”的组织有 %(count)d 个，请连上级一起写，或写组织编号")
            raise Wrong(says % {"name": name[:40], "count": len(found_here)})
        raise self._unknown(name, steps[-1])

    def _ending(self, said: str) -> list[Place]:
        """青禾镇河东村党支部 is 河东村党支部: its superiors' names may stand before. The longest wins."""
        for start in range(1, len(said) - 2):
            if found := self._by_name.get(said[start:]):
                return found
        return []

    def _lies_below(self, place: Place, above: list[str]) -> bool:
        if not above:
            return True
        ids = [int(path[-paths.STEP :]) for path in paths.paths_above(place.path)]
        names = [tidy(one.name) for pk in ids if (one := self._by_id.get(pk))]
        full = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))
        named = {*names, *(tidy(name) for name in full.values())}
        return any(step in named for step in above)

    def _unknown(self, name: str, said: str) -> Wrong:
        near = get_close_matches(said, self._by_name, n=_MOST_SUGGESTED, cutoff=0.5)
        if not near and said.isascii():
            sounds = {sound_of_unit(one): one for one in list(self._by_name)[:2000]}
            near = [one for sound, one in sounds.items() if said.lower() in sound.split()][:_MOST_SUGGESTED]
        if not near:
            return Wrong(_("这里没有叫“%(name)s”的组织") % {"name": name[:40]})
        says = _("这里没有叫“%(name)s”的组织，是不是：%(near)s")
        near_names = _("、").join(self._names.get(one, one) for one in near)
        return Wrong(says % {"name": name[:40], "near": near_names})


def tidy(name: str) -> str:
    """As one compares names of units: 中共河东村支部委员会 and 河东村党支部 are one."""
    said = re.sub(r"[\s()（）·“”\"]", "", plain(name)).lower()
    said = re.sub(r"^(中国共产党|中共)", "", said)
    for long, short in (("总支部委员会", "党总支"), ("支部委员会", "党支部"), ("委员会", "党委")):
        if said.endswith(long) and not said.endswith("党" + long):
            return said.removesuffix(long) + short
        if said.endswith("党" + long):
            return said.removesuffix("党" + long) + short
    if said.endswith("支部") and not said.endswith(("党支部", "团支部")):
        return said.removesuffix("支部") + "党支部"
    return said.removesuffix("党总支部") + "党总支" if said.endswith("党总支部") else said
