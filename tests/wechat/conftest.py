"""A sandbox listening on loopback, and our client for the account registered there."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from zhijian.wechat.client import Client
from zhijian_sandbox.app import create_app
from zhijian_sandbox.tests.bench import APPID, SECRET, Bench
from zhijian_sandbox.tests.serving import serving

JOB_SECONDS = 0.04


@pytest.fixture(scope="session")
def _sandbox_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state: Path = tmp_path_factory.mktemp("sandbox") / "state.sqlite3"
    with serving(create_app(state_path=state, spacing_seconds=0.05, job_seconds=JOB_SECONDS)) as url:
        yield url


@pytest.fixture
def qinghe(_sandbox_url: str) -> Iterator[Bench]:
    """A fresh sandbox with the account 青禾镇党建, whose callbacks reach nobody."""
    bench = Bench(_sandbox_url)
    bench.control("POST", "reset", scope="all")
    bench.register()
    yield bench
    bench.http.close()


@pytest.fixture
async def client(qinghe: Bench) -> AsyncIterator[Client]:
    async with Client(appid=APPID, secret=SECRET, base_url=qinghe.url) as client:
        yield client
