"""Notices one allows on the phone, and how they look when they come."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from zhijian_sandbox.desk.tests import axe
from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox
from zhijian_sandbox.desk.tests.echo_account import APPID, SECRET

pytestmark = pytest.mark.browser
MEETING = {"thing1": {"value": "支部党员大会"}, "time2": {"value": "2026年3月5日 15:00"}}


def call(sandbox: Sandbox, path: str, body: Any) -> Any:
    """The account, calling the platform."""
    asked = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
    token = httpx.post(f"{sandbox.url}/cgi-bin/stable_token", json=asked, trust_env=False).json()
    query = {"access_token": token["access_token"]}
    return httpx.post(f"{sandbox.url}{path}", params=query, json=body, trust_env=False, timeout=20).json()


@pytest.fixture
def template(sandbox: Sandbox) -> str:
    asked = {"tid": "1001", "kidList": [1, 2], "sceneDesc": "开会"}
    made = call(sandbox, "/wxaapi/newtmpl/addtemplate", asked)
    return str(made["priTmplId"])


def notices_of(desk: Desk) -> Locator:
    phone = desk.phone(2)
    phone.locator('[data-act="account"]').click()
    phone.locator('[data-act="notices"]').click()
    return phone


def test_a_notice_is_allowed_arrives_and_is_used_up(template: str, desk: Desk) -> None:
    phone = notices_of(desk)
    phone.get_by_role("button", name="让它问一次").click()
    expect(phone.get_by_text("青禾镇党建 申请给您发通知")).to_be_visible()
    phone.get_by_role("button", name="允许", exact=True).click()
    expect(phone.locator("[data-grant]")).to_contain_text("还能收 1 次")
    openid = desk.sandbox.ask("GET", "/_sandbox/followers/phone-2")["accounts"][0]["openid"]

    body = {"touser": openid, "template_id": template, "page": "http://localhost:1/m/", "data": MEETING}
    assert call(desk.sandbox, "/cgi-bin/message/subscribe/bizsend", body)["errcode"] == 0

    for name in ("notices", "account"):
        phone.locator(f'[data-page="{name}"] [data-act="back"]').click()
    slip = phone.locator(".slip")
    expect(slip).to_contain_text("支部党员大会")
    expect(slip.get_by_role("button", name="看看")).to_be_visible()


def test_a_notice_may_be_refused_and_what_was_allowed_taken_back(template: str, desk: Desk) -> None:
    phone = notices_of(desk)
    phone.get_by_role("button", name="让它问一次").click()
    phone.get_by_role("button", name="不允许").click()
    expect(phone.locator("[data-grant]")).to_contain_text("没答应")

    phone.get_by_role("button", name="让它问一次").click()
    phone.get_by_role("button", name="允许", exact=True).click()
    phone.get_by_role("button", name="不再收").click()

    expect(phone.locator("[data-grant]")).to_contain_text("没答应")


def test_nobody_is_kept_out_of_the_question(template: str, desk: Desk) -> None:
    phone = notices_of(desk)
    phone.get_by_role("button", name="让它问一次").click()
    expect(phone.locator(".granting")).to_be_visible()

    assert [one for one in axe.violations(desk.page) if "color-contrast" not in one] == []
