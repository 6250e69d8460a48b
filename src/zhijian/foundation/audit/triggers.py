"""The database's own refusal to change or remove an audit line."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            schema_editor.execute(_SQLITE.format(what=what, WHAT=what.upper()))
    else:
        schema_editor.execute(_POSTGRES_FUNCTION)
        schema_editor.execute(_POSTGRES_TRIGGER)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For undoing the migration, and for test databases, which are emptied row by row."""
    if schema_editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS audit_line_is_never_{what}d")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS audit_line_is_never_changed ON audit_line")
        schema_editor.execute("DROP FUNCTION IF EXISTS audit_lines_are_never_changed()")
