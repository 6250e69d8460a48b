"""A running account with sixty rules is taken over, and nothing of it is lost."""

from typing import Any

import pytest
from django.conf import settings

from tests.courier.backend import RULES, BackEnd, card
from tests.courier.conftest import MEI, Desk
from zhijian.courier import takeovers as courier
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import doorplate_of
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests.builders import PNG
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.menu.places import leaves
from zhijian.rooms.answers.menu.queries import menu_of
from zhijian.rooms.answers.models import Rule, TakenRule, TakeOver
from zhijian.rooms.answers.takeover import services as takeovers
from zhijian.rooms.answers.takeover.old import read
from zhijian.rooms.answers.takeover.queries import Found
from zhijian.rooms.answers.takeover.rehearsing import texts_to_ask
from zhijian.rooms.answers.takeover.states import Gap, State
from zhijian.rooms.answers.takeover.tests.builders import media, news, rule, text
from zhijian.rooms.answers.tests.builders import wrote
from zhijian.wechat import replies
from zhijian.worker.answers_chores import fetch_takeover
from zhijian_sandbox.tests.serving import Account as Elsewhere


@pytest.fixture
def backend(desk: Desk, account: Account) -> BackEnd:
    """The account's server configuration is off: WeChat answers by itself."""
    desk.control("PATCH", f"apps/{account.appid}", server_enabled=False)
    return BackEnd(desk, account)


def fetched(account: Account) -> TakeOver:
    """As the worker does it."""
    takeover = takeovers.begin(account, by="林")
    fetch_takeover(Task.objects.get(key=takeover.task_key))
    takeover.refresh_from_db()
    return takeover


def verdicts(takeover: TakeOver) -> dict[str, list[str]]:
    """What was asked, by verdict and why."""
    found: dict[str, list[str]] = {}
    for row in takeover.rehearsal["rows"]:
        found.setdefault(f"{row['verdict']} {row['why']}".strip(), []).append(row["asked"])
    return found


def said_before(desk: Desk, account: Account, words: str) -> list[tuple[str, str]]:
    """What WeChat's own rules say to Mei, as (kind, words)."""
    desk.control("POST", "followers/phone-1/acts", act="text", content=words, wait=True)
    found = desk.http.get(f"/_sandbox/followers/phone-1/chats/{account.appid}").json()["bubbles"]
    last = max(n for n, bubble in enumerate(found) if bubble["side"] != "account")
    return [_bubble(bubble) for bubble in found[last + 1 :] if bubble["side"] == "account"]


def _bubble(bubble: dict[str, Any]) -> tuple[str, str]:
    if bubble["kind"] == "text":
        return "text", bubble["content"]
    if bubble["kind"] == "news":
        return "news", bubble["articles"][0]["title"]
    return bubble["kind"], ""


def says_now(book: Book, words: str) -> list[tuple[str, str]]:
    answer = book.answer(wrote(words))
    said: list[tuple[str, str]] = []
    match answer.reply:
        case replies.TextReply():
            said.append(("text", answer.reply.content))
        case replies.NewsReply():
            said.append(("news", answer.reply.articles[0].title))
        case None:
            pass
        case _:
            said.append((type(answer.reply).__name__.removesuffix("Reply").lower(), ""))
    for letter in answer.letters:
        if letter["kind"] == "item":
            said.append((Item.objects.get(pk=letter["item"]).kind, ""))
        elif letter["kind"] == "news":
            said.append(("news", letter["title"]))
        else:
            said.append(("text", letter["text"]))
    return said


def test_sixty_rules_come_over_complete(desk: Desk, account: Account, backend: BackEnd) -> None:
    made = backend.make()
    takeover = fetched(account)
    found = Found(takeover)

    assert (takeover.state, len(found.old.rules), found.gaps) == (State.FOUND, RULES, {})
    assert [question.kind for question in found.open_questions] == ["same"]
    told = verdicts(takeover)
    words = {one["content"] for each in made for one in each["keyword_list_info"]}
    asked = {row["asked"] for row in takeover.rehearsal["rows"]}
    assert words <= asked
    assert {why: texts for why, texts in told.items() if why.startswith("differs")} == {
        "differs merged": ["找书记", "请问找书记怎么办"],
    }

    takeovers.decide_as_recommended(takeover, by="林")
    takeovers.import_all(takeover, by="林")

    # Every rule of the back end is marked on a rule of ours, and so are the welcome and the menu's messages.
    sources = set(TakenRule.objects.values_list("source", flat=True))
    assert {one.source for one in found.old.rules} | {"welcome"} <= sources
    assert {source for source in sources if source.startswith("menu")} == {"menu:1.1", "menu:1.2", "menu:1.3"}
    account.refresh_from_db()
    assert account.default_reply == "没听懂，请打电话。"
    entries = [entry["name"] for _, entry in leaves(menu_of(account).buttons)]
    assert entries == ["一句话", "一张图", "一篇文", *(f"网页{n}" for n in range(12))]


def test_rules_answer_as_they_did(desk: Desk, account: Account, backend: BackEnd) -> None:
    backend.make()
    takeover = fetched(account)
    takeovers.decide_as_recommended(takeover, by="林")
    takeovers.import_all(takeover, by="林")
    account.refresh_from_db()
    book = Book.load(doorplate_of(account), public_url=settings.ZHIJIAN_PUBLIC_URL)
    decided = {"挑0", "挑1", "挑2", "找书记", "请问找书记怎么办"}
    texts = [one for one in texts_to_ask(read(takeover.raw)) if one not in decided]

    before = {one: said_before(desk, account, one) for one in texts if not one.endswith("！")}
    now = {one: says_now(book, one) for one in before}

    assert len(before) > RULES
    two_articles = now.pop("文章二")
    assert before.pop("文章二") == [("news", "读本")]  # with the second article in the same message
    assert two_articles[0] == ("news", "读本")
    assert "讲稿" in two_articles[1][1]
    assert now == before


def test_files_are_saved_before_wechat_forgets_them(desk: Desk, account: Account, backend: BackEnd) -> None:
    backend.make()

    takeover = fetched(account)

    kept = [(one.kind, one.title, one.expires_at is not None) for one in takeover.media.all()]
    assert sorted(kept) == sorted(
        [
            ("image", "图和话", False),  # the newest rule that shows it gives its name
            ("image", "图 1", False),
            ("image", "临时图", True),
            ("voice", "录音", False),
            ("video", "片子", False),
            ("link", "两学一做", False),
            ("link", "读本", False),
            ("link", "讲稿", False),
            ("link", "菜单文章", False),
            ("image", "一张图", False),
        ]
    )
    article = Item.objects.get(title="两学一做", kind="link")
    assert (article.url, article.summary, article.cover is not None, article.source) == (
        "https://mp.weixin.qq.com/s/两学一做",
        "两学一做的摘要",
        True,
        "从微信后台接过来",
    )


def test_a_file_that_is_gone_is_asked_about_and_never_dropped(
    desk: Desk, account: Account, backend: BackEnd
) -> None:
    backend.set(
        is_autoreply_open=1,
        is_add_friend_reply_open=0,
        keyword_autoreply_info={
            "list": [rule("旧图", [("旧图", "equal")], text("看图"), media("img", "no-such-media-id"))]
        },
    )

    takeover = fetched(account)

    (gap,) = takeover.media.all()
    (question,) = Found(takeover).open_questions
    assert (gap.gap, gap.title, question.kind, question.name) == (Gap.GONE, "旧图", "gap", "旧图")
    takeovers.decide(takeover, question=question.key, choice="words", words="图在公示栏", by="林")
    takeovers.import_all(takeover, by="林")
    assert [part.text for part in Rule.objects.get().parts.all()] == ["看图", "图在公示栏"]


def test_a_file_we_may_not_have_is_a_gap_that_says_so(desk: Desk, account: Account, backend: BackEnd) -> None:
    backend.set(
        is_autoreply_open=1,
        keyword_autoreply_info={
            "list": [rule("图", [("图", "equal")], media("img", backend.temporary("image", PNG)))]
        },
    )
    desk.control("PUT", "faults/error", errcode=48001, path="material/get_material", count=9)

    takeover = fetched(account)

    assert (takeover.state, [one.gap for one in takeover.media.all()]) == (State.FOUND, [Gap.NOT_ALLOWED])


def test_a_file_the_library_cannot_keep_is_a_gap_that_says_so(account: Account, backend: BackEnd) -> None:
    elsewhere = Elsewhere()
    elsewhere.always(b"no picture at all")
    backend.set(
        is_autoreply_open=1,
        keyword_autoreply_info={"list": [rule("图", [("图", "equal")], media("img", elsewhere.url))]},
    )
    try:
        takeover = fetched(account)
    finally:
        elsewhere.close()

    assert (takeover.state, [one.gap for one in takeover.media.all()]) == (State.FOUND, [Gap.TOO_LARGE])


def test_an_article_without_its_picture_is_still_an_article(
    desk: Desk, account: Account, backend: BackEnd
) -> None:
    backend.set(
        is_autoreply_open=1,
        keyword_autoreply_info={
            "list": [rule("文", [("文", "equal")], news(card("甲", "https://elsewhere.example/cover.jpg")))]
        },
    )

    takeover = fetched(account)

    (article,) = takeover.media.all()
    assert (takeover.state, article.gap, article.item is not None) == (State.FOUND, "", True)


def test_a_menu_for_some_comes_over_by_number_where_tags_are_not_told(desk: Desk, account: Account) -> None:
    backend = BackEnd(desk, account)
    home = {"type": "view", "name": "Home", "url": "https://qinghe.example/"}
    tag = backend.call("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]
    backend.call("menu/create", {"button": [home]})
    backend.call("menu/addconditional", {"button": [home], "matchrule": {"tag_id": str(tag)}})
    desk.control("PUT", "faults/error", errcode=48001, path="tags/get", count=9)

    takeover = fetched(account)
    takeovers.import_all(takeover, by="林")

    assert menu_of(account, tag=tag).tag_name == str(tag)


def test_gaps_can_be_asked_for_again(desk: Desk, account: Account, backend: BackEnd) -> None:
    image = backend.temporary("image", PNG)
    backend.set(
        is_autoreply_open=1,
        keyword_autoreply_info={"list": [rule("图", [("图", "equal")], media("img", image))]},
    )
    desk.control("PUT", "faults/error", errcode=-1, path="media/get", count=9)
    takeover = fetched(account)
    assert [one.gap != "" for one in takeover.media.all()] == [True]
    desk.control("DELETE", "faults/error")

    takeovers.try_again(takeover, by="林")
    fetch_takeover(Task.objects.get(key=takeover.task_key))

    takeover.refresh_from_db()
    assert takeover.state == State.FOUND


def test_menus_made_through_the_api_are_live_here_at_once(desk: Desk, account: Account) -> None:
    backend = BackEnd(desk, account)
    home = {"type": "view", "name": "Home", "url": "https://qinghe.example/"}
    tag = backend.call("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]
    backend.call("menu/create", {"button": [home]})
    backend.call("menu/addconditional", {"button": [home], "matchrule": {"tag_id": str(tag)}})
    takeover = fetched(account)

    takeovers.import_all(takeover, by="林")

    account.refresh_from_db()
    (everybody, some) = menu_of(account), menu_of(account, tag=tag)
    assert (account.menu, everybody.draft, everybody.live is not None) == ([home], None, True)
    assert (some.tag_name, some.live_buttons, some.live.menu_id != "" if some.live else None) == (
        "党员",
        [home],
        True,
    )


def test_the_import_is_taken_back_whole(desk: Desk, account: Account, backend: BackEnd) -> None:
    backend.make()
    takeover = fetched(account)
    takeovers.decide_as_recommended(takeover, by="林")
    takeovers.import_all(takeover, by="林")

    kept = takeovers.undo(takeover, by="林")

    account.refresh_from_db()
    assert (kept, Rule.objects.count(), account.default_reply, menu_of(account).draft) == (0, 0, "", None)
    takeovers.import_all(takeover, by="林")
    assert Rule.objects.count() > RULES


def test_an_account_wechat_tells_nothing_of_fails_in_words(desk: Desk, account: Account) -> None:
    desk.control("PUT", "faults/error", errcode=48001, path="get_current_autoreply_info", count=9)

    takeover = fetched(account)

    assert (takeover.state, takeover.failure_code, takeover.raw) == (State.FAILED, 48001, {})


def test_a_stopped_fetch_goes_on_where_it_was(desk: Desk, account: Account, backend: BackEnd) -> None:
    backend.set(
        is_autoreply_open=1,
        keyword_autoreply_info={
            "list": [rule("文", [("文", "equal")], news(card("甲", ""), card("乙", "")))]
        },
    )
    takeover = takeovers.begin(account, by="林")

    courier.fetch(takeover, lambda done, _total: done < 1)
    once = takeover.media.count()
    courier.fetch(takeover, lambda _done, _total: True)

    takeover.refresh_from_db()
    assert (once, takeover.media.count(), takeover.state) == (1, 2, State.FOUND)
    assert desk.calls("get_current_autoreply_info") == 1
    assert MEI not in str(takeover.raw)
