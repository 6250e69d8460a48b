"""全部发出 or 随机发一份: asked where there is a choice, kept, shown and tried."""

import re
from typing import Any

import pytest
from django.test import Client

from zhijian.console.tests.reading import typed, words_of
from zhijian.console.tests.test_full_editor import address, as_opened, page_of
from zhijian.console.tests.test_preview import bubbles
from zhijian.console.tests.test_rule_editor import NEW, form
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_rule, ask

pytestmark = pytest.mark.django_db

CHOICE = re.compile(r'type="radio" name="reply_mode" value="(\w+)"( checked)?')


def several(*texts: str) -> dict[str, Any]:
    return {"part_kind": ["text"] * len(texts), "part_text": list(texts), "part_item": [""] * len(texts)}


def test_it_is_asked_only_where_there_are_several_parts(as_lin: Client, account: Account) -> None:
    one = as_lin.post(NEW, form(act="add-word", reply_mode="one")).content.decode()
    two = as_lin.post(NEW, form(act="add-text-", reply_mode="one")).content.decode()

    assert (CHOICE.findall(one), typed(one, "reply_mode")) == ([], ["one"])
    assert CHOICE.findall(two) == [("all", ""), ("one", " checked")]


def test_what_is_chosen_is_saved_and_comes_back(as_lin: Client, account: Account) -> None:
    as_lin.post(NEW, form(**several("一句", "两句"), reply_mode="one"))
    rule = Rule.objects.get()
    opened = page_of(as_lin, rule)

    as_lin.post(address(rule), as_opened(opened, reply_mode="all", **several("一句", "两句")))

    assert CHOICE.findall(opened) == [("all", ""), ("one", " checked")]
    assert (rule.reply_mode, Rule.objects.get().reply_mode) == ("one", "all")
    assert len(ask(account, "党费").letters) == 1


def test_nonsense_means_all_of_them(as_lin: Client, account: Account) -> None:
    as_lin.post(NEW, form(**several("一句", "两句"), reply_mode="some"))

    assert Rule.objects.get().reply_mode == "all"


def test_the_phone_shows_each_that_may_be_drawn(as_lin: Client, account: Account) -> None:
    assert bubbles(as_lin, **several("一句", "", "两句"), reply_mode="one") == [
        "党费",
        "随机发一份，2 份里的第 1 份",
        "一句",
        "随机发一份，2 份里的第 2 份",
        "两句",
    ]
    assert bubbles(as_lin, **several("一句"), reply_mode="one") == ["党费", "一句"]


def test_numbers_stand_under_each(as_lin: Client, account: Account) -> None:
    choice = {"choice_label": ["转接"], "choice_leads_to": [""], "choice_says": ["这样转"]}

    shown = bubbles(as_lin, **several("一句", "两句"), **choice, reply_mode="one")

    assert [line for line in shown if "1 转接" in line] == [
        "一句 回复数字： 1 转接",
        "两句 回复数字： 1 转接",
    ]


def test_the_list_says_or(as_lin: Client, account: Account) -> None:
    a_rule(account, "语录", "一句", "两句", reply_mode="one")
    a_rule(account, "学习", "先看", "再看")

    page = words_of(as_lin.get("/console/answers/").content.decode())

    assert ("一句 或 两句" in page, "先看 + 再看" in page) == (True, True)


def test_trying_says_which_one_it_is_this_time_and_draws_anew(as_lin: Client, account: Account) -> None:
    a_rule(account, "语录", "一句", "两句", "三句", reply_mode="one")
    a_rule(account, "学习", "先看", "再看")
    said = re.compile(r"有 3 份，随机发一份；这次是第 (\d) 份，再试可能是另一份。.*?(一句|两句|三句)")

    pages = [words_of(as_lin.get("/console/answers/try/?q=语录").content.decode()) for _ in range(30)]
    plain = words_of(as_lin.get("/console/answers/try/?q=学习").content.decode())

    drawn = {found.groups() for page in pages if (found := said.search(page))}
    assert (drawn, "随机" in plain) == ({("1", "一句"), ("2", "两句"), ("3", "三句")}, False)


def test_of_two_at_once_the_second_is_asked_whose_mode_counts(
    as_lin: Client, wen: Staff, account: Account
) -> None:
    rule = a_rule(account, "语录", "一句", "两句")
    opened = page_of(as_lin, rule)
    services.change_rule(rule, reply_mode="one", by=wen)

    page = words_of(as_lin.post(address(rule), as_opened(opened, priority="3")).content.decode())

    assert "几段怎么发 只有Wen改了，照他的 随机发一份" in page
