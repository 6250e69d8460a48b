"""What tests of every part may ask for."""

from collections.abc import Iterator

import pytest

from tests.postgres_cluster import Cluster


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One running PostgreSQL for the whole run (for each process of it)."""
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> str:
    """The address of an empty database, for this test alone."""
    return postgres_cluster.new_database()
