"""How often each rule answered, counted from what is kept: each arrival once, whatever is repeated or killed.

Up to which arrival is counted stands in one row, moved in the transaction that writes the counts.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.models import Counted, RuleUse

COUNT: Final = "answers.count_uses"
EVERY_SECONDS: Final = 300
# PostgreSQL hands ids out before rows can be seen, and a lower one may be seen after a higher. No transaction
# of the writer is as old as this: what then is not there never will be.
SETTLED_AFTER: Final = timedelta(minutes=2)
KEPT: Final = timedelta(days=400)

_AT_A_TIME: Final = 20_000
_SHANGHAI: Final = timedelta(hours=8)

_Uses = Counter[tuple[int, int, date]]  # account, rule, day


def count_uses(task: Task) -> None:
    """Count what was not counted; look how far it may go the next time."""
    moment = now()
    done = 0
    while counted := count_some(at=moment):
        done += counted
        if not tasks.report(task, done=done, total=0):
            return
    look_ahead(at=moment)
    RuleUse.objects.filter(day__lt=(moment - KEPT).date()).delete()


@transaction.atomic
def count_some(*, at: datetime, most: int = _AT_A_TIME) -> int:
    """Count the next arrivals that are surely all there; how far it went, in ids. 0: no more for now."""
    counted = _row()
    if counted.seen_at is None or at - counted.seen_at < SETTLED_AFTER:
        return 0
    until = min(counted.seen_id, counted.until_id + most)
    went = until - counted.until_id
    if went <= 0:
        return 0
    _add(_uses(after=counted.until_id, until=until))
    Counted.objects.filter(pk=counted.pk).update(until_id=until)
    return went


@transaction.atomic
def look_ahead(*, at: datetime) -> None:
    """Note the newest arrival there is: it and all before it may be counted a while from now."""
    counted = _row()
    newest = ArrivalRow.objects.order_by("-id").values_list("id", flat=True).first() or 0
    if newest < counted.until_id:
        # The intake was put back from a backup. What it lost was counted; what comes now has new ids.
        Counted.objects.filter(pk=counted.pk).update(until_id=newest, seen_id=newest, seen_at=at)
    elif newest != counted.seen_id and counted.seen_id <= counted.until_id:
        Counted.objects.filter(pk=counted.pk).update(seen_id=newest, seen_at=at)


def _row() -> Counted:
    Counted.objects.get_or_create(pk=1)
    return Counted.objects.select_for_update().get(pk=1)


def _uses(*, after: int, until: int) -> _Uses:
    rows = ArrivalRow.objects.filter(id__gt=after, id__lte=until, rule_id__isnull=False)
    columns = rows.values_list("account_id", "rule_id", "received_at")
    return Counter(
        (account_id, rule_id, _day(received_at))
        for account_id, rule_id, received_at in columns.iterator(chunk_size=2000)
        if rule_id is not None
    )


def _day(received_at: float) -> date:
    return (datetime.fromtimestamp(received_at, UTC) + _SHANGHAI).date()


def _add(uses: _Uses) -> None:
    table = connection.ops.quote_name(RuleUse._meta.db_table)
    on_file = set(Account.objects.values_list("pk", flat=True))  # no key crosses to intake: some may be gone
    rows = [
        (account_id, rule_id, connection.ops.adapt_datefield_value(day), count)
        for (account_id, rule_id, day), count in uses.items()
        if account_id in on_file
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (account_id, rule_id, day, count) VALUES (%s, %s, %s, %s)"
                f" ON CONFLICT (rule_id, day) DO UPDATE SET count = {table}.count + excluded.count",
                rows,
            )


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {COUNT: count_uses}


def plan_standing_chores() -> None:
    tasks.plan(COUNT, key="standing:count_uses", repeat_seconds=EVERY_SECONDS)
