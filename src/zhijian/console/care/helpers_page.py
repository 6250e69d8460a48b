"""分给帮手: who is visited, and by whom; several at once."""

from collections.abc import Collection, Sequence
from typing import Final

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.care import words
from zhijian.console.care.acts import answer
from zhijian.console.care.fetching import kept_scope, seen_scope, unit_to_care_for
from zhijian.console.org import words as org_words
from zhijian.console.page import page
from zhijian.foundation.followers.models import Binding
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.paths import end_of
from zhijian.foundation.org.queries import members_within, offices_on
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.errors import CareRefused
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.permissions import may_give_care
from zhijian.rooms.reach.queries.care import Cared, cared, people_of
from zhijian.rooms.reach.services.care import hand_over
from zhijian.rooms.reach.states import Standing

MOST_PEOPLE: Final = 200
MOST_OFFERED: Final = 6
MOST_NAMES: Final = 300
SOMEBODY_ELSE: Final = "other"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_give_care)
def helpers(request: StaffRequest, number: int) -> HttpResponse:
    unit = unit_to_care_for(request.staff, number)
    given = request.POST if request.method == "POST" else request.GET
    chosen = set(given.getlist("member")[:MOST_PEOPLE])
    people = _people(request.staff, unit, chosen)
    if request.method != "POST":
        return _page(request, unit, people, chosen=chosen)
    typed = request.POST.get("name", "").strip()[:60]
    helper, namesakes = _helper(request, unit, typed)
    wrong = ""
    if namesakes:
        wrong = _("名册上有 %(n)d 位%(name)s，选是哪一位。") % {"n": len(namesakes), "name": typed}
    else:
        try:
            said = hand_over(
                [one.member for one in people if one.member.code in chosen],
                helper=helper,
                helper_name="" if helper else typed if request.POST.get("helper") == SOMEBODY_ELSE else "",
                shows_phone="phone" in request.POST,
                by=request.staff,
            )
        except CareRefused as refused:
            wrong = words.refusal(refused)
        else:
            return answer(request, unit, act=said[0].act)
    return _page(request, unit, people, chosen=chosen, wrong=wrong, namesakes=namesakes)


def _page(
    request: StaffRequest,
    unit: Unit,
    people: Sequence[Cared],
    *,
    chosen: set[str],
    wrong: str = "",
    namesakes: Sequence[Member] = (),
) -> HttpResponse:
    offered = namesakes or _offered(request.staff, unit)
    picked = request.POST.get("helper", "")
    context = {
        "unit": unit,
        "back": reverse("console:org-unit", args=[unit.pk]),
        "people": [
            (one, words.age(one.member), words.facts(one, unit_id=unit.pk), one.member.code in chosen)
            for one in people
        ],
        "more": len(people) >= MOST_PEOPLE,
        "offered": [(one, _who(one, unit), one.code == picked) for one in offered],
        "names": [] if namesakes else _names(request.staff, unit),
        "somebody_else": SOMEBODY_ELSE,
        "is_somebody_else": picked == SOMEBODY_ELSE and not namesakes,
        "typed": request.POST.get("name", ""),
        "with_phone": "phone" in request.POST,
        "wrong": wrong,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/care/helpers.html", context, at="org", status=status)


def _people(staff: Staff, unit: Unit, chosen: Collection[str]) -> list[Cared]:
    """Those not reached, the chosen first, then those nobody goes to; the others may be given to another."""
    found = people_of(unit, kept_scope(staff), standing=Standing.NOT_YET).select_related("unit")
    found = found.defer("phone", "id_number")
    asked = list(found.filter(code__in=chosen)) if chosen else []
    others = [member for member in found[:MOST_PEOPLE] if member.code not in chosen]
    return cared(asked) + sorted(cared(others), key=lambda one: bool(one.helper))


def _helper(request: StaffRequest, unit: Unit, typed: str) -> tuple[Member | None, list[Member]]:
    """Who was meant: one of those offered, or a name; of several with that name, it asks."""
    picked = request.POST.get("helper", "")
    seen = members_within(seen_scope(request.staff)).select_related("unit").defer("phone", "id_number")
    if picked and picked != SOMEBODY_ELSE:
        return seen.filter(code=picked).first(), []
    if picked != SOMEBODY_ELSE or not typed:
        return None, []
    near = list(_inside(seen, unit).filter(name=typed)[:9])
    found = near or list(seen.filter(name=typed)[:9])
    return (found[0], []) if len(found) == 1 else (None, found)


def _offered(staff: Staff, unit: Unit) -> list[Member]:
    """Who goes already, then who holds an office here, then others of the unit who are bound."""
    seen = _inside(members_within(seen_scope(staff)).select_related("unit"), unit)
    seen = seen.defer("phone", "id_number")
    visits = Word.objects.filter(is_current=True, helper__isnull=False, member__unit=unit)
    offices = offices_on(localdate(), units=[unit])
    keys: list[int] = []
    for found in (
        visits.order_by("-said_at").values_list("helper", flat=True)[:50],
        offices.values_list("member", flat=True)[:20],
        Binding.objects.filter(member__unit=unit)
        .order_by("member__name")
        .values_list("member", flat=True)[:50],
    ):
        keys += [key for key in dict.fromkeys(found) if key not in keys]
    known = {member.pk: member for member in seen.filter(pk__in=keys[: MOST_OFFERED * 3])}
    return [known[key] for key in keys if key in known][:MOST_OFFERED]


def _names(staff: Staff, unit: Unit) -> list[str]:
    """What the browser offers while one types."""
    found = _inside(members_within(seen_scope(staff) & Scope.of(unit.path)), unit)
    return list(found.order_by("name").values_list("name", flat=True).distinct()[:MOST_NAMES])


def _inside(members: QuerySet[Member], unit: Unit) -> QuerySet[Member]:
    return members.filter(unit__path__gte=unit.path, unit__path__lt=end_of(unit.path))


def _who(member: Member, unit: Unit) -> str:
    """What tells him from a namesake."""
    where = member.unit.called if member.unit_id != unit.pk else ""
    return _("，").join(filter(None, (org_words.born(member), where)))
