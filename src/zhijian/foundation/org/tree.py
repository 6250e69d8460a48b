"""The tree as it was on a day, in memory: for statistics of old days, and for drawing a part of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhijian.foundation.org.models import Era, Membership


@dataclass(frozen=True, slots=True)
class Node:
    """A unit on that day, by its key."""

    unit_id: int
    name: str
    short_name: str
    kind: str
    superior_id: int | None


@dataclass(frozen=True, slots=True)
class Tree:
    """What stood below what. A unit whose superior was not there on that day is a top."""

    day: date
    nodes: dict[int, Node]
    below: dict[int | None, tuple[int, ...]]

    def subtree_of(self, unit_id: int) -> Iterator[Node]:
        """The unit and everything below it, from the top down."""
        waiting = [unit_id] if unit_id in self.nodes else []
        while waiting:
            current = waiting.pop()
            yield self.nodes[current]
            waiting.extend(reversed(self.below.get(current, ())))

    def path_of(self, unit_id: int) -> tuple[Node, ...]:
        """From the top of that day down to the unit."""
        steps: list[Node] = []
        current: int | None = unit_id
        while current is not None and current in self.nodes:
            steps.append(self.nodes[current])
            current = self.nodes[current].superior_id
        return tuple(reversed(steps))


def tree_on(day: date) -> Tree:
    """One query, whatever the size."""
    eras = Era.objects.filter(from_day__lte=day).filter(Q(until_day=None) | Q(until_day__gt=day))
    rows = eras.order_by("unit__position", "name", "unit_id").values_list(
        "unit_id", "name", "short_name", "kind", "superior_id"
    )
    nodes = {row[0]: Node(*row) for row in rows}
    below: dict[int | None, list[int]] = {}
    for node in nodes.values():
        above = node.superior_id if node.superior_id in nodes else None
        below.setdefault(above, []).append(node.unit_id)
    return Tree(day, nodes, {above: tuple(units) for above, units in below.items()})


def members_on(day: date, *, tree: Tree, unit_id: int) -> set[int]:
    """The keys of those who belonged to the unit, or below it, on that day."""
    units = [node.unit_id for node in tree.subtree_of(unit_id)]
    found: set[int] = set()
    lived = Membership.objects.filter(from_day__lte=day).filter(Q(until_day=None) | Q(until_day__gt=day))
    for start in range(0, len(units), 5000):
        found.update(lived.filter(unit__in=units[start : start + 5000]).values_list("member_id", flat=True))
    return found
