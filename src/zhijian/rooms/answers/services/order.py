"""The order of rules, changed by hand."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import changing, checking
from zhijian.rooms.answers.errors import OrderTooWide
from zhijian.rooms.answers.models import Rule

MOST_MOVED: Final = 500

_Places = list[tuple[int, int]]  # (rule, priority), in the order of the list


@transaction.atomic
def place_rule(rule: Rule, *, before: Rule | None, by: Any) -> int:
    """Put it just before another in the list, or, with None, last. How many rules had to move.

    The list is by priority, then by age, so neighbours of equal priority may have to make room: upwards or
    downwards, whichever moves fewer. Raises `OrderTooWide` when that is too many.
    """
    Account.objects.select_for_update().get(pk=rule.account_id)
    listed = Rule.objects.filter(account_id=rule.account_id, occasion=rule.occasion).exclude(pk=rule.pk)
    others: _Places = list(listed.order_by("-priority", "id").values_list("id", "priority"))
    place = len(others)
    if before is not None:
        place = next((index for index, (pk, _) in enumerate(others) if pk == before.pk), place)
    moved = _moved(rule.pk, others[:place], others[place:])
    if rule.priority == moved.get(rule.pk) and len(moved) == 1:
        return 0
    for pk, priority in moved.items():
        Rule.objects.filter(pk=pk).update(priority=priority)
    changing.note(account_id=rule.account_id, rules=list(moved))
    audit.write(
        "rule.placed", actor=by, subject=rule, details={"priority": moved[rule.pk], "moved": len(moved)}
    )
    rule.refresh_from_db()
    return len(moved)


def _moved(rule: int, above: _Places, below: _Places) -> dict[int, int]:
    """Rule -> its new priority, for those that change, the rule itself among them."""
    ways = [way for way in (_upwards(rule, above, below), _downwards(rule, above, below)) if way is not None]
    if not ways:
        raise OrderTooWide(most=MOST_MOVED)
    return min(ways, key=len)


def _upwards(rule: int, above: _Places, below: _Places) -> dict[int, int] | None:
    """Just above what comes next; what is above makes room."""
    last = max(_just_below(rule, above[-1]), checking.PRIORITIES[0]) if above else 0
    priority = _just_above(rule, below[0]) if below else last
    return _with_room(rule, priority, reversed_places=above[::-1], step=1)


def _downwards(rule: int, above: _Places, below: _Places) -> dict[int, int] | None:
    """Just below what comes before; what is below makes room."""
    first = min(_just_above(rule, below[0]), checking.PRIORITIES[-1]) if below else 0
    priority = _just_below(rule, above[-1]) if above else first
    return _with_room(rule, priority, reversed_places=below, step=-1)


def _just_above(rule: int, other: tuple[int, int]) -> int:
    return other[1] if rule < other[0] else other[1] + 1


def _just_below(rule: int, other: tuple[int, int]) -> int:
    return other[1] if rule > other[0] else other[1] - 1


def _with_room(
    rule: int, priority: int, *, reversed_places: Sequence[tuple[int, int]], step: int
) -> dict[int, int] | None:
    """The nearest first, each is moved only as far as it must; None when that is too many or too far."""
    moved = {rule: priority}
    nearest = (rule, priority)
    for other in reversed_places:
        least = _just_above(other[0], nearest) if step > 0 else _just_below(other[0], nearest)
        if (other[1] - least) * step >= 0:
            break
        nearest = (other[0], least)
        moved[other[0]] = least
        if len(moved) > MOST_MOVED:
            return None
    return moved if all(new in checking.PRIORITIES for new in moved.values()) else None
