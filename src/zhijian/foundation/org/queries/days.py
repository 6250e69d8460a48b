"""A unit as of a day: where it stood, what stood below it, who belonged there; without the tree around it.

The whole tree of a day is `tree.tree_on`; a page needs one unit and its neighbours, whatever the size.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet

from zhijian.foundation.org.models import Era, Membership, Unit
from zhijian.foundation.org.paths import DEEPEST
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.tree import Node

_NODE: Final = ("unit_id", "name", "short_name", "kind", "superior_id")


def node_on(day: date, unit_id: int) -> Node | None:
    """None when it was not there."""
    row = _eras(day).filter(unit=unit_id).values_list(*_NODE).first()
    return Node(*row) if row else None


def path_on(day: date, unit_id: int) -> tuple[Node, ...]:
    """From the top of that day down to the unit; a query a step."""
    steps: list[Node] = []
    current: int | None = unit_id
    while current is not None and len(steps) <= DEEPEST and (node := node_on(day, current)):
        steps.append(node)
        current = node.superior_id
    return tuple(reversed(steps))


def nodes_below(day: date, unit_id: int, scope: Scope, *, most: int) -> Sequence[Node]:
    """One level down, of what may be seen today."""
    return _nodes(_eras(day).filter(superior=unit_id).filter(scope.q("unit__path"))[:most])


def tops_on(day: date, scope: Scope, *, most: int) -> Sequence[Node]:
    """Of what may be seen today, what stood then below nothing that may be."""
    found = _eras(day).filter(scope.q("unit__path"))
    if scope.is_everything:
        return _nodes(found.filter(superior=None)[:most])
    above = Unit.objects.filter(scope.q("path"))
    return _nodes(found.exclude(superior__in=above)[:most])


def memberships_on(day: date, unit_id: int) -> QuerySet[Membership]:
    """Of those who belonged to the unit itself."""
    lived = Membership.objects.filter(unit=unit_id, from_day__lte=day)
    return lived.filter(Q(until_day=None) | Q(until_day__gt=day))


def count_on(day: date, unit_id: int) -> int:
    """How many belonged to the unit, or to what stood below it on that day."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [unit_id, day, day, day, day, day, day])
        return int(cursor.fetchone()[0] or 0)


def _eras(day: date) -> QuerySet[Era]:
    found = Era.objects.filter(from_day__lte=day).filter(Q(until_day=None) | Q(until_day__gt=day))
    return found.order_by("unit__position", "name", "unit_id")


def _nodes(eras: QuerySet[Era]) -> list[Node]:
    return [Node(*row) for row in eras.values_list(*_NODE)]


# Counted unit by unit: beside a join SQLite would first read a million rows for a filter, and PostgreSQL,
# where it has no statistics yet, all rows for each unit.
_COUNT: Final = """
WITH RECURSIVE inside (id) AS (
    SELECT unit_id FROM org_era
    WHERE unit_id = %s AND from_day <= %s AND (until_day IS NULL OR until_day > %s)
    UNION
    SELECT era.unit_id FROM inside CROSS JOIN org_era era
    WHERE era.superior_id = inside.id AND era.from_day <= %s AND (era.until_day IS NULL OR era.until_day > %s)
)
SELECT SUM((
    SELECT COUNT(*) FROM org_membership lived
    WHERE lived.unit_id = inside.id AND lived.from_day <= %s
    AND (lived.until_day IS NULL OR lived.until_day > %s)
)) FROM inside
"""
