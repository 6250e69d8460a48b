"""Looking for a unit or a comrade: by name, former name, path or letters; each hit with its path."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import figures, words
from zhijian.console.org.marking import Piece, marked
from zhijian.console.org.rights import may_see_units
from zhijian.console.page import page
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import former_names_of, search_members, search_units
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import SEE_MEMBERS
from zhijian.foundation.staff.roster import scope_for, units_visible_to

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class UnitHit:
    """`was` is the former name that was meant, with the year in which it ended, where it was that one."""

    number: int
    name: Sequence[Piece]
    path: str
    was: Sequence[Piece]
    was_until: int
    figure: str

    @property
    def address(self) -> str:
        return reverse("console:org-unit", args=[self.number])


@dataclass(frozen=True, slots=True)
class MemberHit:
    name: Sequence[Piece]
    born: str
    path: str
    address: str

    @property
    def initial(self) -> str:
        return self.name[0][0][:1] if self.name else ""


@require_safe
@staff_only(may_see_units)
def search(request: StaffRequest) -> HttpResponse:
    word = request.GET.get("q", "").strip()[:60]
    units = unit_hits(request.staff, word)
    members = _member_hits(request.staff, word)
    context = {
        "word": word,
        "units": units[:MOST],
        "members": members[:MOST],
        "has_more": len(units) > MOST or len(members) > MOST,
        "said": _said(word, len(units) + len(members)),
        "figure_heading": figures.heading(),
    }
    if request.headers.get("HX-Target") == "found":
        return render(request, "console/org/_found.html", context)
    context["all_units"] = units_visible_to(request.staff).count()
    return page(request, "console/org/search.html", context, at="org")


def unit_hits(staff: Staff, word: str) -> list[UnitHit]:
    units = list(search_units(scope_for(staff), word, most=MOST + 1)) if word else []
    return hits_of(staff, units, word)


def hits_of(staff: Staff, units: list[Unit], word: str) -> list[UnitHit]:
    """Each with its path and, where the word is in no name of today, with the name it had."""
    paths, former, shown = (
        words.paths_in_words(units),
        former_names_of(units),
        figures.figures_of(staff, units),
    )
    first = word.split(maxsplit=1)[0] if word else ""
    hits = []
    for unit in units:
        name = marked(unit.name, first)
        is_meant = any(meant for _piece, meant in name)
        was = next(((told, day) for told, day in former.get(unit.pk, ()) if first in told), None)
        told, year = (marked(was[0], first), was[1].year) if was and not is_meant else ([], 0)
        hits.append(UnitHit(unit.pk, name, paths[unit.pk], told, year, shown.get(unit.pk, "")))
    return hits


def _member_hits(staff: Staff, word: str) -> list[MemberHit]:
    scope = scope_for(staff, *SEE_MEMBERS)
    if not word or not scope:
        return []
    found = list(search_members(scope, word)[: MOST + 1])
    units = list({member.unit_id: member.unit for member in found}.values())
    paths = words.paths_in_words(units)
    return [
        MemberHit(
            marked(member.name, word),
            words.born(member),
            " › ".join(filter(None, (paths[member.unit_id], member.unit.called))),
            reverse("console:org-member", args=[member.code]),
        )
        for member in found
    ]


def _said(word: str, count: int) -> str:
    if not word:
        return _("名称、以前的名称、拼音首字母都行；两个词一起写，后一个是上级，像“河东 沿河”。")
    said = {"word": word, "count": count}
    if count == 0:
        return _("没有找到“%(word)s”。换个写法，或者只写前两个字。") % said
    if word.isascii() and not word.isdecimal():
        return _("“%(word)s”按拼音找到 %(count)d 个。") % said
    return _("“%(word)s”找到 %(count)d 个。") % said
