"""A phone of the sandbox comes in by its sign-in, for real, and nobody finishes what another began."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers.models import Binding
from zhijian.foundation.tasks import services as tasks
from zhijian.portal.tests.phones import VISIT, Town, a_town
from zhijian.portal.tests.test_member_pages_in_a_browser import Thumb, browser
from zhijian.worker.chores import Chores
from zhijian_sandbox.app import create_app
from zhijian_sandbox.tests.serving import serving

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(db: None) -> Town:
    return a_town(an_account())


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[httpx.Client]:
    app = create_app(state_path=tmp_path / "sandbox.sqlite3", patience_seconds=0.2)
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as http:
        yield http


def registered(sandbox: httpx.Client, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(api_base=str(sandbox.base_url).rstrip("/"))
    sandbox.post(
        "/_sandbox/apps",
        json={
            "appid": account.appid,
            "secret": account.secret.reveal(),
            "token": account.token.reveal(),
            "aes_key": account.aes_key.reveal(),
            "callback_url": "http://127.0.0.1:9/nobody",
            "gh_id": account.gh_id,
            "name": account.name,
        },
    ).raise_for_status()
    person = {"appid": account.appid, "openid": "oMei", "name": "梅", "follows": True}
    sandbox.post("/_sandbox/followers", json=person).raise_for_status()


def work() -> None:
    """What the worker does meanwhile, in a thread of its own as it does."""
    task = tasks.claim_one()
    assert task
    Chores().carry_out(task)


def test_a_phone_of_the_sandbox_comes_in_by_its_sign_in_and_is_bound(
    browser: Browser, town: Town, live_server: LiveServer, sandbox: httpx.Client
) -> None:
    registered(sandbox, town.account)
    page = browser.new_page(viewport={"width": 375, "height": 760})
    phone = live_server.url.replace("localhost", "phone-1.localhost")

    page.goto(f"{phone}/m/at/qinghe/?to=unit:hedong")
    expect(page.locator("h1")).to_have_text("正在问微信您是谁")
    assert "code=" not in page.url
    began = time.monotonic()
    worker = Thread(target=work)
    worker.start()
    page.wait_for_url("**/m/bind/?unit=hedong", timeout=10_000)
    waited = time.monotonic() - began
    worker.join()
    thumb = Thumb(page)
    thumb.write("姓名", "陈玉兰")
    thumb.write("手机号的后四位", "0036")
    thumb.tap("下一步")
    thumb.tap("是我，同意")
    thumb.tap("都告诉我")

    expect(page.locator("h1")).to_contain_text("陈玉兰")
    binding = Binding.objects.get()
    assert (binding.follower.openid, binding.member, waited < 5) == ("oMei", town.chen, True)


def test_another_browser_cannot_finish_what_a_phone_began(
    browser: Browser, town: Town, live_server: LiveServer, sandbox: httpx.Client
) -> None:
    registered(sandbox, town.account)
    mine = browser.new_context().new_page()
    back: list[str] = []
    mine.on("request", lambda asked: back.append(asked.url) if "/wechat/back/" in asked.url else None)
    mine.goto(f"{live_server.url.replace('localhost', 'phone-1.localhost')}/m/at/qinghe/")
    other = browser.new_context().new_page()

    other.goto(back[0])

    expect(other.locator("h1")).to_have_text("不是在这部手机上开始的")
    assert other.context.cookies()[0]["name"] != VISIT
