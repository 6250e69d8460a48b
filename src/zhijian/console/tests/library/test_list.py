"""The list: what stands there, finding it, narrowing it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from zhijian.console.tests.library.pages import LIST, shown, titles
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import (
    a_pack,
    an_article,
    an_image,
)
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db


def test_newest_stand_first_with_facts_and_where_they_are_used(as_lin: Client, account: Account) -> None:
    article = an_article(account, "读本", body="字" * 600)
    a_pack(account, article, title="学习资料")
    a_rule(account, "两学一做", article)

    page = shown(as_lin, LIST)

    assert titles(page) == ["学习资料", "读本"]
    assert "文章，600 字，约 2 分钟" in page
    assert "用在 2 处" in page


@pytest.mark.parametrize("word", ["党费", "黨費", "dangfei", "dfjn", "交纳"])
def test_search_takes_signs_pinyin_and_initials(as_lin: Client, account: Account, word: str) -> None:
    an_article(account, "党费交纳办法")
    an_article(account, "夜校课表")

    assert titles(shown(as_lin, LIST, q=word)) == ["党费交纳办法"]


def test_a_kind_is_shown_alone(as_lin: Client, account: Account) -> None:
    an_article(account, "读本")
    an_image(account, "海报")

    assert titles(shown(as_lin, LIST, show="image")) == ["海报"]


def test_what_is_about_to_end_has_a_chip_of_its_own(as_lin: Client, account: Account) -> None:
    an_article(account, "快到期", rights_until=localdate() + timedelta(days=38))
    an_article(account, "还早", rights_until=localdate() + timedelta(days=300))

    page = shown(as_lin, LIST, show="expiring")

    assert titles(page) == ["快到期"]
    assert "还有 38 天" in page


def test_as_one_types_only_the_list_is_sent(as_lin: Client, account: Account) -> None:
    an_article(account, "读本")

    piece = as_lin.get(LIST, {"q": "读"}, headers={"HX-Request": "true", "HX-Target": "items"})

    assert piece.content.decode().startswith('<div id="items">')


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    as_lin: Client, account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    picture = an_image(account)
    for number in range(12):
        a_pack(account, an_article(account, str(number), cover=picture), title=f"包{number}")
    piece = {"HX-Request": "true", "HX-Target": "items"}
    as_lin.get(LIST, headers=piece)

    with django_assert_num_queries(11):  # one of them asks for his posts
        as_lin.get(LIST, headers=piece)


def test_things_of_another_account_are_not_here(as_lin: Client, account: Account) -> None:
    an_article(account, "我们的")
    an_article(an_account("other", name="龙口村"), "别人的")

    assert titles(shown(as_lin, LIST)) == ["我们的"]


def test_empty_library_says_what_to_begin_with(as_lin: Client, account: Account) -> None:
    assert "资料库还是空的" in shown(as_lin, LIST)
