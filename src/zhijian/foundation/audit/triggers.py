"""The database's own refusal to change or remove an audit line, or its seal."""

from collections.abc import Sequence
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: Final = ("audit_line", "audit_seal")

_SQLITE = """
CREATE TRIGGER {table}_is_never_{what}d BEFORE {WHAT} ON {table}
BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END
"""

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_lines_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit lines are never changed'; END $$
"""
_POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_lines_are_never_changed()
"""


def install(connection: BaseDatabaseWrapper, *, tables: Sequence[str] = TABLES) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in tables:
                for what in ("update", "delete"):
                    cursor.execute(_SQLITE.format(table=table, what=what, WHAT=what.upper()))
        else:
            cursor.execute(_POSTGRES_FUNCTION)
            for table in tables:
                cursor.execute(_POSTGRES_TRIGGER.format(table=table))


def remove(connection: BaseDatabaseWrapper, *, tables: Sequence[str] = TABLES) -> None:
    """For undoing the migration, and for test databases, which are emptied row by row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in tables:
                for what in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_is_never_{what}d")
        else:
            there = set(connection.introspection.table_names(cursor))
            for table in tables:
                if table in there:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_is_never_changed ON {table}")
            if set(tables) == set(TABLES):
                cursor.execute("DROP FUNCTION IF EXISTS audit_lines_are_never_changed()")
