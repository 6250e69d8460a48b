"""From nothing to an account that answers: the guide, on a phone, against the sandbox."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]

APPID, SECRET, GH_ID = "wxhedong0000000001", "hedong-secret-of-tests-01", "gh_hedong00000001"
MEI = "oMeiOfHedong0000000000000001"


def fill_in(page: Page, house: House) -> None:
    page.goto("/console/accounts/")
    page.get_by_role("link", name="接上一个").click()
    page.get_by_label("名称", exact=True).fill("河东村党支部")
    page.get_by_role("radio", name="订阅号").check()
    page.get_by_role("radio", name="已认证").check()
    page.get_by_label("AppID", exact=True).fill(APPID)
    page.get_by_label("原始 ID").fill(GH_ID)
    page.get_by_label("AppSecret").fill(SECRET)
    page.get_by_role("radio", name="模拟聊天").check()
    page.get_by_label("模拟聊天的地址").fill(house.desk)
    page.get_by_role("button", name="存下，下一步").click()
    page.wait_for_url("**/console/accounts/hedongcundangzhibu/#a2")


def carried_over(page: Page, house: House, **changes: Any) -> None:
    """What a person does in WeChat's back end: paste the three values, and have it knock (提交)."""
    page.get_by_role("button", name="显示").click()
    expect(page.locator("#v3")).to_be_visible()
    house.ask(
        "POST",
        "apps",
        appid=APPID,
        secret=SECRET,
        gh_id=GH_ID,
        name="河东村党支部",
        kind="subscription",
        verified=True,
        callback_url=page.locator("#v1").inner_text(),
        token=page.locator("#v2").inner_text(),
        aes_key=page.locator("#v3").inner_text(),
        **changes,
    )


def looks(page: Page) -> dict[str, str]:
    """How each check stands: ok, bad, you, run or nothing."""
    lines = page.locator("#checks > li")
    return {
        line.get_attribute("id").removeprefix("check-"): line.get_attribute("data-is") or ""  # type: ignore[union-attr] # every line has one
        for line in lines.all()
    }


def test_account_is_connected_on_a_phone(hand: Page, house: House) -> None:
    fill_in(hand, house)
    carried_over(hand, house, allowed_ips=["203.0.113.7"])

    # The first try: our address is not on the IP list, and the page says which one it is.
    hand.get_by_role("button", name="开始检查").click()
    refused = hand.locator("#check-ip")
    expect(refused).to_contain_text("微信看到的地址是 127.0.0.1，请加进白名单。")
    expect(hand.locator("#seen-addresses")).to_contain_text("127.0.0.1")
    expect(hand.locator("#checks-bar")).to_contain_text("还差 1 项")

    # The address is put on the list; only this line is asked again.
    house.ask("PATCH", f"apps/{APPID}", allowed_ips=["127.0.0.0/8", "::1/128"])
    refused.get_by_role("button", name="再查一次").click()
    expect(hand.locator("#check-ip[data-is=ok]")).to_be_visible()
    expect(hand.locator("#check-token[data-is=ok]")).to_be_visible()
    expect(hand.locator("#check-rights[data-is=ok]")).to_be_visible()

    # WeChat knocks and somebody says hello while the page waits.
    assert house.ask("POST", f"apps/{APPID}/check")["ok"] is True
    expect(hand.locator("#check-callback[data-is=ok]")).to_be_visible()
    house.ask(
        "POST", "followers", appid=APPID, openid="oMeiOfHedong0000000000000001", name="梅", follows=True
    )
    house.ask("POST", "followers/oMeiOfHedong0000000000000001/acts", act="text", content="你好")
    expect(hand.locator("#check-talk[data-is=ok]")).to_be_visible()

    expect(hand.locator("#checks-bar")).to_contain_text("都好了。")
    assert looks(hand) == {
        "address": "",
        "domain_file": "",
        "ip": "ok",
        "token": "ok",
        "callback": "ok",
        "talk": "ok",
        "rights": "ok",
    }
    hand.get_by_role("link", name="看能力卡").first.click()
    expect(hand.locator("h1")).to_have_text("河东村党支部能做什么")
    expect(hand.locator(".wish").first).to_contain_text("发给所有人")
    expect(hand.locator(".page-head")).to_contain_text("问过微信")
