"""The menu editor: what its forms do, and what it says."""

import re

import pytest
from django.test import Client

from zhijian.console.menu import today
from zhijian.console.tests.reading import refusals, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.menu import services
from zhijian.rooms.answers.menu.places import Button, Place, entry_at, fingerprint
from zhijian.rooms.answers.menu.queries import menu_of
from zhijian.rooms.answers.menu.tests.builders import a_draft, a_menu, column, opens, press, published, put
from zhijian.rooms.answers.models import KnownTag, MenuVersion
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db

MENU = "/console/menu/"


def save(client: Client, account: Account, at: str, **fields: str) -> tuple[int, str]:
    """Post the place form as a browser does; the answer's status, and its page."""
    place = Place.read(at)
    assert place
    there = entry_at(menu_of(account).buttons, place)
    given = {"account": account.slug, "tag": "", "at": at, "seen": fingerprint(there), **fields}
    answer = client.post(f"{MENU}place/", given, follow=True)
    return answer.status_code, answer.content.decode()


def drafted(account: Account, at: str) -> Button | None:
    place = Place.read(at)
    return entry_at(menu_of(account).buttons, place) if place else None


def test_the_first_entry_is_written_from_nothing(as_lin: Client, account: Account) -> None:
    save(as_lin, account, "1", name="办事情", kind="list")
    save(as_lin, account, "1.1", name="交党费", kind="page", url="https://qinghe.example/dues")

    assert menu_of(account).buttons == [column("办事情", opens("交党费", "https://qinghe.example/dues"))]


@pytest.mark.parametrize(
    ("fields", "entry"),
    [
        ({"kind": "scan", "scan": "scancode_push", "key": "k"}, {"type": "scancode_push", "key": "k"}),
        ({"kind": "photo", "photo": "pic_weixin", "key": "k"}, {"type": "pic_weixin", "key": "k"}),
        ({"kind": "place", "key": "k"}, {"type": "location_select", "key": "k"}),
        (
            {"kind": "mini", "mini_appid": "wx1", "mini_page": "p", "mini_url": "https://a.example/"},
            {"type": "miniprogram", "appid": "wx1", "pagepath": "p", "url": "https://a.example/"},
        ),
        (
            {"kind": "raw", "raw_type": "article_id", "raw_id": "a1"},
            {"type": "article_id", "article_id": "a1"},
        ),
        ({"kind": "answer", "answer": "keep", "key": "k"}, {"type": "click", "key": "k"}),
        ({"kind": "answer", "answer": "key:other", "key": "k"}, {"type": "click", "key": "other"}),
    ],
)
def test_each_kind_is_written_as_the_platform_takes_it(
    as_lin: Client, account: Account, fields: dict[str, str], entry: Button
) -> None:
    a_draft(account)

    save(as_lin, account, "2.1", name="一", **fields)

    assert drafted(account, "2.1") == {"name": "一", **entry}


def test_an_article_of_the_library_opens_its_page(as_lin: Client, account: Account) -> None:
    article = an_article(account)

    _, html = save(as_lin, account, "1", name="读", kind="article", article=article.code)

    entry = drafted(account, "1")
    assert entry
    assert (entry["type"], entry["url"].endswith(f"/read/{article.code}")) == ("view", True)
    assert typed(html, "article") == [article.code]


def test_words_for_a_click_are_kept_until_it_is_published(as_lin: Client, account: Account) -> None:
    save(as_lin, account, "1", name="党费", kind="answer", answer="text", text="每月五日前")
    as_lin.post(f"{MENU}publication/", {"account": account.slug, "tag": ""})

    (letter,) = Letter.objects.all()
    (rule,) = account.rules.all()
    assert (letter.body["button"][0]["key"], [part.text for part in rule.parts.all()]) == (
        rule.keywords.get().text,
        ["每月五日前"],
    )


def test_new_words_for_an_answered_click_are_not_hidden_by_the_old_rule(
    as_lin: Client, account: Account
) -> None:
    a_rule(account, "menu-old", "旧话", occasion="click")
    published(account, [press("党费", "menu-old")])

    save(as_lin, account, "1", name="党费", kind="answer", key="menu-old", answer="text", text="新话")
    services.publish(account=account, by="tests")

    key = Letter.objects.latest("id").body["button"][0]["key"]
    answers = {rule.keywords.get().text: rule.parts.get().text for rule in account.rules.all()}
    assert (key != "menu-old", answers[key]) == (True, "新话")


def test_what_is_refused_stays_in_its_field(as_lin: Client, account: Account) -> None:
    a_draft(account)

    status, html = save(as_lin, account, "1", name="这一列的名字太长", kind="page", url="qinghe.example")

    assert (status, refusals(html), typed(html, "name"), typed(html, "url")) == (
        422,
        ["字太多：最多 5 个汉字，再短一点", "地址要以 https:// 或 http:// 开头，中间没有空格"],
        ["这一列的名字太长"],
        ["qinghe.example"],
    )


def test_a_place_changed_meanwhile_keeps_both(as_lin: Client, account: Account) -> None:
    a_draft(account)
    given = {
        "account": account.slug,
        "tag": "",
        "at": "2.1",
        "seen": "stale",
        "name": "我的",
        "kind": "place",
    }

    answer = as_lin.post(f"{MENU}place/", given)

    html = answer.content.decode()
    assert (answer.status_code, typed(html, "name"), drafted(account, "2.1")) == (
        422,
        ["我的"],
        a_menu()[1]["sub_button"][0],
    )
    assert "这一项刚被别人改过" in html


def test_an_entry_is_moved_and_removed(as_lin: Client, account: Account) -> None:
    a_draft(account)

    save(as_lin, account, "2.1", act="down")
    save(as_lin, account, "1.1", act="remove")

    names = [[one["name"] for one in head.get("sub_button", [])] for head in menu_of(account).buttons]
    assert names == [["听一听"], ["交党费", "组织关系", "报名志愿"], []]


def test_the_page_says_what_changed_and_what_is_lacking(as_lin: Client, account: Account) -> None:
    published(account)
    put(account, "2.4", opens("扫一扫"))
    put(account, "3", {"name": "空列"})

    said = words_of(as_lin.get(MENU).content.decode())

    assert "改了 3 处：" in said
    assert "还差 1 处：空列——下面还什么都没有" in said
    assert "点了没有人答：本月学习、听一听、组织关系、报名志愿。" in said


def test_a_menu_that_is_on_its_way_can_be_called_off(as_lin: Client, account: Account) -> None:
    a_draft(account)
    given = {"account": account.slug, "tag": ""}

    as_lin.post(f"{MENU}publication/", given)
    shown = words_of(as_lin.get(MENU).content.decode())
    as_lin.post(f"{MENU}publication/", {**given, "act": "call_off"})

    assert "正在交给微信，通常几秒钟。" in shown
    assert menu_of(account).is_sending is False


def test_the_page_is_loaded_anew_once_wechat_has_answered(as_lin: Client, account: Account) -> None:
    a_draft(account)
    services.publish(account=account, by="tests")
    poll = {"headers": {"HX-Request": "true"}}

    waiting = as_lin.get(f"{MENU}publication/", **poll)  # type: ignore[arg-type] # headers pass through
    services.note_accepted(MenuVersion.objects.get().pk)
    over = as_lin.get(f"{MENU}publication/", **poll)  # type: ignore[arg-type] # headers pass through

    assert (b"on-its-way" in waiting.content, over["HX-Refresh"]) == (True, "true")


def test_a_refusal_is_told_in_words_here_and_on_today(as_lin: Client, lin: Staff, account: Account) -> None:
    a_draft(account)
    version = services.publish(account=account, by="tests")
    services.note_refused(version.letter_key, code=40018)

    said = words_of(as_lin.get(MENU).content.decode())

    (line,) = today.lines(lin, account=account)
    assert "微信没有收下这份菜单。关注者看到的还是原来那份。 有一列的字太多了。" in said
    assert (line.what, line.why, line.opens) == ("菜单没发布成", "有一列的字太多了。", MENU)


def test_nobody_hears_of_a_refusal_he_cannot_mend(hao: Staff, account: Account) -> None:
    a_draft(account)
    version = services.publish(account=account, by="tests")
    services.note_refused(version.letter_key, code=40018)

    assert today.lines(hao, account=account) == []


def test_an_older_menu_comes_back_as_draft(as_lin: Client, account: Account) -> None:
    old = published(account)
    published(account, [opens("首页")])

    as_lin.post(f"{MENU}versions/{old.pk}/")

    assert menu_of(account).buttons == a_menu()


def test_a_draft_is_thrown_away(as_lin: Client, account: Account) -> None:
    published(account)
    put(account, "1", opens("首页"))

    as_lin.post(f"{MENU}draft/", {"account": account.slug, "tag": ""})

    assert (menu_of(account).draft, menu_of(account).buttons) == (None, a_menu())


def test_taking_down_asks_first(as_lin: Client, account: Account) -> None:
    published(account)

    asked = words_of(as_lin.get(f"{MENU}removal/").content.decode())
    as_lin.post(f"{MENU}removal/", {"account": account.slug, "tag": ""})

    assert "把菜单从微信撤下来？" in asked
    assert menu_of(account).is_leaving


def test_a_menu_for_a_tag_begins_as_everybodys(as_lin: Client, account: Account) -> None:
    published(account)
    KnownTag.objects.create(account=account, number=101, name="党员", followers=12)

    answer = as_lin.post(f"{MENU}another/", {"account": account.slug, "tag": "101"}, follow=True)

    assert (menu_of(account, tag=101).buttons, "给“党员”的一份" in answer.content.decode()) == (
        a_menu(),
        True,
    )


def test_a_menu_for_a_tag_nobody_knows_is_not_begun(as_lin: Client, account: Account) -> None:
    published(account)
    KnownTag.objects.create(account=account, number=101, name="党员")

    answer = as_lin.post(f"{MENU}another/", {"account": account.slug, "tag": "999"})

    assert (answer.status_code, MenuVersion.objects.exclude(tag=None).count()) == (422, 0)


def test_without_a_name_nobody_is_asked_what_he_sees(as_lin: Client, account: Account) -> None:
    as_lin.post(f"{MENU}trial/", {"account": account.slug, "tag": "", "who": "  "})

    assert Task.objects.filter(name="answers.try_menu").count() == 0


def test_a_new_place_nobody_has_named_yet_is_nothing_to_complain_of(as_lin: Client, account: Account) -> None:
    given = {"account": account.slug, "tag": "", "at": "1", "seen": "", "name": "", "kind": "page"}

    typing = as_lin.post(f"{MENU}place/", given, headers={"HX-Request": "true"})
    pressing = as_lin.post(f"{MENU}place/", given)

    assert (typing.status_code, pressing.status_code) == (204, 422)


def test_tags_are_asked_for_once(as_lin: Client, account: Account) -> None:
    for _ in range(2):
        as_lin.post(f"{MENU}tags/", {"account": account.slug})

    assert [(task.name, task.arguments) for task in Task.objects.filter(key__startswith="fetch-tags")] == [
        ("answers.fetch_tags", {"account": account.pk})
    ]


def test_an_account_that_may_set_no_menu_gets_lines_to_copy(as_lin: Client, db: None) -> None:
    small = an_account("hehua", kind="subscription", is_verified=False)
    a_draft(small, [column("办事情", opens("交党费", "https://qinghe.example/dues"))])

    said = words_of(as_lin.get(MENU).content.decode())

    assert "办事情 › 交党费 跳转网页 https://qinghe.example/dues" in said
    assert "发布后，已关注的人" not in said


def previewed(html: str) -> list[str]:
    """The columns on the phone."""
    phone = html.partition('class="phone-menu"')[2].partition("</section>")[0]
    return [words_of(found) for found in re.findall(r"<b>(.*?)</b>", phone)]


def test_the_phone_shows_what_each_would_see(as_lin: Client, account: Account) -> None:
    published(account, [opens("首页")])
    published(account, [opens("党员")], tag=101, tag_name="党员")
    put(account, "1", opens("新首页"))

    seen = {
        query: previewed(as_lin.get(MENU + query).content.decode())
        for query in ("", "?as=101", "?tag=101", "?tag=101&as=", "?as=999")
    }

    assert seen == {
        "": ["新首页"],
        "?as=101": ["党员"],
        "?tag=101": ["党员"],
        "?tag=101&as=": ["首页"],
        "?as=999": ["新首页"],
    }


def test_an_account_without_a_menu_may_bring_its_old_one(
    as_wen: Client, as_lin: Client, account: Account
) -> None:
    offered = ["原样接过来" in who.get(MENU).content.decode() for who in (as_wen, as_lin)]

    assert offered == [True, False]


def test_somebodys_menu_is_asked_for_and_told(as_lin: Client, account: Account) -> None:
    published(account, [opens("首页")])
    published(account, [opens("党员")], tag=101, tag_name="党员")
    before = words_of(as_lin.get(MENU).content.decode())

    as_lin.post(f"{MENU}trial/", {"account": account.slug, "tag": "", "who": "mei-2026"})
    asking = words_of(as_lin.get(MENU).content.decode())
    task = Task.objects.get(name="answers.try_menu")
    tasks.note_results(task, buttons=[opens("党员")])
    tasks.finish(task)
    told = words_of(as_lin.get(MENU).content.decode())

    assert "正在问微信……" not in before
    assert "正在问微信……" in asking
    assert "看到的是给“党员”的那份。" in told


def test_a_scan_we_are_told_of_gets_an_answer(as_lin: Client, account: Account) -> None:
    save(
        as_lin,
        account,
        "1",
        name="签到",
        kind="scan",
        scan="scancode_waitmsg",
        answer="text",
        text="签到好了",
    )
    services.publish(account=account, by="tests")

    (entry,), (rule,) = Letter.objects.get().body["button"], account.rules.all()
    assert (entry["type"], entry["key"], rule.parts.get().text) == (
        "scancode_waitmsg",
        rule.keywords.get().text,
        "签到好了",
    )


def test_the_phone_shows_what_a_tap_is_answered_with(as_lin: Client, account: Account) -> None:
    a_rule(account, "key-组织关系", "带上介绍信", occasion="click")
    a_draft(account)

    said = words_of(as_lin.get(f"{MENU}?at=2.1").content.decode())

    assert "点了“组织关系” 带上介绍信" in said
