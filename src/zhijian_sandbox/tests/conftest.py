"""One sandbox a test process, wiped before each test; its callbacks are less patient than the platform's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhijian_sandbox.app import create_app
from zhijian_sandbox.tests.bench import Bench
from zhijian_sandbox.tests.serving import Account, serving

PATIENCE_SECONDS = 1.2
SPACING_SECONDS = 0.05
JOB_SECONDS = 0.04


@pytest.fixture(scope="session")
def _sandbox_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state: Path = tmp_path_factory.mktemp("sandbox") / "state.sqlite3"
    with serving(
        create_app(
            state_path=state,
            patience_seconds=PATIENCE_SECONDS,
            spacing_seconds=SPACING_SECONDS,
            job_seconds=JOB_SECONDS,
        )
    ) as url:
        yield url


@pytest.fixture
def bench(_sandbox_url: str) -> Iterator[Bench]:
    """A fresh sandbox without any account."""
    bench = Bench(_sandbox_url)
    bench.control("POST", "reset", scope="all")
    yield bench
    bench.http.close()


@pytest.fixture
def qinghe(bench: Bench) -> Bench:
    """A sandbox with the account 青禾镇党建, whose callbacks reach nobody, which is soon noticed."""
    bench.register()
    return bench


@pytest.fixture
def account() -> Iterator[Account]:
    """A callback server that says `success` until told otherwise."""
    account = Account()
    yield account
    account.close()


@pytest.fixture
def service(bench: Bench, account: Account) -> Bench:
    """Mei and Bo follow a service account, Li does not."""
    bench.register(callback_url=account.url, mode="plain")
    for name in ("oMei", "oBo"):
        bench.follower(name)
    bench.follower("oLi", follows=False)
    return bench


@pytest.fixture
def subscription(bench: Bench, account: Account) -> Bench:
    bench.register(callback_url=account.url, mode="plain", kind="subscription")
    bench.follower("oMei")
    return bench


@pytest.fixture
def quiet(bench: Bench, account: Account) -> Bench:
    """An account that accepts everything and says nothing by itself."""
    bench.register(callback_url=account.url)
    return bench
