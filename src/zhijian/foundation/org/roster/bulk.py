"""Many rows at once, past the model's own machinery: it costs more than the database itself."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.utils.timezone import now

from zhijian.foundation.org.models import Change, ImportRow, Member, Membership
from zhijian.foundation.vault.sealing import seal
from zhijian.wechat.credentials import Hidden

_WRITTEN: Final = (
    "name", "sound", "birth_year", "joined", "phone", "id_number", "phone_digest", "id_digest", "labels",
    "version", "unit_id",
)  # fmt: skip


def insert_members(members: Sequence[Member]) -> None:
    """As `bulk_create`; each learns its key."""
    columns = ("code", "state", "added_at", *_WRITTEN)
    moment = _adapted(now())
    _insert(Member, columns, ((one.code, str(one.state), moment, *_values(one)) for one in members))
    codes = [one.code for one in members]
    keys = dict(Member.objects.filter(code__in=codes).values_list("code", "pk"))
    for one in members:
        one.pk = keys[one.code]
        one._state.adding, one._state.db = False, connection.alias  # noqa: SLF001 -- as bulk_create leaves them


def update_members(members: Iterable[Member]) -> None:
    table, quote = Member._meta.db_table, connection.ops.quote_name
    assigned = ", ".join(f"{quote(column)} = %s" for column in _WRITTEN)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(table)} SET {assigned} WHERE id = %s",
            [(*_values(one), one.pk) for one in members],
        )


def insert_memberships(rows: Iterable[tuple[int, int, Any]]) -> None:
    columns = ("member_id", "unit_id", "from_day")
    _insert(Membership, columns, ((member, unit, _adapted(day)) for member, unit, day in rows))


def insert_changes(rows: Iterable[tuple[int | None, int]]) -> None:
    moment = _adapted(now())
    columns = ("member_id", "unit_id", "is_subtree", "at")
    _insert(Change, columns, ((member, unit, False, moment) for member, unit in rows))


IMPORT_ROW: Final = (
    "batch_id", "number", "name", "verdict",
    "message", "member_id", "seen_version", "left_version", "done_at",
    "before", "cells", "candidates", "decision", "typed", "undone",
)  # fmt: skip


def insert_import_rows(rows: Iterable[Sequence[Any]]) -> None:
    """In the order of `IMPORT_ROW`; `before` and `cells` as text, which is sealed here."""
    fields = {field.name: field for field in ImportRow._meta.concrete_fields}

    def values(row: Sequence[Any]) -> tuple[Any, ...]:
        return (
            *row[:8],
            _adapted(row[8]),
            _sealed(row[9], ImportRow, "before"),
            _sealed(row[10], ImportRow, "cells"),
            fields["candidates"].get_db_prep_save(row[11], connection),
            row[12],
            b"",
            "",
        )

    _insert(ImportRow, IMPORT_ROW, (values(row) for row in rows))


def update_import_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Each row the values of `columns`, then its key. `before` and `typed` as text, which is sealed here."""
    table, quote = ImportRow._meta.db_table, connection.ops.quote_name
    fields = {field.name: field for field in ImportRow._meta.concrete_fields}
    assigned = ", ".join(f"{quote(column)} = %s" for column in columns)

    def value(column: str, given: Any) -> Any:
        if column in ("before", "typed"):
            return _sealed(given, ImportRow, column)
        return fields[column].get_db_prep_save(given, connection)

    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(table)} SET {assigned} WHERE id = %s",
            [
                (*(value(column, one) for column, one in zip(columns, row[:-1], strict=True)), row[-1])
                for row in rows
            ],
        )


def _values(member: Member) -> tuple[Any, ...]:
    return (
        member.name,
        member.sound,
        member.birth_year,
        member.joined,
        _sealed(_text(member.phone), Member, "phone"),
        _sealed(_text(member.id_number), Member, "id_number"),
        member.phone_digest,
        member.id_digest,
        member.labels,
        member.version,
        member.unit_id,
    )


def _text(sealed: Any) -> str:
    return sealed.reveal() if isinstance(sealed, Hidden) else ""


def _sealed(text: str, model: Any, column: str) -> bytes:
    """As `SealedField` seals it: bound to the table and the column."""
    return seal(text, place=f"{model._meta.label_lower}.{column}") if text else b""


def _insert(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})",
            list(rows),
        )


def _adapted(value: Any) -> Any:
    """Days and moments as the database takes them."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
