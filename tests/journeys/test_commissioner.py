"""The organisation commissioner's tasks on a phone 360 pixels wide, against a WeChat of one's own.

Task 4: make the reply for 两学一做, a pack of reading, recording and one large page, and try it as a
stranger, as a member, with a typo and with full-width letters. Task 5: read what nobody could answer, and
turn two of the questions into replies.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import ANSWER_SECONDS, House, Person
from tests.processes.running import until
from zhijian.foundation.library.tests.samples import an_mp3

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PACK = "两学一做 三样都有"
LIVE_MS = 2000  # so soon does what is saved answer


@pytest.fixture
def hand(browser: Browser, house: House) -> Iterator[Page]:
    """The console in the commissioner's hand, signed in."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    context.set_default_timeout(ANSWER_SECONDS)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.goto(f"{house.site}/console/")
    page.get_by_label("用户名").fill("editor")
    page.get_by_label("密码").fill("zhijian-demo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="主导航").last).to_be_visible()
    yield page
    context.close()
    assert complaints == []


def saved(page: Page) -> Locator:
    return page.get_by_text("刚保存").first


def test_reply_of_three_parts_is_made_and_tried_by_hand(person: Person, hand: Page, house: House) -> None:
    console = f"{house.site}/console"
    _add_to_library(hand, console)
    _make_the_pack(hand, console)

    hand.goto(f"{console}/answers/")
    hand.get_by_role("link", name="新规则").tap()
    hand.get_by_label("第 1 个词", exact=True).fill("两学一做")
    hand.get_by_label("第 1 个词怎么对上").select_option("synonym")
    hand.get_by_role("button", name="加一个词").tap()
    hand.get_by_label("第 2 个词", exact=True).fill("LXYZ")
    expect(hand.locator("#conflicts")).to_contain_text("“两学一做”也在规则")
    hand.locator("#part-0").fill("您好，这是学习资料。不方便看字的，点第二条听。")
    hand.get_by_role("button", name="资料库里的一样").tap()
    hand.get_by_label("从资料库里选").press_sequentially("sanyang")
    hand.get_by_role("button", name=f"{PACK} 资料包").tap()
    expect(hand.locator("#preview")).to_contain_text("大字版一页")
    hand.get_by_text("谁管这一条，哪天再看，排第几").tap()
    hand.get_by_label("优先级").fill("100")
    hand.get_by_role("button", name="保存并生效").tap()
    expect(saved(hand)).to_be_visible()

    seen = [_tried(hand, console, text) for text in ("两学一做", "两学一坐", "ｌｘｙｚ", "請問　兩學一做？")]
    hand.get_by_role("link", name="已绑定的党员").tap()
    seen.append(_answer(hand))

    assert ["点第二条听" in answer for answer in seen] == [True] * 5
    hand.wait_for_timeout(LIVE_MS)
    phone = person.says(1, "ＬＸＹＺ")
    expect(phone.locator('[data-side="account"]').filter(has_text="点第二条听").last).to_be_visible()
    expect(phone.get_by_role("link", name="大字版一页").last).to_be_visible()


def _add_to_library(hand: Page, console: str) -> None:
    hand.goto(f"{console}/library/new/large/")
    hand.get_by_label("标题").fill("大字版一页")
    hand.locator("#id_body").fill("学党章。\n学讲话。\n做合格党员。")
    hand.get_by_role("button", name="保存").last.tap()
    expect(saved(hand)).to_be_visible()
    hand.goto(f"{console}/library/new/audio/")
    hand.get_by_label("文件", exact=True).set_input_files(
        {"name": "listen.mp3", "mimeType": "audio/mpeg", "buffer": an_mp3(20)}
    )
    hand.get_by_label("标题").fill("听一听两学一做")
    hand.get_by_role("button", name="保存").last.tap()
    expect(saved(hand)).to_be_visible()


def _make_the_pack(hand: Page, console: str) -> None:
    hand.goto(f"{console}/library/new/pack/")
    hand.get_by_label("叫什么").fill(PACK)
    hand.get_by_label("读一读：从资料库里选").select_option(label="两学一做 学习读本")
    for chip, title in (("听一听", "听一听两学一做"), ("一页大字版", "大字版一页")):
        hand.get_by_role("button", name=chip, exact=True).tap()
        hand.get_by_label(f"{chip}：从资料库里选").select_option(label=title)
    hand.get_by_role("button", name="保存").last.tap()
    expect(saved(hand)).to_be_visible()


def _tried(hand: Page, console: str, text: str) -> str:
    """What the tester says the phone would show."""
    hand.goto(f"{console}/answers/try/")
    hand.get_by_label("对账号说").fill(text)
    hand.get_by_role("button", name="发", exact=True).tap()
    return _answer(hand)


def _answer(hand: Page) -> str:
    expect(hand.get_by_text("这一条来答")).to_be_visible()
    expect(hand.locator(".note b")).to_have_text("两学一做")
    return hand.locator(".phone-chat").inner_text()


def test_two_questions_nobody_could_answer_become_replies(person: Person, hand: Page, house: House) -> None:
    questions = {"phone-1": "电影票哪里领", "phone-2": "下棋的屋子开到几点"}
    for phone, words in questions.items():
        house.ask("POST", f"followers/{phone}/acts", act="text", content=words)
    unanswered = f"{house.site}/console/answers/unanswered/"
    assert until(lambda: _lists_all(hand, unanswered, list(questions.values())), seconds=30)

    film = hand.locator(".like").filter(has_text="电影票哪里领")
    film.get_by_role("link", name="新建规则").tap()
    hand.get_by_label("第 1 个词", exact=True).fill("电影票")
    hand.locator("#part-0").fill("电影票在镇文化站二楼领，周五下午。")
    hand.get_by_role("button", name="保存并生效").tap()
    expect(saved(hand)).to_be_visible()

    hand.goto(unanswered)
    joining = hand.locator(".like").filter(has_text="下棋的屋子开到几点")
    joining.get_by_role("link", name="加到规则…").tap()
    hand.get_by_label("搜索").press_sequentially("活动室")
    expect(hand.get_by_role("button", name="加到这条：活动室")).to_be_visible()
    hand.get_by_role("button", name="加到这条：活动室").tap()
    hand.wait_for_url(unanswered)
    expect(hand.locator(".like").filter(has_text="下棋的屋子开到几点")).to_have_count(0)

    hand.wait_for_timeout(LIVE_MS)
    first, second = person.says(1, "电影票哪里领"), person.says(2, "下棋的屋子开到几点")
    expect(first.locator('[data-side="account"]').last).to_contain_text("镇文化站二楼领")
    expect(second.locator('[data-side="account"]').filter(has_text="活动室在镇文化站").last).to_be_visible()


def _lists_all(hand: Page, address: str, texts: list[str]) -> bool:
    hand.goto(address)
    return all(hand.get_by_text(text).count() for text in texts)
