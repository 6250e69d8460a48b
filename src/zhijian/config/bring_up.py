"""From an empty folder to databases at this version's level."""

import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

FOLDERS = ("spool", "media", "keys", "sandbox", "run")


def migrate_databases() -> Iterator[str]:
    """Make the folders, apply what is missing; yields a line for each database that changed."""
    make_folders(Path(settings.ZHIJIAN_HOME))
    for alias in settings.DATABASES:
        missing = unapplied(alias)
        if missing:
            call_command("migrate", database=alias, verbosity=0, interactive=False, stdout=io.StringIO())
            yield f"{alias}: {missing} migrations applied"
        else:
            yield f"{alias}: nothing to do"
    yield from _index_the_search()


def _index_the_search() -> Iterator[str]:
    """Where pg_trgm was missing when the tables were made, and may be there by now."""
    from zhijian.foundation.library import search_index

    if search_index.is_indexed(connections[DEFAULT_DB_ALIAS]):
        return
    search_index.make_tables(connections[DEFAULT_DB_ALIAS])
    if search_index.is_indexed(connections[DEFAULT_DB_ALIAS]):
        yield f"{DEFAULT_DB_ALIAS}: the search is indexed now"


def make_folders(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    for name in FOLDERS:
        (home / name).mkdir(exist_ok=True)
    (home / "keys").chmod(0o700)


def unapplied(alias: str) -> int:
    """How many migrations this database still needs. Makes an empty SQLite file if there is none."""
    executor = MigrationExecutor(connections[alias])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_current() -> bool:
    return not any(unapplied(alias) for alias in settings.DATABASES)
