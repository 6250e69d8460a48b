"""The database's own refusal to change or remove an audit line."""

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = """
CREATE TRIGGER audit_line_is_never_{what}d BEFORE {WHAT} ON audit_line
BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END
"""

_POSTGRES_FUNCTION = """
CREATE FUNCTION audit_lines_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit lines are never changed'; END $$
"""
_POSTGRES_TRIGGER = """
CREATE TRIGGER audit_line_is_never_changed BEFORE UPDATE OR DELETE ON audit_line
FOR EACH ROW EXECUTE FUNCTION audit_lines_are_never_changed()
"""


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for what in ("update", "delete"):
                cursor.execute(_SQLITE.format(what=what, WHAT=what.upper()))
        else:
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(_POSTGRES_TRIGGER)


def remove(connection: BaseDatabaseWrapper) -> None:
    """For undoing the migration, and for test databases, which are emptied row by row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for what in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_line_is_never_{what}d")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_line_is_never_changed ON audit_line")
            cursor.execute("DROP FUNCTION IF EXISTS audit_lines_are_never_changed()")
