"""Units in the forms of 自动回复: staff write names, rules keep codes.

A field holds 河东村党支部（QH-03）、沿河片区党总支（QH-02）: what stands in the last brackets counts.
A name without them is looked for when the form is judged; one hit is taken, several are named, so that nobody
has to know codes. Where the house has no tree yet, what is written is taken as it stands: rules may come from
a table before the roster.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from zhijian.console.answers.draft import BASE, Draft, Whom
from zhijian.console.org.words import paths_in_words
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import called_by_code, path_of_unit, search_units, units_within
from zhijian.foundation.org.scope import Scope

BETWEEN: Final = "、"
_SEPARATORS: Final = str.maketrans(dict.fromkeys("，,；;\n", BETWEEN))
_WITH_CODE: Final = re.compile(r"(.+)（([^（）]+)）")
_MOST_NAMED: Final = 4


def names_in(typed: str) -> list[str]:
    """Whatever stands between commas of any kind."""
    return [name for part in typed.translate(_SEPARATORS).split(BETWEEN) if (name := part.strip())]


def codes_in(typed: str) -> list[str]:
    """A name that nobody looked for yet stands for itself."""
    return [_parted(piece)[1] for piece in names_in(typed)]


def called_in(typed: str) -> Mapping[str, str]:
    """By code, what each unit is called in this field."""
    return {code: name for name, code in map(_parted, names_in(typed))}


def with_names(codes: Iterable[str]) -> str:
    """As the field shows them."""
    wanted = list(codes)
    if not wanted:
        return ""
    called = called_by_code(wanted)
    return BETWEEN.join(f"{called[code]}（{code}）" if code in called else code for code in wanted)


@dataclass(frozen=True)
class Named:
    """A draft whose units are looked for within `scope`. `wrong` says by place what nobody can know."""

    typed: Draft
    scope: Scope

    @cached_property
    def draft(self) -> Draft:
        return self._found[0]

    @cached_property
    def wrong(self) -> Mapping[str, str]:
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[Draft, Mapping[str, str]]:
        whoms = {BASE: self.typed.whom}
        whoms |= {str(place): variant.whom for place, variant in enumerate(self.typed.variants)}
        if not any(whom.units for whom in whoms.values()) or not Unit.objects.exists():
            return self.typed, {}
        found, wrong = {}, {}
        for place, whom in whoms.items():
            found[place], said = self._looked_for(whom)
            if said:
                wrong[place] = said
        variants = tuple(
            replace(variant, whom=found[str(place)]) for place, variant in enumerate(self.typed.variants)
        )
        return replace(self.typed, whom=found[BASE], variants=variants), wrong

    def _looked_for(self, whom: Whom) -> tuple[Whom, str]:
        pieces, wrong = [], ""
        for piece in names_in(whom.units):
            hits = hits_of(piece, self.scope)
            if len(hits) == 1:
                pieces.append(f"{hits[0].called}（{hits[0].code}）")
                continue
            pieces.append(piece)
            wrong = wrong or _said(piece, hits)
        return replace(whom, units=BETWEEN.join(pieces)), wrong


def path_in(typed: str, scope: Scope) -> tuple[str, ...]:
    """The codes from the top down to the one unit that is named; what no tree knows, as it is written."""
    pieces = names_in(typed)
    hits = hits_of(pieces[0], scope) if len(pieces) == 1 else []
    return tuple(step.code for step in path_of_unit(hits[0])) if len(hits) == 1 else tuple(codes_in(typed))


def hits_of(piece: str, scope: Scope) -> list[Unit]:
    """What a name may mean: the unit with this code, else those called so, else all that are like it."""
    code = _parted(piece)[1]
    if code and (by_code := units_within(scope).filter(code__in=(code, piece)).first()):
        return [by_code]
    found = list(search_units(scope, piece, most=_MOST_NAMED + 1))
    return [unit for unit in found if piece in (unit.name, unit.short_name)] or found


def _parted(piece: str) -> tuple[str, str]:
    told = _WITH_CODE.fullmatch(piece)
    return (told[1], told[2]) if told else (piece, piece)


def _said(piece: str, hits: list[Unit]) -> str:
    if not hits:
        return _("您管的范围里没有叫“%(name)s”的组织。") % {"name": piece}
    paths = paths_in_words(hits)
    named = BETWEEN.join(
        f"{paths[unit.pk]} › {unit.called}（{unit.code}）"
        if paths[unit.pk]
        else f"{unit.called}（{unit.code}）"
        for unit in hits[:_MOST_NAMED]
    )
    return _("“%(name)s”不止一个：%(which)s。写全一些，或者从列出来的里面点一个。") % {
        "name": piece,
        "which": named,
    }
