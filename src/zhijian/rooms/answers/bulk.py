"""Very many rows at once, past the ORM: 100,000 rules in a few seconds instead of a minute.

Callers hold a transaction and a lock on the account. Signals and cascades do not run here; nothing in this
room needs them, and what points at rules is named in `delete_rules`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils.timezone import now

from zhijian.rooms.answers.models import Choice, Keyword, Part, Rule, SeenTo, SwitchedOff, TakenRule, Variant


def free_rule_ids(count: int) -> Sequence[int]:
    """Ids no rule has, ascending, so that rules written with them keep their order."""
    table = Rule._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return sorted(row[0] for row in cursor.fetchall())
        # SQLite: the transaction holds the only pen. The sequence remembers ids of rows long deleted.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return range(first, first + count)


def insert_rules(rows: Iterable[tuple[int, int, str, int, str | None]]) -> None:
    """Rows of (id, account, occasion, priority, code): for everybody, always."""
    made_at = connection.ops.adapt_datetimefield_value(now())
    columns = ("id", "account_id", "occasion", "priority", "code", "made_at", "changed_at", *_PLAIN)
    plain = tuple(_PLAIN.values())
    _insert(Rule, columns, [(*row, made_at, made_at, *plain) for row in rows])


_PLAIN = {
    "reply_mode": "all",
    "unit": "",
    "hours": "{}",
    "audience": "{}",
    "version": 1,
    "changed_by_name": "",
}


def insert_keywords(rows: Iterable[tuple[int, str, str, str]]) -> None:
    """Rows of (rule, text, match, normal), one keyword a rule."""
    columns = ("rule_id", "text", "match", "normal", "position")
    _insert(Keyword, columns, [(*row, 0) for row in rows])


def insert_parts(rows: Iterable[tuple[int, int, str, int | None]]) -> None:
    """Rows of (rule, position, text, item)."""
    _insert(Part, ("rule_id", "position", "text", "item_id"), list(rows))


def insert_switches(rows: Iterable[tuple[int, int | None, str, datetime]]) -> None:
    """Rows of (rule, staff, name, at)."""
    adapted = [(*row, connection.ops.adapt_datetimefield_value(at)) for *row, at in rows]
    _insert(SwitchedOff, ("rule_id", "by_id", "by_name", "at"), adapted)


def set_codes(codes: Iterable[tuple[str | None, int]]) -> None:
    """Rows of (code, rule)."""
    _run(f"UPDATE {Rule._meta.db_table} SET code = %s WHERE id = %s", list(codes))


def delete_keywords(ids: Iterable[int]) -> None:
    _run(f"DELETE FROM {Keyword._meta.db_table} WHERE id = %s", [(pk,) for pk in ids])


def delete_parts_of(rule_ids: Iterable[int]) -> None:
    """Those of the base reply; what variants say stays."""
    _run(
        f"DELETE FROM {Part._meta.db_table} WHERE rule_id = %s AND variant_id IS NULL",
        [(pk,) for pk in rule_ids],
    )


def delete_rules(ids: Sequence[int]) -> None:
    """With their keywords, parts, variants, choices and switches, and the choices that lead to them."""
    one_each = [(pk,) for pk in ids]
    for model in (Keyword, Part, Variant, Choice, SwitchedOff):
        _run(f"DELETE FROM {model._meta.db_table} WHERE rule_id = %s", one_each)
    _run(f"DELETE FROM {Choice._meta.db_table} WHERE leads_to_id = %s", one_each)
    for table in (SeenTo, TakenRule):
        _run(f"UPDATE {table._meta.db_table} SET rule_id = NULL WHERE rule_id = %s", one_each)
    _run(f"DELETE FROM {Rule._meta.db_table} WHERE id = %s", one_each)


def _insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    _run(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})", rows)


def _run(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)
