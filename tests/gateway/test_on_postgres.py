"""What is different with PostgreSQL: claims that pass over each other, and an outage in the middle."""

import asyncio
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from tests.gateway.processes import ROOT, Crowd, gateways, until
from tests.postgres_cluster import Cluster
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store_postgres import PostgresStore
from zhijian.foundation.intake.tests.builders import an_arrival
from zhijian.foundation.intake.tests.tables import make_postgres
from zhijian.gateway.tests.driving import Clock, Platform, text

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(180)]

CLAIM = """
import sys
from django.conf import settings
from dj_database_url import parse
settings.configure(INSTALLED_APPS=["zhijian.foundation.intake"], DATABASES={"default": parse(sys.argv[1])})
import django
django.setup()
from zhijian.foundation.intake import services
while rows := services.claim_unheard(limit=7):
    services.mark_heard([row.id for row in rows])
    print(*(row.msg_id for row in rows), flush=True)
"""


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """One that may be stopped without taking it from other tests."""
    with Cluster() as cluster:
        yield cluster


def numbered(number: int) -> str:
    return text(number=number)


async def test_an_outage_loses_nothing_and_doubles_nothing(
    own_cluster: Cluster, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        url = await asyncio.to_thread(lambda: make_postgres(own_cluster.new_database()))
    platform = Platform(clock=Clock(time.time()))
    spool = Spool(tmp_path / "spool")
    with gateways(tmp_path, "--postgres", url, number=2) as servers:
        crowd = Crowd(platform, servers)
        writing = [asyncio.create_task(crowd.write(numbered, first=n, step=6)) for n in range(6)]
        await crowd.has_answers(30)
        await asyncio.to_thread(own_cluster.stop)
        await crowd.has_answers(len(crowd.answered) + 30)
        spooled = spool.count()
        servers[0].kill()
        await asyncio.to_thread(servers[0].start)
        await asyncio.to_thread(own_cluster.start)
        await crowd.has_answers(len(crowd.answered) + 30)
        crowd.is_over = True
        await asyncio.gather(*writing)
        await until(spool.is_empty)

    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT msg_id, answer FROM intake_arrival").fetchall()
    assert Counter((int(msg_id), answer) for msg_id, answer in rows) == Counter(
        (number, *answers) for number, answers in crowd.answered.items()
    )
    assert (crowd.refused, spooled > 0) == ([], True)


def test_workers_share_what_is_to_be_heard(postgres_url: str, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        url = make_postgres(postgres_url)
    with closing(PostgresStore(url)) as store:
        store.keep([an_arrival(number) for number in range(300)])
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM, url],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]

    heard = [worker.communicate(timeout=60)[0].split() for worker in workers]

    assert sorted(int(number) for numbers in heard for number in numbers) == list(range(300))
