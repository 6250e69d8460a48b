"""The menu editor under a thumb: what saves itself, what is swapped, and what works without a script."""

import pytest
from playwright.sync_api import Page, expect

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers.menu import services
from zhijian.rooms.answers.menu.queries import menu_of
from zhijian.rooms.answers.menu.tests.builders import a_draft, a_menu, column, opens, press, published, put
from zhijian.rooms.answers.models import KnownTag, MenuVersion
from zhijian.rooms.answers.tests.builders import a_rule, a_welcome
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MENU = "/console/menu/"


def test_what_is_typed_saves_itself_and_shows_on_the_phone(page: Page, account: Account) -> None:
    a_draft(account)
    page.goto(f"{MENU}?at=2.2")

    page.get_by_label("按钮上的字").fill("交党费去")
    expect(page.locator("#slots .slot[aria-current]")).to_contain_text("交党费去")
    expect(page.get_by_text("存好了")).to_be_visible()
    expect(page.locator("#preview mark")).to_have_text("交党费去")
    expect(page.get_by_label("按钮上的字")).to_be_focused()

    assert menu_of(account).buttons[1]["sub_button"][1]["name"] == "交党费去"


def test_a_second_change_of_the_same_place_is_no_conflict(page: Page, account: Account) -> None:
    a_draft(account)
    page.goto(f"{MENU}?at=2.2")

    page.get_by_label("按钮上的字").fill("一")
    expect(page.locator("#preview mark")).to_have_text("一")
    page.get_by_label("按钮上的字").fill("二")
    expect(page.locator("#preview mark")).to_have_text("二")

    assert menu_of(account).buttons[1]["sub_button"][1]["name"] == "二"


def test_a_tapped_place_opens_below_and_keeps_the_address(page: Page, account: Account) -> None:
    a_draft(account)
    page.goto(MENU)

    page.locator("#slot-2-3").click()
    expect(page.locator("#place-title")).to_have_text("办事情 › 报名志愿")
    expect(page.get_by_label("按钮上的字")).to_have_value("报名志愿")

    assert page.url.endswith("/console/menu/?at=2.3")


def test_a_new_place_is_written_with_words_of_its_own(page: Page, account: Account) -> None:
    a_draft(account)
    page.goto(MENU)

    page.get_by_label("在 办事情 里加一项").click()
    expect(page.locator("#place-title")).to_have_text("办事情 › 新的一项")
    page.get_by_label("按钮上的字").fill("找书记")
    page.get_by_label("要回的话").fill("周三下午在二楼")
    expect(page.get_by_text("存好了")).to_be_visible()
    expect(page.locator("#slot-2-4")).to_contain_text("找书记 新")

    entry = menu_of(account).buttons[1]["sub_button"][3]
    assert (entry["name"], entry["answer"]) == ("找书记", {"text": "周三下午在二楼"})


def test_only_fields_of_the_chosen_kind_are_seen(page: Page, account: Account) -> None:
    a_draft(account)
    page.goto(f"{MENU}?at=2.1")

    seen = {}
    for kind in ("page", "scan", "photo"):
        page.locator(f'[name="kind"][value="{kind}"]').check()
        seen[kind] = [
            other
            for other in ("网址", "扫完以后", "怎么选图", "回什么")
            if page.get_by_label(other, exact=True).is_visible()
        ]

    assert seen == {"page": ["网址"], "scan": ["扫完以后"], "photo": ["怎么选图"]}


def test_a_refusal_stands_below_and_nothing_typed_is_lost(page: Page, account: Account) -> None:
    a_draft(account)
    page.goto(f"{MENU}?at=2.2")

    page.get_by_label("网址", exact=True).fill("qinghe.example")

    expect(page.locator("#place-says")).to_contain_text("地址要以 https:// 或 http:// 开头")
    expect(page.get_by_label("网址", exact=True)).to_have_value("qinghe.example")


def test_publishing_shows_when_wechat_has_taken_it(page: Page, account: Account) -> None:
    a_rule(account, "key-本月学习", occasion="click")
    a_draft(account, [press("本月学习")])
    page.goto(MENU)

    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("正在交给微信，通常几秒钟。")).to_be_visible()
    services.note_accepted(MenuVersion.objects.get().pk)
    expect(page.get_by_text("和关注者看到的一样，没有要发布的")).to_be_visible(timeout=8000)

    expect(page.get_by_text("在用")).to_be_visible()


class TestWithoutScripts:
    """Every form still posts, every page still reads."""

    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_a_place_is_written_moved_and_published(self, page: Page, account: Account) -> None:
        page.goto(MENU)
        page.get_by_label("按钮上的字").fill("办事情")
        page.get_by_role("button", name="存进草稿").last.click()
        page.get_by_label("在 办事情 里加一项").click()
        page.get_by_label("按钮上的字").fill("首页")
        page.locator('[name="kind"][value="page"]').check()
        page.get_by_label("网址", exact=True).fill("https://qinghe.example/")
        page.get_by_role("button", name="存进草稿").last.click()
        page.get_by_role("button", name="发布").click()

        expect(page.get_by_text("正在交给微信，通常几秒钟。")).to_be_visible()
        assert menu_of(account).buttons == [column("办事情", opens("首页", "https://qinghe.example/"))]


def test_pages_keep_the_numbers_of_design(page: Page, account: Account) -> None:
    """No scrolling sideways, nothing too small for a finger, nothing axe complains of."""
    Account.objects.filter(pk=account.pk).update(name="青禾镇离退休干部第二党支部委员会党建学习公众号")
    a_welcome(account, "您好，" * 60)
    a_rule(account, "key-组织关系", "很长的回复，" * 60, occasion="click")
    a_rule(account, "特别长的关键词" * 12, an_article(account, "题" * 60))
    KnownTag.objects.create(account=account, number=101, name="党员", followers=12)
    published(account)
    published(account, [column("字" * 5, *(press("长" * 20, f"k{n}") for n in range(5))), *a_menu()[:2]])
    published(account, a_menu(), tag=101, tag_name="一个名字特别长的标签用来试试看会不会把页面撑开")
    put(account, "2.1", press("换了"))
    version = services.publish(account=account, by="tests")
    services.note_refused(version.letter_key, code=40018)
    put(account, "3", {"name": "空的一列"})
    small = an_account("hehua", kind="subscription", is_verified=False)
    a_draft(small)

    found = {}
    for address in (
        MENU,
        f"{MENU}?at=2.1",
        f"{MENU}?at=3",
        f"{MENU}?tag=101",
        f"{MENU}another/",
        f"{MENU}removal/",
    ):
        page.goto(address)
        found[address] = faults(page)

    assert {address: broken for address, broken in found.items() if broken} == {}
