"""What only a browser can show: scripts under the strict policy, swaps, keys, widths, contrast."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from zhijian.console.tests.builders import a_question
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import a_pack, an_article
from zhijian.rooms.answers.models import Rule, Unanswered
from zhijian.rooms.answers.tests.builders import a_rule
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "intake"])]

NEW = "/console/answers/rules/new/"


def test_list_narrows_as_one_types(page: Page, account: Account) -> None:
    a_rule(account, "党费")
    a_rule(account, "夜校")
    page.goto("/console/answers/")

    page.get_by_label("搜索").press_sequentially("夜")

    expect(page.locator(".rule-words")).to_have_text(["夜校"])
    expect(page.get_by_label("搜索")).to_be_focused()
    assert page.url.endswith("/console/answers/?q=%E5%A4%9C")


def test_rule_is_written_with_preview_and_counter(page: Page, account: Account) -> None:
    pack = a_pack(account, an_article(account, "读本"), title="学习资料")
    page.goto(NEW)

    page.get_by_label("第 1 个词", exact=True).fill("两学一做")
    page.get_by_role("button", name="加一个词").click()
    expect(page.get_by_label("第 2 个词", exact=True)).to_be_focused()
    page.keyboard.type("2学1做")
    page.get_by_label("文字", exact=True).fill("您好")
    expect(page.locator("#part-0-count")).to_have_text("用了 6 字节，上限 2048（约 680 个汉字）")
    page.get_by_role("button", name="资料库里的一样").click()
    page.get_by_role("button", name="学习资料 资料包").click()
    expect(page.locator("#preview")).to_contain_text("读本")
    page.get_by_role("button", name="第 2 段上移").click()
    expect(page.locator("#preview .phone-chat > *").nth(1)).to_contain_text("读本")
    page.get_by_role("button", name="保存并生效").click()
    expect(page.get_by_text("刚保存，已生效")).to_be_visible()

    rule = Rule.objects.get()
    assert [word.text for word in rule.keywords.all()] == ["两学一做", "2学1做"]
    assert [part.item or part.text for part in rule.parts.all()] == [pack, "您好"]


def test_adding_a_row_leaves_other_sheets_alone(page: Page, account: Account) -> None:
    page.goto(NEW)
    page.get_by_label("文字", exact=True).fill("没保存的话")
    page.get_by_text("谁管这一条，哪天再看，排第几").click()
    page.get_by_label("优先级").fill("7")

    page.get_by_role("button", name="加一个词").click()
    expect(page.get_by_label("第 2 个词", exact=True)).to_be_visible()

    expect(page.get_by_label("文字", exact=True)).to_have_value("没保存的话")
    expect(page.get_by_label("优先级")).to_have_value("7")


def test_enter_in_a_word_saves_and_removes_nothing(page: Page, account: Account) -> None:
    page.goto(NEW)
    page.get_by_label("文字", exact=True).fill("每月交一次")
    page.get_by_label("第 1 个词", exact=True).fill("党费")

    page.keyboard.press("Enter")
    expect(page.get_by_text("刚保存，已生效")).to_be_visible()

    assert [word.text for word in Rule.objects.get().keywords.all()] == ["党费"]


def test_a_refusal_stands_beside_its_row(page: Page, account: Account) -> None:
    page.goto(NEW)
    page.get_by_label("第 1 个词", exact=True).fill("(坏")
    page.get_by_label("第 1 个词怎么对上").select_option("regex")
    page.get_by_label("文字", exact=True).fill("每月交一次")

    page.get_by_role("button", name="保存并生效").click()

    expect(page.get_by_label("第 1 个词", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#keyword-0-wrong")).to_contain_text("正则表达式不能用")
    expect(page.get_by_label("文字", exact=True)).to_have_value("每月交一次")


def test_only_fields_that_count_are_asked_for(page: Page, account: Account) -> None:
    page.goto(NEW)
    words, menu = page.locator("#words"), page.locator("#menu-key")

    seen = {}
    for label in ("关注", "点菜单", "发来文字"):
        page.get_by_text(label, exact=True).click()
        seen[label] = (words.is_visible(), menu.is_visible())

    assert seen == {"关注": (False, False), "点菜单": (False, True), "发来文字": (True, False)}


def test_switch_and_settlement_answer_in_place(page: Page, account: Account) -> None:
    rule, question = a_rule(account, "党费"), a_question(account, "好的")
    page.goto(f"/console/answers/rules/{rule.pk}/")

    page.get_by_role("button", name="停用").click()
    expect(page.locator("#switch")).to_contain_text("已停用")
    page.goto("/console/answers/unanswered/")
    page.get_by_role("button", name="不用答，以后也不列").click()
    expect(page.locator(f"#like-{question.pk}")).to_contain_text("以后也不列")
    expect(page.locator(".page-head")).to_contain_text("0 句等人看")
    expect(page.locator("[data-waiting]").first).to_be_hidden()
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("button", name="不用答，以后也不列")).to_be_visible()
    expect(page.locator("[data-waiting]").first).to_have_text("1")

    assert (Rule.objects.get().is_on, Unanswered.objects.filter(settlement=None).count()) == (False, 1)


def test_lost_connection_is_one_line_and_keeps_the_text(context: BrowserContext, account: Account) -> None:
    page = context.new_page()  # this one may complain: it is made to lose its connection
    page.goto(NEW)
    page.get_by_label("文字", exact=True).fill("写了一半")

    context.set_offline(True)
    page.get_by_role("button", name="加一个词").click()
    expect(page.get_by_text("没连上，写的字都在。")).to_be_visible()
    context.set_offline(False)
    page.get_by_role("button", name="加一个词").click()

    expect(page.get_by_text("没连上，写的字都在。")).to_be_hidden()
    expect(page.get_by_label("文字", exact=True)).to_have_value("写了一半")


def test_lost_session_leads_the_whole_page_to_sign_in_and_back(
    page: Page, context: BrowserContext, account: Account
) -> None:
    page.goto(NEW)

    context.clear_cookies(name="zj_console")
    page.get_by_role("button", name="加一个词").click()

    page.wait_for_url("**/console/sign-in/?next=%2Fconsole%2Fanswers%2Frules%2Fnew%2F")
    expect(page.get_by_label("密码")).to_be_visible()


def test_an_answer_that_is_an_error_is_said_on_the_page(context: BrowserContext, account: Account) -> None:
    page = context.new_page()
    rule = a_rule(account, "党费")
    page.goto(f"/console/answers/rules/{rule.pk}/")

    Rule.objects.all().delete()
    page.get_by_role("button", name="停用").click()

    expect(page.get_by_text("这一步没办成，写的字都在。")).to_be_visible()


class TestWithoutScripts:
    """Every form still posts, every page still reads."""

    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_rule_is_written(self, page: Page, account: Account) -> None:
        page.goto(NEW)
        page.get_by_label("第 1 个词", exact=True).fill("党费")
        page.get_by_role("button", name="加一个词").click()
        page.get_by_label("第 2 个词", exact=True).fill("交费")
        page.get_by_label("文字", exact=True).fill("每月交一次")
        page.get_by_role("button", name="保存并生效").click()

        expect(page.get_by_text("刚保存，已生效")).to_be_visible()
        assert [word.text for word in Rule.objects.get().keywords.all()] == ["党费", "交费"]

    def test_rule_is_found(self, page: Page, account: Account) -> None:
        a_rule(account, "党费")
        a_rule(account, "夜校")
        page.goto("/console/answers/")

        page.get_by_label("搜索").fill("夜")
        page.keyboard.press("Enter")

        expect(page.locator(".rule-words")).to_have_text(["夜校"])


def every_page(account: Account) -> list[str]:
    """Addresses of all pages, with names as long as they may be."""
    Account.objects.filter(pk=account.pk).update(name="青禾镇离退休干部第二党支部委员会党建学习公众号")
    long_word = "这是一个特别长的关键词" * 12
    rule = a_rule(account, long_word, "很长的回复，" * 60, an_article(account, "题" * 60))
    a_rule(account, "AVeryLongWordWithoutAnySpace" * 8)
    a_question(account, "我妈的药忘在卫生室了，" * 20)
    answers = "/console/answers/"
    return [
        "/console/",
        "/console/more/",
        answers,
        f"{answers}?q=没有这样的词",
        NEW,
        f"{answers}rules/{rule.pk}/",
        f"{answers}rules/{rule.pk}/removal/",
        f"{answers}unanswered/",
        "/console/sign-out/",
    ]


def test_design_keeps_its_numbers(page: Page, account: Account) -> None:
    """No scrolling sideways, nothing too small for a finger, no pale word, at every width and in the dark."""
    found = {}
    for address in every_page(account):
        page.goto(address)
        found[address] = faults(page)

    assert {address: broken for address, broken in found.items() if broken} == {}
