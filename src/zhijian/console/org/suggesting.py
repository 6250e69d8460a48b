"""While somebody writes units into a field of another page: what the last word may mean, to be tapped.

Each offer carries the whole field as it is afterwards, so that the script has nothing to think about. Without
a script nothing is offered, and the form looks for the names when it is sent.
"""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.rights import may_see_units
from zhijian.console.org.words import paths_in_words
from zhijian.foundation.org.queries import search_units
from zhijian.foundation.staff.roster import scope_for

MOST: Final = 6
LONGEST: Final = 2000
_BETWEEN: Final = "、"
_SEPARATORS: Final = str.maketrans(dict.fromkeys("，,；;", _BETWEEN))


@dataclass(frozen=True, slots=True)
class Offer:
    """`field` is what the field holds once this is taken."""

    name: str
    path: str
    field: str


@require_safe
@staff_only(may_see_units)
def suggest(request: StaffRequest) -> HttpResponse:
    """`?into=NAME` says which of the values sent is the field: a form calls its fields as it likes."""
    typed = request.GET.get(request.GET.get("into", ""), "")[:LONGEST]
    *before, word = typed.translate(_SEPARATORS).split(_BETWEEN)
    kept = _BETWEEN.join(piece.strip() for piece in before if piece.strip())
    word = word.strip()[:60]
    units = list(search_units(scope_for(request.staff), word, most=MOST)) if word and "（" not in word else []
    paths = paths_in_words(units)
    offers = [
        Offer(unit.name, paths[unit.pk], _BETWEEN.join(filter(None, (kept, f"{unit.called}（{unit.code}）"))))
        for unit in units
    ]
    return render(request, "console/org/_suggested.html", {"offers": offers})
