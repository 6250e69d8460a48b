"""The register as a list: by stage, by what needs somebody, by a word; and as a sheet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.page import page
from zhijian.console.register.rows import Row, rows_of
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.life import ENDING, OVER, Stage
from zhijian.rooms.reach.models import Alarm, Entry
from zhijian.rooms.reach.queries import register as queries
from zhijian.rooms.reach.register_permissions import (
    SEE_REGISTER,
    may_keep_register,
    may_manage_register,
    may_see_register,
)
from zhijian.rooms.reach.register_sheet import as_xlsx
from zhijian.rooms.reach.services.register import note_export

STEP: Final = 50
NEEDS, ALL = "needs", "all"
_CLOSED: Final = Q(stage__in=OVER) | Q(account__closed_at__isnull=False)
FILTERS: Final[Mapping[str, tuple[Promise, Q]]] = {
    ALL: (gettext_lazy("全部"), ~_CLOSED),
    NEEDS: (gettext_lazy("要看一看"), ~_CLOSED),
    "coming": (gettext_lazy("筹备"), Q(stage__in=[Stage.PROPOSED, Stage.OPENED, Stage.FILED]) & ~_CLOSED),
    "running": (gettext_lazy("在用"), Q(stage__in=[Stage.RUNNING, Stage.RENEWING]) & ~_CLOSED),
    "ending": (gettext_lazy("要关"), Q(stage__in=ENDING) & ~_CLOSED),
    "lost": (gettext_lazy("失联"), Q(stage=Stage.LOST) & ~_CLOSED),
    "over": (gettext_lazy("关了的"), _CLOSED),
}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Listed:
    rows: Sequence[Row]
    total: int
    word: str
    at: str
    more: str


@require_safe
@staff_only(may_see_register)
def register(request: StaffRequest) -> HttpResponse:
    listed = _listed(request.staff, request.GET)
    if request.headers.get("HX-Target") == "register-rows":
        return render(request, "console/register/_rows.html", {"listed": listed})
    chips = _chips(request.staff, listed)
    context = {
        "listed": listed,
        "chips": chips,
        "may_keep": may_keep_register(request.staff),
        "may_manage": may_manage_register(request.staff),
    }
    return page(request, "console/register/list.html", context, at="account")


@require_POST
@staff_only(may_see_register)
def export(request: StaffRequest) -> HttpResponse:
    """What the list shows, as a sheet; telephone numbers behind their masks."""
    found, late = _found(request.staff, request.GET)
    entries = [*late, *found.defer(None).order_by("name", "pk")]
    top = request.staff.rights.scope(*SEE_REGISTER).paths
    note_export(len(entries), by=request.staff, path=top[0] if len(top) == 1 else "")
    response = HttpResponse(
        as_xlsx(entries), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="accounts-{localdate():%Y%m%d}.xlsx"'
    return response


def _listed(staff: Staff, asked: QueryDict) -> Listed:
    found, late = _found(staff, asked)
    shown = asked.get("shown", "")
    most = min(int(shown), 1000) if shown.isdecimal() and len(shown) < 5 else STEP
    total = found.count() + len(late)
    entries = [*late, *found.order_by("name", "pk")[:most]]
    alarms: defaultdict[int, list[Alarm]] = defaultdict(list)
    ringing = Alarm.objects.filter(queries.RINGING, entry__in=[entry.pk for entry in entries if entry.pk])
    for alarm in ringing:
        alarms[alarm.entry_id].append(alarm)
    word, at = _word(asked), _at(asked)
    more = _address(at, word, shown=most + STEP) if total > len(entries) else ""
    rows = rows_of(entries, scope=staff.rights.scope(*SEE_REGISTER), alarms=alarms)
    return Listed(rows, total, word, at, more)


def _found(staff: Staff, asked: QueryDict) -> tuple[QuerySet[Entry], list[Entry]]:
    """Entries, and accounts nobody looked at yet, where those are asked for."""
    word, at = _word(asked), _at(asked)
    found = _filtered(queries.entries_visible_to(staff, *SEE_REGISTER), at)
    late = queries.unentered_within(staff.rights.scope(*SEE_REGISTER)) if at in (ALL, "running") else []
    if word:
        named = Q(name__icontains=word) | Q(account__name__icontains=word) | Q(unit__name__icontains=word)
        found = found.filter(named | Q(account__unit__name__icontains=word))
        late = [entry for entry in late if word in entry.called]
    return found, late


def _filtered(entries: QuerySet[Entry], at: str) -> QuerySet[Entry]:
    found = entries.filter(FILTERS[at][1])
    return queries.that_ring(found) if at == NEEDS else found


def _chips(staff: Staff, listed: Listed) -> list[Chip]:
    """Those of which there are some, and where one is."""
    seen = queries.entries_visible_to(staff, *SEE_REGISTER)
    late = len(queries.unentered_within(staff.rights.scope(*SEE_REGISTER)))
    counts = {at: _filtered(seen, at).count() + (late if at in (ALL, "running") else 0) for at in FILTERS}
    return [
        Chip(str(label), counts[at], _address(at, listed.word), at == listed.at)
        for at, (label, _q) in FILTERS.items()
        if counts[at] or at in (ALL, listed.at)
    ]


def _word(asked: QueryDict) -> str:
    return asked.get("q", "").strip()[:60]


def _at(asked: QueryDict) -> str:
    return asked.get("at", ALL) if asked.get("at", ALL) in FILTERS else ALL


def _address(at: str, word: str, *, shown: int = 0) -> str:
    asked = {name: value for name, value in (("at", at), ("q", word), ("shown", shown or "")) if value}
    if at == ALL:
        asked.pop("at")
    here = reverse("console:register")
    return f"{here}?{urlencode(asked)}" if asked else here
