"""What tests of every part stand on.

Settings read the environment when they are first looked at, so the folder and they are named here, before
anything else: named in pyproject.toml, they would be looked at sooner, and tests would write into var/.
"""

import os
import tempfile
from collections.abc import Iterator

_DATABASE = os.environ.get("TESTS_DATABASE_URL", "")  # a run of its own on PostgreSQL (test_matrix.py)
for name in [name for name in os.environ if name.startswith("ZHIJIAN_") or name in {"PORT", "SANDBOX_PORT"}]:
    del os.environ[name]  # what is set for running must not reach the tests
_HOME = tempfile.TemporaryDirectory(prefix="zhijian-tests-", ignore_cleanup_errors=True)
os.environ |= {"ZHIJIAN_HOME": _HOME.name, "DJANGO_SETTINGS_MODULE": "zhijian.config.settings"}
if _DATABASE:
    os.environ["ZHIJIAN_DATABASE_URL"] = _DATABASE

import django

django.setup()

import pytest
from pytest_django import DjangoDbBlocker

from tests.postgres_cluster import Cluster


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On files, as in the product: one in memory is shared by all threads, and refuses where a file waits."""
    from django.db import connections

    for alias in connections:
        connections[alias].settings_dict["TEST"]["NAME"] = f"{_HOME.name}/tests-{alias}.sqlite3"


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
