"""`zhijian accounts to-sandbox`: an account and the sandbox on this machine get to know each other."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.command.conftest import Zhijian, adding
from zhijian_sandbox.app import create_app
from zhijian_sandbox.tests.serving import serving


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[str]:
    with serving(create_app(state_path=tmp_path / "sandbox.sqlite3", patience_seconds=0.2)) as url:
        yield url


def test_account_is_registered_and_again_after_a_change(zhijian: Zhijian, sandbox: str) -> None:
    zhijian(*adding(api_base=sandbox))
    first = zhijian("accounts", "to-sandbox", "bench", PORT="9")
    zhijian("accounts", "set", "bench", "--name", "新名字")
    second = zhijian("accounts", "to-sandbox", "bench", PORT="9")

    app = httpx.get(f"{sandbox}/_sandbox/apps/wxbench0000000001").json()
    # No product is running here, so nobody answers the knock; that is said, and the account is there.
    unanswered = "registered, but our callback address did not answer"
    assert [unanswered in done.stderr for done in (first, second)] == [True, True]
    assert (app["name"], app["callback_url"]) == ("新名字", "http://localhost:9/wechat/bench")


def test_secrets_leave_for_this_machine_only(zhijian: Zhijian) -> None:
    zhijian(*adding())

    done = zhijian("accounts", "to-sandbox", "bench")

    assert (done.returncode, "no sandbox on this machine" in done.stderr) == (1, True)


def test_sandbox_that_is_not_there_is_said(zhijian: Zhijian) -> None:
    zhijian(*adding(api_base="http://127.0.0.1:9"))

    done = zhijian("accounts", "to-sandbox", "bench")

    assert (done.returncode, "is the sandbox running?" in done.stderr) == (1, True)
