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
    """A second or two at a million members. Without it a plan may be for empty tables, and take minutes.

    Whole tables are read. A look at the first thousand rows would take a state that all are in for one that a
    thousand are in, and a search would then begin there: thirty times slower.
    """
    with connection.cursor() as cursor:
        for model in _TABLES:
            cursor.execute(f"ANALYZE {model._meta.db_table}")
