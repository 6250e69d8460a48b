"""What breaks in the middle of something."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def table_gone(name: str) -> Iterator[None]:
    """Whoever reads or writes that table fails meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {name}_away")
        yield
        cursor.execute(f"ALTER TABLE {name}_away RENAME TO {name}")
