"""Everything that came in, as JSON objects: rows and what still lies in the spool, each message once."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from django.db.models import Q

from zhijian.foundation.intake.answer import GUARDED
from zhijian.foundation.intake.arrivals import Arrival, spool_name
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.intake.spool import Spool

ROWS_AT_A_TIME: Final = 500

Exported = dict[str, str | int | bool]


def exported(*, account_id: int, spool: Spool, with_guarded: bool = False) -> Iterator[Exported]:
    """The account's arrivals in the order of their ids, then those in the spool.

    What speaks of reporting somebody is listed without its words and its sender, unless `with_guarded`.

    Safe beside a running server: reads a page at a time, holds no lock, and finds each message once even
    while the spool is being taken in. Memory does not grow with the table.
    """
    last_id = 0
    for row in _rows_after(last_id, account_id):
        last_id = row.id
        yield _object(str(row.id), row, with_guarded=with_guarded)
    printed: set[str] = set()
    for arrivals in _pages(spool, account_id):
        on_file = _on_file(arrivals)
        for arrival in arrivals:
            name = spool_name(arrival.key)
            if arrival.key not in on_file or on_file[arrival.key] > last_id:
                printed.add(name)
                yield _object(f"spool-{name[:16]}", arrival, with_guarded=with_guarded)
    # What was taken in between the two readings was in neither.
    for row in _rows_after(last_id, account_id):
        if spool_name((row.account_id, row.from_openid, row.dedupe)) not in printed:
            yield _object(str(row.id), row, with_guarded=with_guarded)


def _rows_after(last_id: int, account_id: int) -> Iterator[ArrivalRow]:
    while page := list(
        ArrivalRow.objects.filter(account_id=account_id, id__gt=last_id).order_by("id")[:ROWS_AT_A_TIME]
    ):
        yield from page
        last_id = page[-1].id


def _pages(spool: Spool, account_id: int) -> Iterator[list[Arrival]]:
    page: list[Arrival] = []
    for arrival in spool.arrivals():
        if arrival.account_id == account_id:
            page.append(arrival)
        if len(page) == ROWS_AT_A_TIME:
            yield page
            page = []
    yield page


def _on_file(arrivals: Sequence[Arrival]) -> dict[tuple[int, str, str], int]:
    """Key -> id of those the database has already: files a retry left, or that are just being taken in."""
    found = ArrivalRow.objects.filter(
        Q(account_id__in={arrival.account_id for arrival in arrivals}),
        Q(dedupe__in=[arrival.dedupe for arrival in arrivals]),
    )
    return {(row.account_id, row.from_openid, row.dedupe): row.id for row in found.defer("raw", "answer")}


def _object(name: str, arrival: Arrival | ArrivalRow, *, with_guarded: bool) -> Exported:
    """`received_at` is our clock's, in UTC; `created_at` the second WeChat gave, as a number."""
    raw = bytes(arrival.raw)
    exported: Exported = {
        "id": name,
        "account": arrival.account,
        "received_at": datetime.fromtimestamp(arrival.received_at, UTC).isoformat(timespec="milliseconds"),
        "msg_id": arrival.msg_id,
        "from": arrival.from_openid,
        "created_at": arrival.created_at,
        "type": arrival.type,
        "event": arrival.event,
        "event_key": arrival.event_key,
    }
    if arrival.outcome == GUARDED and not with_guarded:
        return exported | {"from": "", "raw": "", "withheld": True}
    try:
        exported["raw"] = raw.decode("utf-8")
    except UnicodeDecodeError:
        # Only what could not be read as a message; the exact bytes stand beside what can be shown.
        exported["raw"] = raw.decode("utf-8", "replace")
        exported["raw_base64"] = b64encode(raw).decode("ascii")
    return exported
