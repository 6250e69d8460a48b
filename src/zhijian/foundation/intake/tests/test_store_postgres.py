"""What can happen to a connection."""

import time
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from tests.postgres_cluster import Cluster
from zhijian.foundation.intake.errors import StoreFailed
from zhijian.foundation.intake.store_postgres import PostgresStore
from zhijian.foundation.intake.tests.builders import an_arrival
from zhijian.foundation.intake.tests.tables import make_postgres

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(postgres_url: str, django_db_blocker: DjangoDbBlocker) -> str:
    with django_db_blocker.unblock():
        return make_postgres(postgres_url)


@pytest.fixture
def store(url: str) -> Iterator[PostgresStore]:
    with closing(PostgresStore(url, wait_seconds=0.3)) as store:
        yield store


def test_commits_are_synchronous_whatever_the_server_says(store: PostgresStore, url: str) -> None:
    name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
    store.keep([an_arrival(1)])
    assert store._connection is not None

    assert store._connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_a_lost_connection_fails_once_and_is_made_again(store: PostgresStore, url: str) -> None:
    store.keep([an_arrival(1)])
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ~ 'intake'"
        )

    with pytest.raises(StoreFailed) as failure:
        store.keep([an_arrival(2)])

    assert failure.value.is_locked is False
    assert store.keep([an_arrival(2)])[1] == 1


def test_a_lock_is_waited_for_only_so_long(store: PostgresStore, url: str) -> None:
    store.keep([an_arrival(1)])
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE intake_arrival IN SHARE MODE")
        started = time.monotonic()

        with pytest.raises(StoreFailed) as failure:
            store.keep([an_arrival(2)])

        assert (failure.value.is_locked, time.monotonic() - started < 2) == (True, True)
        assert store.recall([an_arrival(1)]) == {(7, "oMei", "m:1"): "<xml>1</xml>"}
    assert store.keep([an_arrival(2)])[1] == 1


def test_recall_does_not_wait_for_a_connection() -> None:
    with pytest.raises(StoreFailed):
        PostgresStore("postgresql://127.0.0.1:1/nowhere").recall([an_arrival(1)])


def test_two_writers_of_the_same_keys_in_any_order_do_not_block(url: str) -> None:
    one, two = PostgresStore(url), PostgresStore(url)
    batch = [an_arrival(number) for number in range(100)]

    news = [one.keep(batch)[1], two.keep(batch[::-1])[1]]

    assert news == [100, 0]


@pytest.mark.slow
def test_a_server_that_stops_and_one_that_says_nothing(django_db_blocker: DjangoDbBlocker) -> None:
    with Cluster() as cluster:
        with django_db_blocker.unblock():
            url = make_postgres(cluster.new_database())
        store = PostgresStore(url, wait_seconds=0.5)
        store.keep([an_arrival(1)])
        cluster.freeze()
        started = time.monotonic()
        with pytest.raises(StoreFailed):
            store.keep([an_arrival(2)])
        waited = time.monotonic() - started
        cluster.thaw()
        store.keep([an_arrival(2)])
        cluster.stop()

        with pytest.raises(StoreFailed):
            store.keep([an_arrival(3)])

        cluster.start()
        assert (store.keep([an_arrival(1), an_arrival(2), an_arrival(3)])[1], waited < 2.5) == (1, True)
