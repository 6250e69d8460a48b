"""The database learns the name of each member that is written: no way onto the roster goes past it.

Whoever alters the table of members on SQLite makes it anew there, and with it must install these again.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

_LEARN: Final = """
INSERT INTO org_spelling (name, sound) SELECT NEW.name, NEW.sound
WHERE NOT EXISTS (SELECT 1 FROM org_spelling WHERE name = NEW.name AND sound = NEW.sound);
"""
_SQLITE: Final = (
    f"CREATE TRIGGER org_member_added AFTER INSERT ON org_member BEGIN {_LEARN} END",
    f"CREATE TRIGGER org_member_renamed AFTER UPDATE OF name, sound ON org_member BEGIN {_LEARN} END",
)
_POSTGRESQL: Final = (
    "CREATE OR REPLACE FUNCTION org_learn_spelling() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {_LEARN} RETURN NULL; END $$",
    "CREATE TRIGGER org_member_added AFTER INSERT OR UPDATE OF name, sound ON org_member "
    "FOR EACH ROW EXECUTE FUNCTION org_learn_spelling()",
)
_ALL: Final = "INSERT INTO org_spelling (name, sound) SELECT DISTINCT name, sound FROM org_member"


def install(connection: BaseDatabaseWrapper) -> None:
    """With the names there are already."""
    with connection.cursor() as cursor:
        for statement in (*(_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL), _ALL):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS org_member_added")
            cursor.execute("DROP TRIGGER IF EXISTS org_member_renamed")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS org_member_added ON org_member")
            cursor.execute("DROP FUNCTION IF EXISTS org_learn_spelling()")
        cursor.execute("DELETE FROM org_spelling")
