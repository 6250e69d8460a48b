"""What the database believes about its tables: after a hundred thousand rows it should look again."""

from typing import Final

from django.db import connection

from zhijian.foundation.org.models import (
    Change,
    Era,
    Import,
    ImportRow,
    Member,
    Membership,
    Spelling,
    Tally,
    Unit,
)

WORTH_IT: Final = 5000  # rows written at once; of fewer, what is believed stays near enough
_TABLES: Final = (Unit, Era, Member, Membership, Spelling, Tally, Change, Import, ImportRow)


def refresh_statistics() -> None:
    """A second or two at a million members. Without it a plan may be for empty tables, and take minutes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        for model in _TABLES:
            cursor.execute(f"ANALYZE {model._meta.db_table}")
