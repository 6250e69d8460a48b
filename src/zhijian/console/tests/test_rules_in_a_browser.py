"""The pages of 自动回复 as only a browser shows them: dragging, pasting, tapping words, coming back."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from zhijian.console.tests.builders import a_question, an_import
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import imports, services
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_rule
from zhijian.ui.tests.measuring import faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "intake"]),
    pytest.mark.timeout(180),
]

ANSWERS = "/console/answers/"
NEW = f"{ANSWERS}rules/new/"


def names(page: Page) -> list[str]:
    return page.locator(".order b").all_inner_texts()


def test_a_rule_is_dragged_before_another(page: Page, account: Account) -> None:
    for word in ("甲", "乙", "丙"):
        a_rule(account, word)
    page.emulate_media(reduced_motion="reduce")  # rows that still slide are not yet where the hand goes
    page.goto(f"{ANSWERS}order/")

    page.locator(".handle").nth(2).hover()
    page.mouse.down()
    for place in (1, 0):
        box = page.locator(".order li").nth(place).bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + 20, steps=12)
        page.mouse.move(box["x"] + 20, box["y"] + 4, steps=4)
        expect(page.locator(".order b").nth(place)).to_have_text("丙")
    page.mouse.up()

    expect(page.get_by_text("挪好了")).to_be_visible()
    assert names(page) == ["丙", "甲", "乙"]
    page.reload()
    assert names(page) == ["丙", "甲", "乙"]


def test_a_rule_is_moved_with_the_keyboard(page: Page, account: Account) -> None:
    first, second = a_rule(account, "甲"), a_rule(account, "乙")
    page.goto(f"{ANSWERS}order/")

    page.get_by_role("button", name="乙 上移").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("挪好了")).to_be_visible()
    assert names(page) == ["乙", "甲"]
    assert list(Rule.objects.order_by("-priority", "id")) == [second, first]


def test_tapped_words_open_their_fields_and_the_sentence_follows(page: Page, account: Account) -> None:
    page.goto(NEW)
    page.get_by_label("第 1 个词", exact=True).fill("体检")

    page.get_by_role("link", name="所有人").click()
    page.get_by_label("年满几岁").fill("60")

    expect(page.locator("#say")).to_contain_text("对60 岁以上")
    expect(page.get_by_label("年满几岁")).to_be_focused()


def test_another_reply_is_added_and_seen_as_they_see_it(page: Page, account: Account) -> None:
    page.goto(NEW)
    page.get_by_label("第 1 个词", exact=True).fill("体检")
    page.locator("#part-0").fill("平常的")

    page.get_by_role("button", name="对有些人改说另一份").click()
    page.locator("#reply-0").get_by_label("年满几岁").fill("60")
    page.locator("#part-1").fill("大字的")
    expect(page.locator("#preview")).to_contain_text("平常的")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="保存并生效").click()
    expect(page.get_by_text("刚保存，已生效")).to_be_visible()
    page.goto(f"{ANSWERS}rules/{Rule.objects.get().pk}/")
    page.get_by_label("以谁的身份").select_option("0")

    expect(page.locator("#preview")).to_contain_text("大字的")


def test_conflicts_are_said_while_one_types(page: Page, account: Account) -> None:
    a_rule(account, "党费", match="contains")
    page.goto(NEW)

    page.get_by_label("第 1 个词", exact=True).press_sequentially("党费怎么交")

    expect(page.locator("#conflicts")).to_contain_text("“党费怎么交”里就有“党费”")
    expect(page.get_by_label("第 1 个词", exact=True)).to_be_focused()


def test_the_library_is_searched_by_the_sounds_of_a_title(page: Page, account: Account) -> None:
    an_article(account, "两学一做 读本")
    an_article(account, "党费")
    page.goto(NEW)
    page.get_by_role("button", name="资料库里的一样").click()

    page.get_by_label("从资料库里选").press_sequentially("lxyz")
    expect(page.locator(".found-item")).to_have_count(1)
    page.locator(".found-item").click()

    expect(page.locator(".picked")).to_have_text("两学一做 读本")
    expect(page.locator("#preview")).to_contain_text("两学一做 读本")


def test_what_is_pasted_from_word_comes_in_as_its_words(page: Page, account: Account) -> None:
    page.goto(NEW)
    field = page.locator("#part-0")
    field.fill("开头：")

    field.evaluate(
        """(field) => {
          const data = new DataTransfer();
          data.setData("text/html", "<style>p{}</style><p class=MsoNormal><b>十一月</b>&nbsp;体检</p>" +
            "<ul><li>带证</li></ul><p><a href='https://qinghe.example/x'>安排</a></p>");
          data.setData("text/plain", "乱的");
          const paste = { clipboardData: data, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent("paste", paste));
        }"""
    )

    expect(field).to_have_value('开头：十一月 体检\n· 带证\n<a href="https://qinghe.example/x">安排</a>')


def test_what_was_typed_survives_a_session_that_ends(
    page: Page, context: BrowserContext, account: Account
) -> None:
    page.goto(NEW)
    page.get_by_role("button", name="加一个词").click()
    page.get_by_label("第 2 个词", exact=True).fill("交费")
    page.get_by_label("文字", exact=True).fill("写了很久的话")
    page.wait_for_timeout(800)
    cookies = context.cookies()
    context.clear_cookies(name="zj_console")
    page.get_by_role("button", name="保存并生效").click()
    page.wait_for_url("**/console/sign-in/**")

    context.add_cookies(
        [{"name": c["name"], "value": c["value"], "domain": c["domain"], "path": c["path"]} for c in cookies]
    )
    page.goto(NEW)
    page.get_by_role("button", name="接着写").click()

    expect(page.get_by_label("第 2 个词", exact=True)).to_have_value("交费")
    expect(page.get_by_label("文字", exact=True)).to_have_value("写了很久的话")


def test_a_group_joins_its_rule_in_place_and_leaves_it_again(page: Page, account: Account) -> None:
    a_rule(account, "活动室几点开门")
    question = a_question(account, "活动室星期天几点开门")
    page.goto(f"{ANSWERS}unanswered/")
    row = page.locator(f"#like-{question.pk}")

    page.get_by_role("button", name="加到“活动室几点开门”").click()
    expect(row).to_contain_text("以后这样问，就有人答")
    page.get_by_role("button", name="撤回").click()

    expect(page.get_by_role("button", name="加到“活动室几点开门”")).to_be_visible()


class TestWithoutScripts:
    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_a_rule_is_moved_by_its_button(self, page: Page, account: Account) -> None:
        for word in ("甲", "乙"):
            a_rule(account, word)
        page.goto(f"{ANSWERS}order/")

        page.get_by_role("button", name="乙 上移").click()

        assert names(page) == ["乙", "甲"]

    def test_conditions_another_reply_and_a_number_are_written(self, page: Page, account: Account) -> None:
        page.goto(NEW)
        page.get_by_label("第 1 个词", exact=True).fill("体检")
        page.locator("#part-0").fill("平常的")
        page.get_by_role("button", name="对有些人改说另一份").click()
        page.locator("#reply-0").get_by_label("年满几岁").fill("60")
        page.locator("#part-1").fill("大字的")
        page.get_by_text("让对方回复数字，接着往下问").click()
        page.get_by_role("button", name="加一个数字").click()
        page.get_by_label("第 1 项叫什么").fill("时间")
        page.get_by_label("选第 1 项以后说什么").fill("周三上午")
        page.locator("#dates summary").click()
        page.get_by_label("到哪天止").fill("2030-01-31")
        page.get_by_role("button", name="保存并生效").click()

        expect(page.get_by_text("刚保存，已生效")).to_be_visible()
        rule = Rule.objects.get(occasion="text")
        made = (rule.variants.count(), [c.label for c in rule.choices.all()], rule.valid_until is not None)
        assert made == (1, ["时间"], True)


def every_page(account: Account) -> list[str]:
    long = "这是一个特别长的关键词" * 6
    rule = a_rule(
        account,
        long,
        "很长的回复，" * 40,
        variants=[({"age": {"from": 60, "until": 120}, "units": ["hedong" * 8]}, ["另一份" * 30])],
    )
    step = services.make_rule(account_id=account.pk, occasion="step", parts=["往下"], by="tests")
    services.change_rule(rule, choices=[(1, "下一步" * 8, step)], by="tests")
    a_rule(account, long)
    for number in range(4):
        a_question(account, f"{long[:20]}怎么办{number}", number, openid=f"o-{number}")
    question = a_question(account, "我妈的药忘在卫生室了，" * 20, 9)
    looked = an_import(account, (long, "包含", "新的" * 80), ("党课", "像", "x"), ("夜校", "", "周三"))
    done = an_import(account, ("夜校", "", "周三"))
    imports.carry_out(done, by="tests")
    account.refresh_from_db()
    return [
        ANSWERS,
        f"{ANSWERS}?pick=1",
        f"{ANSWERS}?show=same",
        f"{ANSWERS}order/",
        f"{ANSWERS}import/",
        f"{ANSWERS}import/{looked.pk}/?replace=1",
        f"{ANSWERS}import/{done.pk}/",
        f"{ANSWERS}rules/{rule.pk}/",
        f"{ANSWERS}try/",
        f"{ANSWERS}try/?q={long[:20]}&age=78",
        f"{ANSWERS}unanswered/",
        f"{ANSWERS}unanswered/{question.pk}/rules/",
        f"{ANSWERS}synonyms/",
        f"{ANSWERS}report-words/qinghe/",
        f"{ANSWERS}default-reply/qinghe/",
    ]


class TestByAnAdministrator:
    @pytest.fixture
    def in_browser(self, wen: Staff) -> Staff:
        return wen

    @pytest.mark.timeout(400)
    def test_design_keeps_its_numbers(self, page: Page, account: Account) -> None:
        found = {}
        for address in every_page(account):
            page.goto(address)
            found[address] = faults(page)

        assert {address: broken for address, broken in found.items() if broken} == {}
