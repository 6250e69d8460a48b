"""公众号后台: an account made ready with a mouse, as its administrator has it before a product takes over."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from zhijian_sandbox.desk.tests import axe
from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox
from zhijian_sandbox.desk.tests.echo_account import APPID, SECRET
from zhijian_sandbox.desk.tests.test_contrast import LEAST, TOO_FAINT
from zhijian_sandbox.desk.tests.test_narrow import TOO_SMALL
from zhijian_sandbox.samples import picture

pytestmark = pytest.mark.browser
ACCOUNT = f"/_sandbox/apps/{APPID}"


@pytest.fixture
def office(page: Page, sandbox: Sandbox) -> Page:
    page.goto(f"{sandbox.url}/back-end")
    page.wait_for_selector("html[data-ready]")
    return page


def save(office: Page, form: str) -> None:
    office.locator(f"[data-{form}] [type=submit]").click()
    expect(office.locator(f'[data-{form}] [data-slot="kept"]')).to_have_text("存好了")


def new_rule(office: Page, name: str, keyword: str) -> Locator:
    office.get_by_role("button", name="添一条规则").click()
    rule = office.locator(".rule").last
    rule.get_by_label("规则名").fill(name)
    rule.get_by_label("关键词").fill(keyword)
    return rule


def says(content: str) -> dict[str, Any]:
    return {"type": "text", "content": content}


def test_the_switch_lets_the_back_end_answer_and_the_product_again(office: Page, sandbox: Sandbox) -> None:
    knob = office.get_by_role("switch", name="启用服务器配置")
    expect(knob).to_be_checked()

    knob.uncheck()
    expect(office.locator('[data-slot="gate-state"]')).to_have_text("没启用")
    off = sandbox.ask("GET", ACCOUNT)["server_enabled"]
    knob.check()
    expect(office.locator('[data-slot="gate-state"]')).to_have_text("已启用")

    assert (off, sandbox.ask("GET", ACCOUNT)["server_enabled"]) == (False, True)


def test_a_rule_made_here_answers_on_a_phone(office: Page, sandbox: Sandbox) -> None:
    office.get_by_role("switch", name="启用服务器配置").uncheck()
    rule = new_rule(office, "值班", "谁值班")
    rule.get_by_label("这一句：内容").fill("一楼有人")
    rule.get_by_role("button", name="添一个词").click()
    rule.get_by_label("怎么算对得上").last.select_option("equal")
    rule.get_by_label("关键词").last.fill("值班")
    rule.get_by_role("button", name="添一句").click()
    rule.get_by_label("这一句：内容").last.fill("到五点半")
    rule.get_by_label("几句时").select_option("reply_all")
    save(office, "replies")

    kept = sandbox.ask("GET", f"{ACCOUNT}/autoreply")
    sandbox.ask("POST", "/_sandbox/followers/phone-1/acts", act="text", content="今天谁值班", wait=True)

    (made,) = kept["keyword_autoreply_info"]["list"]
    assert made == {
        "rule_name": "值班",
        "create_time": made["create_time"],
        "reply_mode": "reply_all",
        "keyword_list_info": [
            {"type": "text", "match_mode": "contain", "content": "谁值班"},
            {"type": "text", "match_mode": "equal", "content": "值班"},
        ],
        "reply_list_info": [says("一楼有人"), says("到五点半")],
    }
    chat = sandbox.ask("GET", f"/_sandbox/followers/phone-1/chats/{APPID}")
    assert [one["content"] for one in chat["bubbles"] if one["via"] == "back_end"] == ["一楼有人", "到五点半"]


def test_a_reply_may_be_a_picture_or_articles(office: Page, sandbox: Sandbox) -> None:
    rule = new_rule(office, "课表", "课表")
    rule.get_by_label("这一句：做什么").select_option("img")
    rule.get_by_label("这一句：传一张图片").set_input_files(
        {"name": "课表.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(rule.get_by_label("这一句：第 1 张，课表.png")).to_be_checked()
    rule.get_by_role("button", name="添一句").click()
    rule.get_by_label("这一句：做什么").last.select_option("news")
    rule.get_by_label("标题").fill("夜校开学")
    rule.locator('[data-part="content_url"]').fill("http://localhost:9/a")
    save(office, "replies")

    (made,) = sandbox.ask("GET", f"{ACCOUNT}/autoreply")["keyword_autoreply_info"]["list"]

    (image,) = sandbox.ask("GET", f"{ACCOUNT}/pictures")["pictures"]
    assert made["reply_list_info"] == [
        {"type": "img", "content": image["media_id"]},
        {
            "type": "news",
            "news_info": {
                "list": [
                    {"title": "夜校开学", "digest": "", "author": "", "show_cover": 0, "cover_url": "",
                     "content_url": "http://localhost:9/a", "source_url": ""}
                ]
            },
        },
    ]  # fmt: skip


def test_welcome_and_default_are_kept_and_taken_back(office: Page, sandbox: Sandbox) -> None:
    office.get_by_role("button", name="写欢迎的话").click()
    office.get_by_label("欢迎的话：内容").fill("您好")
    office.get_by_text("有人关注，先说一句").click()
    office.get_by_role("button", name="写没有规则时的话").click()
    office.get_by_label("没有规则时的话：内容").fill("收到了")
    save(office, "replies")
    both = sandbox.ask("GET", f"{ACCOUNT}/autoreply")
    office.get_by_role("button", name="拿掉没有规则时的话").click()
    save(office, "replies")

    one = sandbox.ask("GET", f"{ACCOUNT}/autoreply")

    welcome = {
        "is_add_friend_reply_open": 1,
        "is_autoreply_open": 0,
        "add_friend_autoreply_info": says("您好"),
        "keyword_autoreply_info": {"list": []},
    }
    assert (both, one) == ({**welcome, "message_default_autoreply_info": says("收到了")}, welcome)


def test_what_cannot_be_made_here_is_kept_as_it_was(office: Page, sandbox: Sandbox) -> None:
    told = {
        "is_add_friend_reply_open": 1,
        "is_autoreply_open": 1,
        "add_friend_autoreply_info": {"type": "voice", "content": "elsewhere"},
        "keyword_autoreply_info": {
            "list": [
                {
                    "rule_name": "海报",
                    "create_time": 1423028166,
                    "reply_mode": "random_one",
                    "keyword_list_info": [{"type": "text", "match_mode": "equal", "content": "海报"}],
                    "reply_list_info": [{"type": "img", "content": "on another desk"}, says("没有了")],
                }
            ]
        },
    }
    sandbox.ask("PUT", f"{ACCOUNT}/autoreply", **told)
    office.reload()
    office.wait_for_selector("html[data-ready]")

    save(office, "replies")

    assert sandbox.ask("GET", f"{ACCOUNT}/autoreply") == told


def test_a_field_forgotten_in_a_closed_rule_is_shown(office: Page, sandbox: Sandbox) -> None:
    new_rule(office, "值班", "值班")
    office.locator(".rule summary").click()
    expect(office.get_by_label("规则名")).to_be_hidden()

    office.locator("[data-replies] [type=submit]").click()

    expect(office.get_by_label("这一句：内容")).to_be_focused()
    assert sandbox.ask("GET", f"{ACCOUNT}/autoreply") == {}


def test_the_menu_is_made_and_taken_away(office: Page, sandbox: Sandbox) -> None:
    office.get_by_role("button", name="添一个按钮").click()
    office.get_by_label("按钮上的字", exact=True).fill("学习")
    office.get_by_label("这一项：内容").fill("http://localhost:9/week")
    office.get_by_label("子菜单上的字").fill("本周")
    office.get_by_role("button", name="添一个按钮").click()
    office.get_by_label("按钮上的字", exact=True).last.fill("值班")
    office.get_by_label("这个按钮：做什么").last.select_option("text")
    office.get_by_label("这个按钮：内容").fill("周一到周五")
    expect(office.locator("[data-bar] span")).to_have_text(["≡ 学习", "值班"])
    save(office, "own-menu")
    made = sandbox.ask("GET", f"{ACCOUNT}/backend-menu")
    while office.get_by_role("button", name="拿掉这个按钮").filter(visible=True).count():
        office.get_by_role("button", name="拿掉这个按钮").filter(visible=True).first.click()
    save(office, "own-menu")

    sub = {"type": "view", "name": "本周", "url": "http://localhost:9/week"}
    assert made == {
        "button": [
            {"name": "学习", "sub_button": {"list": [sub]}},
            {"type": "text", "name": "值班", "value": "周一到周五"},
        ]
    }
    assert sandbox.ask("GET", f"{ACCOUNT}/backend-menu") == {"button": []}


def test_a_ready_made_set_is_offered_where_there_is_none(office: Page, sandbox: Sandbox) -> None:
    office.get_by_role("button", name="填一套现成的").click()
    save(office, "replies")
    save(office, "own-menu")
    office.reload()
    office.wait_for_selector("html[data-ready]")

    expect(office.locator(".rule")).to_have_count(4)
    expect(office.get_by_role("button", name="填一套现成的")).to_be_hidden()
    made = sandbox.ask("GET", f"{ACCOUNT}/backend-menu")
    assert [one["name"] for one in made["button"]] == ["学习", "办事", "找我们"]


def test_the_next_end_is_chosen_and_told_when_it_is_used_up(office: Page, sandbox: Sandbox) -> None:
    office.get_by_label("下一次群发").select_option(label="管理员不同意")
    office.get_by_label("下一次发布文章").select_option(label="没过平台审核")
    office.wait_for_function(
        f"async () => (await (await fetch('{ACCOUNT}/next-publication')).json()).publish_status === 4"
    )
    set_push = sandbox.ask("GET", f"{ACCOUNT}/next-push")

    token = httpx.get(
        f"{sandbox.url}/cgi-bin/token",
        params={"grant_type": "client_credential", "appid": APPID, "secret": SECRET},
        trust_env=False,
    ).json()["access_token"]
    sandbox.ask(
        "POST", f"/cgi-bin/message/mass/sendall?access_token={token}",
        filter={"is_to_all": True}, text={"content": "周六的会"}, msgtype="text",
    )  # fmt: skip

    assert set_push == {"status": "err(40001)", "errors": 0}
    expect(office.get_by_label("下一次群发").locator("option:checked")).to_have_text("照常", timeout=20_000)
    expect(office.get_by_label("下一次发布文章").locator("option:checked")).to_have_text("没过平台审核")


def test_the_desk_says_who_answers_and_leads_here(desk: Desk) -> None:
    desk.sandbox.ask("PATCH", ACCOUNT, server_enabled=False)
    link = desk.page.locator(".head [data-back-end]")
    expect(link).to_have_text("后台在答")

    link.click()

    desk.page.wait_for_selector("html[data-ready]")
    expect(desk.page.locator('[data-slot="whose"]')).to_have_text("青禾镇党建 · 服务号 · 已认证")


@pytest.fixture(params=[360, 1280])
def calm(browser: Browser, sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, reduced_motion="reduce", has_touch=True
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{sandbox.url}/back-end")
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()


def faults(page: Page) -> list[Any]:
    wide = page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)")
    small = page.evaluate(TOO_SMALL) if page.viewport_size == {"width": 360, "height": 800} else []
    return [*([wide] if wide else []), *small, *page.evaluate(TOO_FAINT, LEAST), *axe.violations(page)]


def test_nobody_is_kept_out_at_any_width(calm: Page) -> None:
    found = {"empty": faults(calm)}
    calm.get_by_role("button", name="填一套现成的").click()
    calm.locator(".rule summary").nth(1).click()
    rule = calm.locator(".rule").nth(1)
    rule.get_by_label("这一句：做什么").first.select_option("news")
    rule.get_by_label("这一句：做什么").last.select_option("img")
    found["full"] = faults(calm)

    assert found == {"empty": [], "full": []}
