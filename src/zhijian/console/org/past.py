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
from zhijian.foundation.org.models import Era, Member, Succession, Unit
from zhijian.foundation.org.queries import eras_of, offices_on, successions_of, terms_at, units_within
from zhijian.foundation.org.states import Succession as HowItBecame
from zhijian.foundation.org.tree import Node, Tree, members_on, tree_on
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
    tree = tree_on(asked)
    visible = set(units_within(scope, with_closed=True).values_list("pk", flat=True))
    starts = [unit.pk] if unit else _tops(tree, visible)
    if unit is None and len(starts) == 1:
        unit = units_within(scope, with_closed=True).get(pk=starts[0])
        context["unit"] = unit
    if unit is None:
        context["below"] = _nodes([tree.nodes[key] for key in starts], asked)
    elif unit.pk not in tree.nodes:
        context["absent"] = True
    else:
        context |= _as_it_was(staff, unit, tree, visible)
    return page(request, "console/org/day.html", context, at="org")


def _as_it_was(staff: Staff, unit: Unit, tree: Tree, visible: set[int]) -> dict[str, object]:
    steps = tree.path_of(unit.pk)
    keys = [key for key in tree.below.get(unit.pk, ()) if key in visible]
    found: dict[str, object] = {
        "node": tree.nodes[unit.pk],
        "steps": " › ".join(step.name for step in steps[:-1]),
        "up": next((_here(step, tree.day) for step in reversed(steps[:-1]) if step.unit_id in visible), ""),
        "below": _nodes([tree.nodes[key] for key in keys], tree.day),
    }
    if not sees_members_of(staff, unit):
        return found
    everybody = members_on(tree.day, tree=tree, unit_id=unit.pk)
    own = members_on(tree.day, tree=_alone(tree, unit.pk), unit_id=unit.pk)
    names = _visible_among(staff, own)
    found |= {
        "in_all": len(everybody),
        "own": len(own),
        "members": [(member, words.born(member)) for member in names[:MOST_NAMES]],
        "unseen": len(own) - len(names),
        "holders": [
            (office.title, office.is_deputy, office.member.name)
            for office in offices_on(tree.day, units=[unit])
        ],
    }
    return found


def _visible_among(staff: Staff, keys: set[int]) -> Sequence[Member]:
    ordered, found = sorted(keys), []
    for start in range(0, len(ordered), 5000):
        some = ordered[start : start + 5000]
        found += list(members_visible_to(staff, with_departed=True).filter(pk__in=some))
    return sorted(found, key=lambda member: (member.name, member.pk))


def _alone(tree: Tree, unit_id: int) -> Tree:
    """That unit without what stood below it."""
    return Tree(tree.day, {unit_id: tree.nodes[unit_id]}, {})


def _tops(tree: Tree, visible: set[int]) -> list[int]:
    """Those of that day he may see, below none he may see."""
    return [
        key for key, node in tree.nodes.items() if key in visible and (node.superior_id or 0) not in visible
    ][:MOST_BELOW]


def _nodes(nodes: list[Node], asked: date) -> list[DayBelow]:
    return [DayBelow(node.name, node.kind, _here(node, asked)) for node in nodes[:MOST_BELOW]]


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
