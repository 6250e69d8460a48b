"""What a unit was, and how everything stood on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import words
from zhijian.console.org.chairs import holder
from zhijian.console.org.picker import picked
from zhijian.console.org.reach import sees_members_of, unit_of
from zhijian.console.org.rights import may_see_units
from zhijian.console.page import page
from zhijian.foundation.org.models import Era, Succession, Unit
from zhijian.foundation.org.queries import (
    count_on,
    eras_of,
    memberships_on,
    node_on,
    nodes_below,
    offices_on,
    path_on,
    successions_of,
    terms_at,
    tops_on,
    units_within,
)
from zhijian.foundation.org.states import Succession as HowItBecame
from zhijian.foundation.org.tree import Node
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roster import members_visible_to, scope_for

MOST_NAMES: Final = 300
MOST_BELOW: Final = 300
MOST_TERMS: Final = 100


@require_safe
@staff_only(may_see_units)
def past(request: StaffRequest, number: int) -> HttpResponse:
    unit = unit_of(request.staff, number)
    eras = list(eras_of(unit))
    context = {
        "unit": unit,
        "path": words.path_in_words(unit),
        "eras": [_era_said(era, before) for era, before in zip(eras, [*eras[1:], None], strict=True)],
        "became": [_became(request.staff, unit, one) for one in successions_of(unit)],
        "terms": [
            (holder(office), office.title, office.is_deputy)
            for office in (terms_at(unit)[:MOST_TERMS] if sees_members_of(request.staff, unit) else [])
        ],
        "closed": words.day_in_words(unit.closed_on) if unit.closed_on else "",
    }
    return page(request, "console/org/past.html", context, at="org")


def _era_said(era: Era, before: Era | None) -> tuple[str, str, str]:
    """From when, what changed on that day, and its name and superior since."""
    above = era.superior.name if era.superior else _("最上级")
    if before is None:
        changed = _("设立")
    else:
        changes = [
            _("改名") if era.name != before.name or era.short_name != before.short_name else "",
            _("换上级") if era.superior_id != before.superior_id else "",
            _("改类型") if era.kind != before.kind else "",
        ]
        changed = _("、").join(filter(None, changes)) or _("变动")
    return (
        words.day_in_words(era.from_day),
        changed,
        _("%(name)s，上级：%(above)s") % {"name": era.name, "above": above},
    )


def _became(staff: Staff, unit: Unit, one: Succession) -> tuple[str, str]:
    """The sentence, and where the other unit is, if he may go there."""
    said = {"day": words.day_in_words(one.on), "from": one.predecessor.name, "to": one.successor.name}
    other = one.successor if one.predecessor == unit else one.predecessor
    address = reverse("console:org-unit", args=[other.pk]) if scope_for(staff).holds(other.path) else ""
    if one.how == HowItBecame.MERGE:
        return _("%(day)s，“%(from)s”并入“%(to)s”") % said, address
    return _("%(day)s，从“%(from)s”分出“%(to)s”") % said, address


@dataclass(frozen=True, slots=True)
class DayBelow:
    name: str
    kind: str
    address: str


@require_safe
@staff_only(may_see_units)
def day(request: StaffRequest) -> HttpResponse:
    """The tree and the roster of a unit as of a day; only units and people who are his to see today."""
    staff, scope = request.staff, scope_for(request.staff)
    asked = _day(request.GET.get("day", ""))
    unit = picked(request.GET.get("unit", ""), scope) or _closed(request, staff)
    context: dict[str, object] = {
        "day": asked,
        "unit": unit,
        "max_day": localdate(),
        "said": words.day_in_words(asked),
    }
    if unit is None:
        tops = tops_on(asked, scope, most=MOST_BELOW)
        if len(tops) == 1:
            unit = units_within(scope, with_closed=True).get(pk=tops[0].unit_id)
            context["unit"] = unit
        else:
            context["below"] = _nodes(tops, asked)
    if unit is not None:
        node = node_on(asked, unit.pk)
        context |= _as_it_was(staff, unit, node, asked) if node else {"absent": True}
    return page(request, "console/org/day.html", context, at="org")


def _as_it_was(staff: Staff, unit: Unit, node: Node, asked: date) -> dict[str, object]:
    scope = scope_for(staff)
    steps = path_on(asked, unit.pk)[:-1]
    visible = set(
        units_within(scope, with_closed=True)
        .filter(pk__in=[step.unit_id for step in steps])
        .values_list("pk", flat=True)
    )
    found: dict[str, object] = {
        "node": node,
        "steps": " › ".join(step.name for step in steps),
        "up": next((_here(step, asked) for step in reversed(steps) if step.unit_id in visible), ""),
        "below": _nodes(nodes_below(asked, unit.pk, scope, most=MOST_BELOW), asked),
    }
    if not sees_members_of(staff, unit):
        return found
    lived = memberships_on(asked, unit.pk)
    own = lived.count()
    seen = members_visible_to(staff, with_departed=True).filter(pk__in=lived.values("member"))
    found |= {
        "in_all": count_on(asked, unit.pk),
        "own": own,
        "members": [(member, words.born(member)) for member in seen.order_by("name", "pk")[:MOST_NAMES]],
        "unseen": own - seen.count(),
        "holders": [
            (office.title, office.is_deputy, office.member.name) for office in offices_on(asked, units=[unit])
        ],
    }
    return found


def _nodes(nodes: Sequence[Node], asked: date) -> list[DayBelow]:
    return [DayBelow(node.name, node.kind, _here(node, asked)) for node in nodes]


def _here(node: Node, asked: date) -> str:
    return f"{reverse('console:org-day')}?unit={node.unit_id}&day={asked:%Y-%m-%d}"


def _closed(request: StaffRequest, staff: Staff) -> Unit | None:
    """A unit of the past is gone from the tree, but not from that day's."""
    number = request.GET.get("unit", "")
    return unit_of(staff, int(number)) if number.isdecimal() and len(number) < 10 else None


def _day(given: str) -> date:
    try:
        return min(parse_date(given) or localdate(), localdate())
    except ValueError:  # a thirtieth of February
        return localdate()
