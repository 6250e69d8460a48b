"""The library in a browser: searching, pasting, dragging, keeping what was typed, widths and contrast."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import parts_of
from zhijian.foundation.library.tests import samples, test_cleaning
from zhijian.foundation.library.tests.builders import (
    a_file,
    a_large_page,
    a_pack,
    a_recording,
    a_talking_point,
    an_article,
    an_image,
)
from zhijian.rooms.answers.tests.builders import a_rule
from zhijian.ui.tests.measuring import HAND, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/console/library/"
NEW_PACK = f"{LIST}new/pack/"
PASTE = """([html, plain]) => {
  const field = document.querySelector("#id_body");
  field.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_list_narrows_as_one_types_pinyin(page: Page, account: Account) -> None:
    an_article(account, "党费交纳办法")
    an_article(account, "夜校课表")
    page.goto(LIST)

    page.get_by_label("搜索").press_sequentially("dfjn")

    expect(page.locator("#items b")).to_have_text(["党费交纳办法"])
    assert page.url.endswith("/console/library/?q=dfjn")


def test_page_pasted_from_word_arrives_as_plain_lines_and_can_be_undone(page: Page, account: Account) -> None:
    page.goto(f"{LIST}new/article/")
    body = page.get_by_label("正文")
    body.fill("前面的话\n")

    page.evaluate(PASTE, [(test_cleaning.PASTED / "word.html").read_text(), "plain"])

    expect(body).to_have_value("前面的话\n" + "\n".join(test_cleaning.pasted("word")))
    expect(page.get_by_role("status").filter(has_text="粘过来了")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(body).to_have_value("前面的话\n")


def test_paste_without_an_answer_brings_the_text_itself(context: BrowserContext, account: Account) -> None:
    page = context.new_page()  # this one may complain: it is made to lose its connection
    page.goto(f"{LIST}new/article/")

    context.set_offline(True)
    page.evaluate(PASTE, ["<p>甲</p>", "只有文字"])

    expect(page.get_by_label("正文")).to_have_value("只有文字")


def test_file_that_is_too_large_is_said_before_it_is_sent(
    page: Page, account: Account, tmp_path: Path
) -> None:
    page.goto(f"{LIST}new/image/")
    large, other = tmp_path / "a.png", tmp_path / "a.docx"
    large.write_bytes(samples.a_png() + bytes(11 * 1024 * 1024))
    other.write_bytes(b"PK\x03\x04")
    says = page.locator("#id_file-says")

    page.get_by_label("文件", exact=True).set_input_files(large)
    expect(says).to_contain_text("这个文件有 11.0 MB，太大了")
    page.get_by_label("文件", exact=True).set_input_files(other)
    expect(says).to_contain_text("这种文件不收")


def test_commissioner_makes_the_pack_of_four_with_one_thumb(page: Page, account: Account) -> None:
    """Research 6.1, task 4, on a small phone: reading, audio, one large page, a question."""
    page.set_viewport_size({"width": HAND, "height": 740})
    for title, made in (("读本", an_article), ("录音", a_recording), ("一张纸", a_large_page)):
        made(account, title)
    page.goto(LIST)
    page.get_by_role("link", name="新资料").click()
    page.get_by_role("link", name="资料包").click()

    page.get_by_label("叫什么").fill("两学一做 学习资料")
    page.get_by_label("随资料送到的第一段话").fill("您好，第二条可以听。")
    page.get_by_label("读一读：从资料库里选").select_option(label="读本")
    for chip, title in (("听一听", "录音"), ("一页大字版", "一张纸")):
        page.get_by_role("button", name=chip, exact=True).click()
        page.get_by_label(f"{chip}：从资料库里选").select_option(label=title)
    page.get_by_role("button", name="想一想，说一说", exact=True).click()
    page.get_by_label("想一想，说一说", exact=True).fill("哪件小事让您觉得合格？")
    expect(page.locator("#preview")).to_contain_text("哪件小事让您觉得合格？")
    page.get_by_role("button", name="保存").last.click()

    expect(page.get_by_text("刚保存")).to_be_visible()
    pack = Item.objects.get(kind="pack")
    assert [part.title for part in parts_of(pack)] == ["读本", "录音", "一张纸", "哪件小事让您觉得合格？"]


def test_parts_are_dragged_into_another_order(page: Page, account: Account) -> None:
    pack = a_pack(account, *(an_article(account, title) for title in ("一", "二", "三")))
    page.set_viewport_size({"width": 1280, "height": 1100})
    page.goto(f"{LIST}items/{pack.code}/")
    handles = page.locator("[data-drag-handle]")

    handles.nth(2).hover()
    page.mouse.down()
    target = page.locator(".part").nth(0).bounding_box()
    assert target is not None
    for share in (0.8, 0.5, 0.2, 0.1):
        page.mouse.move(target["x"] + target["width"] - 60, target["y"] + target["height"] * share, steps=5)
    page.mouse.up()
    expect(page.locator(".part b").first).to_have_text("三")
    page.get_by_role("button", name="保存").last.click()
    expect(page.get_by_text("刚保存")).to_be_visible()

    assert [part.title for part in parts_of(pack)] == ["三", "一", "二"]


def test_moved_by_buttons_the_focus_stays_in_the_form(page: Page, account: Account) -> None:
    pack = a_pack(account, *(an_article(account, title) for title in ("一", "二")))
    page.goto(f"{LIST}items/{pack.code}/")

    page.get_by_role("button", name="第 2 样上移").click()

    expect(page.locator(".part b")).to_have_text(["二", "一"])


def test_half_a_pack_survives_a_session_that_ended(
    page: Page, context: BrowserContext, account: Account
) -> None:
    an_article(account, "读本")
    page.goto(NEW_PACK)
    page.get_by_label("叫什么").fill("写了一半的包")
    page.get_by_role("button", name="想一想，说一说", exact=True).click()
    page.get_by_label("想一想，说一说", exact=True).fill("哪件小事？")
    page.get_by_label("读一读：从资料库里选").select_option(label="读本")
    page.wait_for_timeout(500)

    page.goto(NEW_PACK)  # as after signing in again
    page.get_by_role("button", name="接着写").click()

    expect(page.get_by_label("叫什么")).to_have_value("写了一半的包")
    expect(page.get_by_label("想一想，说一说", exact=True)).to_have_value("哪件小事？")
    expect(page.locator(".part b").first).to_have_text("读本")


class TestWithoutScripts:
    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_pack_is_made(self, page: Page, account: Account) -> None:
        an_article(account, "读本")
        page.goto(NEW_PACK)

        page.get_by_label("叫什么").fill("学习资料")
        page.get_by_label("读一读：从资料库里选").select_option(label="读本")
        page.get_by_role("button", name="想一想，说一说", exact=True).click()
        page.get_by_label("想一想，说一说", exact=True).fill("哪件小事？")
        page.get_by_role("button", name="保存").last.click()

        expect(page.get_by_text("刚保存")).to_be_visible()
        assert [part.kind for part in parts_of(Item.objects.get(kind="pack"))] == ["article", "question"]

    def test_item_is_found(self, page: Page, account: Account) -> None:
        an_article(account, "党费交纳办法")
        an_article(account, "夜校课表")
        page.goto(LIST)

        page.get_by_label("搜索").fill("夜校")
        page.keyboard.press("Enter")

        expect(page.locator("#items b")).to_have_text(["夜校课表"])


def every_page(account: Account) -> list[str]:
    """Addresses of all pages, with names as long as they may be."""
    long = "小事不小：把门口的事办到心坎上" * 4
    an_account("other", name="青禾镇离退休干部第二党支部委员会党建学习公众号")
    picture = an_image(account, long[:60], samples.a_png(400, 300))
    article = an_article(
        account, long[:60], cover=picture, source="《青禾日报》" * 8, rights=long, summary=long
    )
    ended = a_recording(
        account, "AVeryLongNameWithoutAnySpace" * 2, rights_until=localdate() - timedelta(days=3)
    )
    voice = a_file(account, "voice", samples.an_mp3(3), title="书记的问候", file_name="a" * 100 + ".mp3")
    library.note_refused(item=voice, code=40005, why="文件类型不对")
    library.note_permanent(item=picture, media_id="p", url="")
    library.note_counted(account_id=account.pk, images=99_999, voices=1000, videos=950)
    pack = a_pack(account, article, ended, a_large_page(account), a_talking_point(account), title=long[:60])
    a_rule(account, "很长的一个关键词" * 9, pack)
    items = f"{LIST}items/"
    return [
        LIST,
        f"{LIST}?q=没有这样的",
        f"{LIST}?show=expiring",
        f"{LIST}new/",
        *(f"{LIST}new/{kind}/" for kind in ("article", "large", "question", "link", "audio", "pack")),
        *(f"{items}{item.code}/" for item in (article, ended, picture, voice, pack)),
        f"{items}{voice.code}/file/",
        f"{items}{pack.code}/copy/",
        f"{items}{pack.code}/removal/",
        f"{items}{voice.code}/removal/",
        f"{LIST}media/",
    ]


@pytest.mark.timeout(300)
def test_design_keeps_its_numbers(page: Page, account: Account) -> None:
    """No scrolling sideways, nothing too small for a finger, no pale word, at every width and in the dark."""
    found = {}
    for address in every_page(account):
        page.goto(address)
        found[address] = faults(page)

    assert {address: broken for address, broken in found.items() if broken} == {}
