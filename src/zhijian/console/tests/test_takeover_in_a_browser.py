"""The take-over under a thumb: deciding answers in place, and the page keeps the numbers of design."""

import pytest
from playwright.sync_api import Page, expect

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.models import TakeOver
from zhijian.rooms.answers.takeover import services
from zhijian.rooms.answers.takeover.queries import things_to_fetch
from zhijian.rooms.answers.takeover.tests.builders import a_told, media, rule, text
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/console/accounts/qinghe/takeover/"


@pytest.fixture
def in_browser(wen: Staff) -> Staff:
    return wen


@pytest.fixture
def takeover(account: Account) -> TakeOver:
    taken = services.begin(account, by="tests")
    services.note_told(
        taken,
        a_told(
            rule(
                "主题党日活动安排" * 4, [("活动", "equal")], text("一"), text("二。" * 400), mode="random_one"
            ),
            rule("会场", [("会场", "equal")], media("img", "gone")),
            rule("长" * 60, [("AVeryLongWordWithoutAnySpace" * 3, "contain")], text("很长的回复，" * 60)),
            menu=[{"name": "值班", "type": "text", "value": "周一到周五"}],
        ),
    )
    for thing in things_to_fetch(taken):
        services.note_gap(taken, thing, why="gone")
    services.note_fetched(taken)
    return taken


def test_a_decision_answers_its_own_row(page: Page, takeover: TakeOver) -> None:
    page.goto(PAGE)

    page.get_by_label("只发第一段").check()
    page.get_by_role("button", name="就这样定").first.click()
    expect(page.locator(".todo-done")).to_contain_text("只发第一段")
    expect(page.locator("#open-count")).to_have_text("还有 1 件")
    expect(page.locator("#actbar")).to_contain_text("还差 1 件要定")
    expect(page.locator("#rehearsal")).to_contain_text("现在只发第一段。")
    page.get_by_role("button", name="改：").click()
    expect(page.locator("#open-count")).to_have_text("还有 2 件")


def test_words_are_asked_for_where_they_are_needed(page: Page, takeover: TakeOver) -> None:
    page.goto(PAGE)

    before = page.get_by_label("换成哪一句").is_visible()
    page.get_by_label("换成一句话").check()
    page.get_by_label("换成哪一句").fill("图在公示栏")
    page.get_by_role("button", name="就这样定").last.click()
    expect(page.locator(".todo-done")).to_contain_text("换成一句话：图在公示栏")

    assert before is False


class TestWithoutScripts:
    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_it_is_decided_imported_and_switched(self, page: Page, takeover: TakeOver) -> None:
        page.goto(PAGE)

        page.get_by_role("button", name="都按建议定").click()
        page.get_by_role("button", name="接过来", exact=True).click()
        page.get_by_role("button", name="我已经启用了").click()

        expect(page.get_by_text("现在由指尖来答")).to_be_visible()


def test_pages_keep_the_numbers_of_design(page: Page, account: Account, takeover: TakeOver) -> None:
    found = {}
    page.goto(PAGE)
    found["found"] = faults(page)
    services.decide_as_recommended(takeover, by="tests")
    services.import_all(takeover, by="tests")
    page.goto(PAGE)
    found["imported"] = faults(page)
    TakeOver.objects.all().delete()
    page.goto(PAGE)
    found["begin"] = faults(page)

    assert {step: broken for step, broken in found.items() if broken} == {}
