"""The desk keeps up with the sandbox, also when that was away."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from zhijian_sandbox.app import create_app
from zhijian_sandbox.desk.tests import echo_account
from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox
from zhijian_sandbox.desk.tests.serving import serving

pytestmark = pytest.mark.browser


def test_a_sandbox_that_was_started_again_is_found_and_read_anew(browser: Browser, tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    page = browser.new_page()
    first_run = create_app(state_path=state)
    with serving(first_run) as port:
        sandbox = Sandbox(f"http://localhost:{port}", account_port=port)
        sandbox.ask(
            "POST",
            "/_sandbox/apps",
            appid=echo_account.APPID,
            secret=echo_account.SECRET,
            token=echo_account.TOKEN,
            aes_key=echo_account.AES_KEY,
            callback_url=f"http://127.0.0.1:{port}/wechat",
        )
        sandbox.ask("POST", "/_sandbox/followers", name="王建国", follows=True)
        desk = Desk(page, sandbox).open()
        page.evaluate("window.sameDocument = true")
        first_run.state.parts.hub.close()

    with serving(create_app(state_path=state), port=port):
        sandbox.ask("POST", "/_sandbox/followers", name="后来的")

        expect(desk.phone(2)).to_be_visible(timeout=15_000)
        assert page.evaluate("window.sameDocument") is True
    page.close()
