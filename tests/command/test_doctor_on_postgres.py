"""`zhijian doctor` on PostgreSQL: a search without its index is told, and mended as it says."""

from pathlib import Path

import psycopg
import pytest

from tests.processes.running import run

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(150)]


def about_the_search(home: Path, url: str) -> list[str]:
    said = run(home, "doctor", ZHIJIAN_DATABASE_URL=url).stdout.splitlines()
    return [line for line in said if " search: " in line]


def test_missing_trigrams_are_told_and_migrate_indexes_once_they_are_there(
    postgres_url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    run(home, "migrate", ZHIJIAN_DATABASE_URL=postgres_url)
    fine = about_the_search(home, postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as database:
        database.execute("DROP EXTENSION pg_trgm CASCADE")
    told = about_the_search(home, postgres_url)

    mended = run(home, "migrate", ZHIJIAN_DATABASE_URL=postgres_url)

    assert (fine, about_the_search(home, postgres_url)) == (["ok  search: served by an index"],) * 2
    assert ["CREATE EXTENSION pg_trgm" in line and line.startswith("NOT") for line in told] == [True]
    assert "default: the search is indexed now" in mended.stdout
