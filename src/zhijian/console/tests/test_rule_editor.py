import re
from typing import Any

import pytest
from django.test import Client

from zhijian.console.tests.builders import a_question
from zhijian.console.tests.reading import refusals, rule_names, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library.tests.builders import a_pack, an_article
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Rule, Unanswered
from zhijian.rooms.answers.tests.builders import a_rule, a_welcome, ask

pytestmark = pytest.mark.django_db

NEW = "/console/answers/rules/new/"


def form(**changed: Any) -> dict[str, Any]:
    """The editor's form: one word, one text."""
    return {
        "account": "qinghe",
        "occasion": "text",
        "keyword": ["党费"],
        "match": ["contains"],
        "menu_key": "",
        "part_kind": ["text"],
        "part_text": ["每月交一次"],
        "part_item": [""],
        "priority": "0",
        "act": "save",
        **changed,
    }


def on_file(rule: Rule) -> tuple[str, list[tuple[str, str]], list[str], int]:
    return (
        rule.occasion,
        [(word.text, word.match) for word in rule.keywords.all()],
        [part.item.code if part.item else part.text for part in rule.parts.all()],
        rule.priority,
    )


def refused(client: Client, address: str = NEW, **changed: Any) -> str:
    response = client.post(address, form(**changed))
    assert response.status_code == 422
    return response.content.decode()


def test_a_rule_made_on_the_page_answers(as_lin: Client, lin: Staff, account: Account) -> None:
    response = as_lin.post(NEW, form(keyword=["党费", "交费"], match=["contains", "exact"], priority="5"))

    rule = Rule.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/console/answers/?saved={rule.pk}")
    assert on_file(rule) == ("text", [("党费", "contains"), ("交费", "exact")], ["每月交一次"], 5)
    assert ask(account, "党费怎么交").rule_id == rule.pk
    assert list(Line.objects.filter(action="rule.made").values_list("actor_name", flat=True)) == [str(lin)]


def test_texts_and_things_from_the_library_are_kept_in_order(as_lin: Client, account: Account) -> None:
    article = an_article(account)
    pack = a_pack(account, article)

    as_lin.post(
        NEW,
        form(
            part_kind=["text", "item", "text", "item"],
            part_text=["先看", "", "再看", ""],
            part_item=["", pack.code, "", article.code],
        ),
    )

    assert on_file(Rule.objects.get())[2] == ["先看", pack.code, "再看", article.code]


def test_welcome_needs_no_word(as_lin: Client, account: Account) -> None:
    as_lin.post(NEW, form(occasion="follow"))

    assert on_file(Rule.objects.get()) == ("follow", [], ["每月交一次"], 0)


def test_menu_rule_answers_its_entry(as_lin: Client, account: Account) -> None:
    as_lin.post(NEW, form(occasion="click", menu_key="DUES"))

    assert on_file(Rule.objects.get()) == ("click", [("DUES", "exact")], ["每月交一次"], 0)


def test_rows_added_and_left_empty_are_not_meant(as_lin: Client, account: Account) -> None:
    as_lin.post(
        NEW,
        form(
            keyword=["党费", " "],
            match=["exact", "exact"],
            part_kind=["text", "text", "item"],
            part_text=["每月交一次", " ", ""],
            part_item=["", "", ""],
        ),
    )

    assert on_file(Rule.objects.get())[1:3] == ([("党费", "exact")], ["每月交一次"])


def test_line_breaks_count_as_followers_get_them(as_lin: Client, account: Account) -> None:
    as_lin.post(NEW, form(part_text=["一\r\n二"]))

    assert on_file(Rule.objects.get())[2] == ["一\n二"]


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({"keyword": [" "]}, ["至少写一个词"]),
        (
            {"keyword": ["党费(?=几)"], "match": ["regex"]},
            ["正则表达式不能用：不支持前后查找 (?=…) (?!…) (?<=…) (?<!…)"],
        ),
        (
            {"part_text": ["长" * 683]},
            ["一段文字最多 2048 字节（约 680 个汉字），这一段有 2049 字节"],
        ),
        ({"part_text": [" "]}, ["至少回一句话"]),
        ({"priority": "很高"}, ["优先级是一个整数，比如 0 或 10"]),
        ({"priority": "5000"}, ["优先级是 -1000 到 1000 的整数"]),
        (
            {"part_kind": ["item"], "part_text": [""], "part_item": ["nowhere"]},
            ["资料库里已经没有这一样了，换一样吧"],
        ),
        ({"occasion": "click"}, ["选一个菜单项"]),
        ({"match": ["nonsense"]}, ["匹配方式只有 exact、contains、synonym、regex，没有“nonsense”"]),
        ({"occasion": "nonsense"}, ["规则只回应文字、关注和菜单"]),
        ({"keyword": [], "match": [], "part_kind": []}, ["至少写一个词", "至少回一句话"]),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    as_lin: Client, account: Account, changed: dict[str, Any], sentences: list[str]
) -> None:
    page = refused(as_lin, **changed)

    assert refusals(page) == sentences
    assert "还没有保存。标出来的地方改一下就好，写的字都在。" in page
    assert Rule.objects.count() == 0


def test_every_wrong_row_is_marked_at_once_and_all_text_is_kept(as_lin: Client, account: Account) -> None:
    page = refused(
        as_lin,
        keyword=["好词", "(坏", "\\1"],
        match=["exact", "regex", "regex"],
        part_kind=["text", "text"],
        part_text=["短", "长" * 700],
        part_item=["", ""],
        priority="x",
    )

    assert typed(page, "keyword") == ["好词", "(坏", "\\1"]
    assert typed(page, "match") == ["exact", "regex", "regex"]
    assert typed(page, "part_text") == ["短", "长" * 700]
    assert typed(page, "priority") == ["x"]
    assert len(refusals(page)) == 4


def test_things_of_another_account_are_not_in_this_library(as_lin: Client, account: Account) -> None:
    theirs = an_article(an_account("hedong", name="河东村"))

    page = refused(as_lin, part_kind=["item"], part_text=[""], part_item=[theirs.code])

    assert refusals(page) == ["资料库里已经没有这一样了，换一样吧"]
    assert theirs.code not in page.replace(f'value="{theirs.code}"', "")


def test_a_rule_is_made_for_the_account_the_form_was_opened_for(as_lin: Client, account: Account) -> None:
    an_account("hedong", name="河东村")
    as_lin.post("/console/accounts/", {"account": "hedong"})

    as_lin.post(NEW, form(account="qinghe"))

    assert Rule.objects.get().account == account


def test_a_rule_is_changed_on_its_page(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "党费", "旧的话")
    page = as_lin.get(f"/console/answers/rules/{rule.pk}/").content.decode()

    as_lin.post(f"/console/answers/rules/{rule.pk}/", form(part_text=["新的话"], priority="-3"))

    assert (typed(page, "keyword"), typed(page, "part_text")) == (["党费"], ["旧的话"])
    assert on_file(Rule.objects.get()) == ("text", [("党费", "contains")], ["新的话"], -3)


def test_a_rule_on_file_keeps_its_occasion(as_lin: Client, account: Account) -> None:
    rule = a_welcome(account, "您好")

    as_lin.post(f"/console/answers/rules/{rule.pk}/", form(occasion="text", part_text=["您好呀"]))

    assert on_file(Rule.objects.get()) == ("follow", [], ["您好呀"], 0)


def test_a_refused_change_keeps_the_rule_and_the_text(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "党费", "旧的话")

    page = refused(as_lin, f"/console/answers/rules/{rule.pk}/", part_text=["新" * 700])

    assert typed(page, "part_text") == ["新" * 700]
    assert on_file(Rule.objects.get())[2] == ["旧的话"]


def test_a_rule_of_the_menu_keeps_an_entry_the_menu_lost(as_lin: Client, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(menu=[{"type": "click", "name": "新", "key": "NEW"}])
    rule = a_rule(account, "OLD", occasion="click")

    page = as_lin.get(f"/console/answers/rules/{rule.pk}/").content.decode()

    assert typed(page, "menu_key") == ["OLD"]


ROWS: dict[str, Any] = {
    "keyword": ["一", "二"],
    "match": ["exact", "regex"],
    "part_kind": ["text", "text", "text"],
    "part_text": ["甲", "乙", "丙"],
    "part_item": ["", "", ""],
}


@pytest.mark.parametrize(
    ("act", "words", "texts"),
    [
        ("add-word", ["一", "二", ""], ["甲", "乙", "丙"]),
        ("remove-word-0", ["二"], ["甲", "乙", "丙"]),
        ("add-text", ["一", "二"], ["甲", "乙", "丙", ""]),
        ("remove-part-1", ["一", "二"], ["甲", "丙"]),
        ("up-part-2", ["一", "二"], ["甲", "丙", "乙"]),
        ("down-part-0", ["一", "二"], ["乙", "甲", "丙"]),
        ("up-part-0", ["一", "二"], ["甲", "乙", "丙"]),
        ("down-part-2", ["一", "二"], ["甲", "乙", "丙"]),
        ("remove-part-99", ["一", "二"], ["甲", "乙", "丙"]),
        ("remove-part-²", ["一", "二"], ["甲", "乙", "丙"]),
        ("nonsense", ["一", "二"], ["甲", "乙", "丙"]),
    ],
)
def test_rows_are_added_removed_and_moved_without_a_script(
    as_lin: Client, account: Account, act: str, words: list[str], texts: list[str]
) -> None:
    response = as_lin.post(NEW, form(**ROWS, act=act))

    page = response.content.decode()
    assert (response.status_code, Rule.objects.count()) == (200, 0)
    assert (typed(page, "keyword"), typed(page, "part_text")) == (words, texts)


def test_the_last_row_removed_leaves_an_empty_one(as_lin: Client, account: Account) -> None:
    words = as_lin.post(NEW, form(act="remove-word-0")).content.decode()
    parts = as_lin.post(NEW, form(act="remove-part-0")).content.decode()

    assert (typed(words, "keyword"), typed(parts, "part_text")) == ([""], [""])


def test_something_from_the_library_is_chosen_from_a_list(as_lin: Client, account: Account) -> None:
    pack = a_pack(account, an_article(account), title="学习资料")

    page = as_lin.post(NEW, form(act="add-item")).content.decode()

    assert found_in(page) == ["学习资料 资料包", "小事不小 文章"]
    assert f'value="pick-part-1-{pack.code}"' in page


def found_in(page: str) -> list[str]:
    return [
        words_of(found) for found in re.findall(r'<button class="found-item".*?</button>', page, re.DOTALL)
    ]


def test_the_library_is_searched_by_title_and_by_pinyin(as_lin: Client, account: Account) -> None:
    an_article(account, "两学一做")
    an_article(account, "党费怎么交")
    piece = "/console/answers/rules/library/?account=qinghe&at=1&part_find="

    found = [found_in(as_lin.get(piece + word).content.decode()) for word in ("党费", "lxyz", "没有的")]

    assert found == [["党费怎么交 文章"], ["两学一做 文章"], []]


def test_what_is_picked_stands_in_its_row(as_lin: Client, account: Account) -> None:
    pack = a_pack(account, an_article(account), title="学习资料")
    rows = {"part_kind": ["text", "item"], "part_text": ["好", ""], "part_item": ["", ""]}

    picked = as_lin.post(NEW, form(act=f"pick-part-1-{pack.code}", **rows)).content.decode()
    rows["part_item"] = ["", pack.code]
    changed = as_lin.post(NEW, form(act="change-part-1", **rows)).content.decode()

    assert (typed(picked, "part_item"), found_in(picked)) == (["", pack.code], [])
    assert (typed(changed, "part_item"), found_in(changed)[0]) == (["", ""], "学习资料 资料包")


def test_enter_in_a_field_saves(as_lin: Client, account: Account) -> None:
    """Browsers press the first button of a form on Enter; it must not be the one that removes a word."""
    page = as_lin.get(NEW).content.decode()

    assert page.index('name="act" value="save"') < page.index('name="act" value="remove-word-0"')


def test_switching_off_keeps_the_rule_and_silences_it(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "党费")

    response = as_lin.post(f"/console/answers/rules/{rule.pk}/switch/", {"is_on": "no"})

    assert response["Location"] == f"/console/answers/rules/{rule.pk}/"
    assert ask(account, "党费").rule_id is None


def test_switching_back_on_by_htmx_returns_the_piece(as_lin: Client, lin: Staff, account: Account) -> None:
    rule = a_rule(account, "党费")
    services.switch_off(rule, by=lin)

    piece = as_lin.post(
        f"/console/answers/rules/{rule.pk}/switch/", {"is_on": "yes"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert piece.startswith('<section class="sheet" id="switch"')
    assert words_of(piece) == "正在用 停用"
    assert ask(account, "党费").rule_id == rule.pk


def test_removal_says_what_is_lost_and_offers_the_switch(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "党费")

    page = as_lin.get(f"/console/answers/rules/{rule.pk}/removal/").content.decode()

    assert "删掉“党费”？ 删掉以后找不回来。" in words_of(page)
    assert "改为停用" in page
    assert Rule.objects.count() == 1


def test_a_removed_rule_is_gone_and_the_audit_names_it(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "党费")

    as_lin.post(f"/console/answers/rules/{rule.pk}/removal/")

    assert Rule.objects.count() == 0
    assert Line.objects.get(action="rule.removed").details["keywords"] == [["exact", "党费"]]


def test_unanswered_words_become_a_rule_and_are_settled(as_lin: Client, account: Account) -> None:
    question = a_question(account, "活动室\n星期天开吗")
    page = as_lin.get(f"{NEW}?question={question.pk}").content.decode()

    as_lin.post(NEW, form(keyword=typed(page, "keyword"), question=typed(page, "question")[0]))

    assert typed(page, "keyword") == ["活动室 星期天开吗"]
    assert on_file(Rule.objects.get())[1] == [("活动室 星期天开吗", "contains")]
    assert Unanswered.objects.filter(settlement=None).count() == 0


def test_a_menu_entry_without_a_rule_becomes_one(as_lin: Client, account: Account) -> None:
    question = a_question(account, "[菜单] DUES")

    page = as_lin.get(f"{NEW}?question={question.pk}").content.decode()

    assert typed(page, "menu_key") == ["DUES"]
    assert '<input type="radio" name="occasion" value="click" checked>' in page


def test_list_shows_the_saved_rule(as_lin: Client, account: Account) -> None:
    where = as_lin.post(NEW, form())["Location"]

    assert rule_names(as_lin.get(where).content.decode()) == ["党费"]
