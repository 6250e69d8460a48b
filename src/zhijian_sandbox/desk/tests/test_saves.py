"""存档: the desk kept under a name and brought back, from the page."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from zhijian_sandbox.desk.tests.conftest import Desk

pytestmark = pytest.mark.browser


def keep(desk: Desk, name: str) -> None:
    desk.page.get_by_role("button", name="存档").first.click()
    desk.page.get_by_label("存档的名字").fill(name)
    desk.page.get_by_role("button", name="存下现在").click()
    expect(desk.page.locator(f'[data-save="{name}"]')).to_be_visible()


def test_what_was_said_comes_back_with_a_save(desk: Desk) -> None:
    phone = desk.say(1, "要留住的")
    expect(phone.locator("[data-bubble]")).to_have_count(2)
    keep(desk, "第三课")
    desk.sandbox.ask("POST", "/_sandbox/reset", scope="chats")
    expect(phone.locator("[data-bubble]")).to_have_count(0)

    desk.page.get_by_role("button", name="回到这里：第三课").click()

    expect(desk.page.get_by_text("回到了“第三课”")).to_be_visible()
    desk.page.get_by_role("button", name="关上").click()
    phone.locator("[data-chat]").click()
    expect(phone.locator("[data-bubble]")).to_have_count(2)


def test_a_save_goes_out_as_a_file_and_comes_in_again(desk: Desk, tmp_path: Path) -> None:
    keep(desk, "带走")
    with desk.page.expect_download() as fetched:
        desk.page.get_by_role("link", name="把“带走”存成文件").click()
    file = tmp_path / "带走.json"
    fetched.value.save_as(file)
    desk.sandbox.ask("POST", "/_sandbox/reset", scope="all")

    desk.page.locator("[data-save-file]").set_input_files(file)

    expect(desk.page.get_by_text("读入了 带走.json")).to_be_visible()
    expect(desk.page.locator("[data-phone]")).to_have_count(2)


def test_a_file_that_is_no_save_says_so(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "买菜.json"
    file.write_text("[]")
    # Another page, because the browser itself complains of a refusal in the console.
    desk = Desk(desk.page.context.new_page(), desk.sandbox).open()
    desk.page.get_by_role("button", name="存档").first.click()

    desk.page.locator("[data-save-file]").set_input_files(file)

    expect(desk.page.get_by_text("这不是沙箱的存档")).to_be_visible()
