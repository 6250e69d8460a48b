"""Which units something happened to: for tallies, here and in rooms, that are kept instead of counted.

How to keep one that is always exact: read `settled_change()`; then count, and write down the numbers; then,
as the mark, the change that was read. Whoever asks takes what was written, without the units touched since
the mark, and counts those anew: all at one moment. Totals of subtrees are kept alike (services.totals), and
are of no use while a unit touched since stands elsewhere than it did (`have_moved`).
"""

from typing import Any, Final

from django.db import OperationalError, connection, transaction
from django.db.models import F, Max, Min, QuerySet

from zhijian.foundation.org.models import Change

_PATIENCE_MS: Final = 1000


def settled_change() -> int | None:
    """The newest number below which nothing will come any more.

    PostgreSQL gives numbers out of turn: 17 may be there while 16 is still being written. Nobody writes for
    the moment of the question, which waits for those who do; None when one takes too long: ask later. Asked
    within a transaction, nobody writes until that ends: keep it short, and write no change in it.
    """
    if connection.vendor != "postgresql":
        return _newest()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {_PATIENCE_MS}")
            cursor.execute(f"LOCK TABLE {Change._meta.db_table} IN SHARE MODE")
            return _newest()
    except OperationalError:
        return None


def changes_since(number: int) -> QuerySet[Change] | None:
    """In no order; None when so old a mark cannot be followed any more: begin anew."""
    oldest = Change.objects.aggregate(oldest=Min("pk"))["oldest"]
    if oldest is not None and oldest > number + 1:
        return None
    return Change.objects.filter(pk__gt=number).order_by()


def units_touched_since(number: int, *, most: int) -> frozenset[int] | None:
    """The keys of units whose own members came, went or changed, or that were renamed, moved or closed.

    What stands below a unit that was moved is not among them: those members are the same as before. None when
    there are more than `most`, or the mark is too old: begin anew.
    """
    changes = changes_since(number)
    if changes is None:
        return None
    units = frozenset(changes.values_list("unit_id", flat=True).distinct()[: most + 1])
    return units if len(units) <= most else None


def have_moved(totals: QuerySet[Any]) -> bool:
    """Whether any of these is of a unit that stands elsewhere in the tree than when it was added up."""
    return totals.exclude(path=F("unit__path")).exists()


def _newest() -> int:
    return Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
