import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import a_pack, an_article
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services
from zhijian.rooms.answers.tests.builders import a_rule, lin

pytestmark = pytest.mark.django_db


def home(client: Client, **query: str) -> str:
    response = client.get("/m/", query)
    assert response.status_code == 200
    return response.content.decode()


def packs_on(page: str) -> list[tuple[str, str]]:
    """(title, hint) of each row."""
    return re.findall(r'<a class="row"[^>]*>.*?<b>(.*?)</b><small>(.*?)</small>', page)


def test_says_whose_it_is_and_which_word_to_try(client: Client, account: Account) -> None:
    a_rule(account, "两学一做", a_pack(account, an_article(account)))

    page = home(client)

    assert "<h2>青禾镇党建</h2>" in page
    assert "在公众号里发一个词就行，比如“两学一做”。" in page
    assert packs_on(page) == [("学习资料", "在公众号里发“两学一做”")]


def test_only_what_a_keyword_hands_out_to_everybody_is_shown(client: Client, account: Account) -> None:
    """A pack in the library, in a rule that is off, or for some, or no word's: its address stays its own."""
    editor: Staff = lin()
    packs = {
        name: a_pack(account, an_article(account), title=name)
        for name in ("闲", "停", "菜单", "正则", "老", "旧", "份", "河东", "给")
    }
    services.switch_off(a_rule(account, "停", packs["停"]), by=editor)
    a_rule(account, "MENU", packs["菜单"], occasion="click")
    a_rule(account, "第.期", packs["正则"], match="regex")
    a_rule(account, "给老人", packs["老"], audience={"age": {"from": 60}})
    a_rule(account, "给过", packs["旧"], valid_until=now() - timedelta(days=1))
    a_rule(account, "给各人", "一样的", variants=[({"bound": True}, [packs["份"]])])
    a_rule(account, "给河东", packs["河东"], unit="hedong")
    a_rule(account, "给我", packs["给"])

    page = home(client)

    assert packs_on(page) == [("给", "在公众号里发“给我”")]
    assert [pack.code in page for pack in packs.values()] == [*[False] * 8, True]


def test_each_account_has_its_own_part(client: Client, account: Account) -> None:
    an_account("hedong", name="河东村")

    assert sorted(re.findall(r"<h2>(.*?)</h2>", home(client))) == ["河东村", "青禾镇党建"]


def test_empty_house_is_said_kindly(client: Client, db: None) -> None:
    assert "这里刚刚开张" in home(client)


def test_elder_view_leads_on_in_the_same_view(client: Client, account: Account) -> None:
    pack = a_pack(account, an_article(account))
    a_rule(account, "两学一做", pack)

    page = home(client, view="elder-2")

    assert f'href="/read/{pack.code}?view=elder-2"' in page
    assert 'data-view="elder" data-size="2"' in page


def test_cost_does_not_grow_with_rules(
    client: Client, account: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        a_rule(account, f"词{number}", a_pack(account, an_article(account), title=f"包{number}"))

    with django_assert_max_num_queries(6):
        home(client)
