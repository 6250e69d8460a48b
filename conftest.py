"""What tests of every part stand on. Settings read the environment, so the folder is named first."""

import os
import tempfile
from collections.abc import Iterator

os.environ["ZHIJIAN_HOME"] = tempfile.mkdtemp(prefix="zhijian-tests-")

import pytest
from pytest_django import DjangoDbBlocker

from tests.postgres_cluster import Cluster


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Test databases are emptied row by row, which the audit's triggers refuse; its tests put them back."""
    from django.db import connection

    from zhijian.foundation.audit import triggers

    with django_db_blocker.unblock():
        triggers.remove(connection)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One running PostgreSQL for the whole run (for each process of it)."""
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> str:
    """The address of an empty database, for this test alone."""
    return postgres_cluster.new_database()
