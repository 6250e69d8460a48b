"""Choosing a unit: a page of its own, or a piece of another. Each hit is a link that carries the choice.

    picker = Picker.read(request.GET, scope=…, param="to", action=reverse(…))
    {% include "console/org/_picker.html" %}          within the page; the link leads to action?to=KEY

Typed words search (name, former name, path, letters of the sound); without a word one goes down the tree.
With a script the hits come as one types; without it the same form is sent, and the same page comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zhijian.console.org import words
from zhijian.console.org.marking import Piece, marked
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import search_units, superiors_among, tops_of, units_below, units_within
from zhijian.foundation.org.scope import Scope

MOST: Final = 30
STEP: Final = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """`why_not` stands where it cannot be chosen; `below` leads further down, where there is something."""

    name: Sequence[Piece]
    plain: str
    path: str
    address: str
    below: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Picker:
    """`kept` are other values of the address, carried along."""

    word: str
    action: str
    hits: Sequence[Hit]
    said: str
    up: str = ""
    at: str = ""
    more: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        query: QueryDict,
        *,
        scope: Scope,
        param: str,
        action: str,
        refused: Mapping[str, str] | None = None,
        kept: Mapping[str, str] | None = None,
    ) -> "Picker":
        """`refused`: path of a subtree whose units cannot be chosen -> why, in a few words."""
        word, carried = query.get("q", "").strip()[:60], dict(kept or {})
        at = _unit(query.get("at", ""), scope)
        begin = query.get("from", "")
        start = int(begin) if begin.isdecimal() and len(begin) < 7 else 0
        link = _Links(action, param, carried)
        up = more = ""
        if word:
            found = list(search_units(scope, word, most=MOST + 1))
            said = _said(word, len(found))
            found = found[:MOST]
        else:
            level = units_below(at, scope) if at else tops_of(scope)
            found = list(level[start : start + STEP + 1])
            more = link.at(at.pk if at else 0, start=start + STEP) if len(found) > STEP else ""
            found, said = found[:STEP], ""
            if at is None and len(found) == 1:
                found += list(units_below(found[0], scope)[:STEP])  # one top alone is hardly a choice
            above = at.superior if at else None
            up = link.at(above.pk if above and scope.holds(above.path) else 0) if at else ""
        return cls(
            word=word,
            action=action,
            hits=_hits(found, word, link, refused or {}),
            said=said,
            up=up,
            at=at.name if at and not word else "",
            more=more,
            kept=carried,
        )


@dataclass(frozen=True, slots=True)
class _Links:
    action: str
    param: str
    kept: dict[str, str]

    def to(self, unit: Unit) -> str:
        return f"{self.action}?{urlencode({**self.kept, self.param: str(unit.pk)})}"

    def at(self, number: int, *, start: int = 0) -> str:
        asked = dict(self.kept)
        if number:
            asked["at"] = str(number)
        if start:
            asked["from"] = str(start)
        return f"{self.action}?{urlencode(asked)}"


def _hits(units: list[Unit], word: str, link: _Links, refused: Mapping[str, str]) -> list[Hit]:
    paths, superiors = words.paths_in_words(units), superiors_among(units)
    first = word.split(maxsplit=1)[0] if word else ""
    return [
        Hit(
            name=marked(unit.name, first),
            plain=unit.name,
            path=paths[unit.pk],
            address=link.to(unit),
            below=link.at(unit.pk) if unit.pk in superiors else "",
            why_not=next((why for top, why in refused.items() if unit.path.startswith(top)), ""),
        )
        for unit in units
    ]


def _unit(key: str, scope: Scope) -> Unit | None:
    if not key.isdecimal() or len(key) > 9:
        return None
    return units_within(scope).select_related("superior").filter(pk=int(key)).first()


def picked(key: str, scope: Scope) -> Unit | None:
    """The unit whose key came with the address or the form, if it may be chosen from `scope`."""
    return _unit(key, scope)


def _said(word: str, count: int) -> str:
    if count == 0:
        return _("没有找到“%(word)s”。换个写法，或者只写前两个字。") % {"word": word}
    if count > MOST:
        return _("太多了，先列 %(most)d 个。再写一个词就准了，像“河东 沿河”。") % {"most": MOST}
    return _("找到 %(count)d 个。") % {"count": count}
