"""What accounts push: cards in the folder of subscriptions, or in the list of chats."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox
from zhijian_sandbox.desk.tests.echo_account import AES_KEY, APPID, SECRET, TOKEN
from zhijian_sandbox.samples import picture

pytestmark = pytest.mark.browser
DAILY = "wxdaily000000001"


@pytest.fixture
def daily(sandbox: Sandbox) -> Sandbox:
    """桐溪日报 beside the service account: a subscription account that a third phone follows."""
    sandbox.ask(
        "POST", "/_sandbox/apps", appid=DAILY, secret=SECRET, token=TOKEN, aes_key=AES_KEY,
        callback_url="http://127.0.0.1:9/nobody", name="桐溪日报", kind="subscription",
    )  # fmt: skip
    sandbox.ask("POST", "/_sandbox/followers", name="陈玉兰", appid=DAILY, follows=True)
    return sandbox


def push(sandbox: Sandbox, appid: str, titles: list[str], **article: Any) -> None:
    """Draft these articles and push them to everybody, as an account does."""

    def call(path: str, **rest: Any) -> Any:
        answer = httpx.post(f"{sandbox.url}/cgi-bin/{path}", trust_env=False, timeout=20, **rest).json()
        assert answer.get("errcode", 0) == 0, answer
        return answer

    asked = {"grant_type": "client_credential", "appid": appid, "secret": SECRET}
    token = call("stable_token", json=asked)["access_token"]
    thumb = call(
        f"material/add_material?access_token={token}&type=image", files={"media": ("a.png", picture())}
    )["media_id"]
    articles = [
        {"title": title, "content": "<p>好</p>", "thumb_media_id": thumb, **article} for title in titles
    ]
    media_id = call(f"draft/add?access_token={token}", json={"articles": articles})["media_id"]
    call(
        f"message/mass/sendall?access_token={token}",
        json={"filter": {"is_to_all": True}, "mpnews": {"media_id": media_id}, "msgtype": "mpnews",
              "send_ignore_reprint": 0},
    )  # fmt: skip


def test_a_subscription_account_is_read_in_its_folder(daily: Sandbox, desk: Desk) -> None:
    phone = desk.phone(3)
    phone.locator('[data-act="back"]').click()
    push(daily, DAILY, ["小事不小", "夜校开学"])

    row = phone.locator("[data-folder]")
    expect(row).to_contain_text("桐溪日报：小事不小", timeout=20_000)
    expect(row.locator(".unread.dot")).to_be_visible()
    row.click()
    expect(phone.locator("[data-feed] .card")).to_contain_text("夜校开学")
    phone.locator("[data-feed] .card .lead").click()

    inside = phone.frame_locator("iframe[data-frame]")
    expect(inside.locator("h1")).to_have_text("小事不小")


def test_a_service_account_pushes_into_the_list(desk: Desk) -> None:
    phone = desk.phone(1)
    push(desk.sandbox, APPID, ["一篇", "两篇", "三篇"])

    row = phone.locator(f'[data-chat="{APPID}"]')
    expect(row.locator(".unread")).to_contain_text("1", timeout=20_000)
    row.click()

    expect(phone.locator(".card a")).to_have_text(["一篇", "两篇", "三篇"])
    expect(phone.locator("[data-folder]")).to_have_count(0)


def test_one_article_alone_is_a_wide_card_too(desk: Desk) -> None:
    push(desk.sandbox, APPID, ["只有一篇"])
    phone = desk.phone(2)

    expect(phone.locator(".card .lead")).to_have_text("只有一篇", timeout=20_000)


def test_a_push_under_protection_waits_for_a_nod(desk: Desk) -> None:
    desk.sandbox.ask("PUT", "/_sandbox/faults/confirmation")
    push(desk.sandbox, APPID, ["等着的一篇"])
    slip = desk.page.locator("[data-nod]")
    expect(slip).to_contain_text("青禾镇党建要群发“等着的一篇”给全部粉丝")

    slip.get_by_role("button", name="点头").click()

    expect(slip).to_have_count(0)
    expect(desk.phone(2).locator(".card .lead")).to_have_text("等着的一篇", timeout=20_000)


def test_a_push_shaken_at_never_arrives(desk: Desk) -> None:
    desk.sandbox.ask("PUT", "/_sandbox/faults/confirmation")
    push(desk.sandbox, APPID, ["不该发的"])

    desk.page.locator("[data-nod]").get_by_role("button", name="不发").click()

    expect(desk.page.locator("[data-nod]")).to_have_count(0)
    (one,) = desk.sandbox.ask("GET", f"/_sandbox/apps/{APPID}/pushes")["pushes"]
    assert (one["state"], one["sent"]) == ("failed", 0)


def test_a_word_under_an_article_is_written_and_taken_back(desk: Desk) -> None:
    push(desk.sandbox, APPID, ["能留言的"], need_open_comment=1)
    phone = desk.phone(2)
    phone.locator(".card .lead").click(timeout=20_000)
    phone.get_by_role("button", name="留言").click()
    phone.get_by_label("写留言").fill("读了两遍，写得真好")

    phone.locator(".words form button").click()

    own = phone.locator("[data-comment]")
    expect(own).to_contain_text("读了两遍，写得真好")
    expect(own).to_contain_text("只有您自己看得见")
    phone.get_by_role("button", name="赞").click()
    expect(phone.locator("[data-toast]")).to_have_text("赞过了")
    phone.get_by_role("button", name="删掉这条留言").click()
    expect(own).to_have_count(0)
