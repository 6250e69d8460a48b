import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.tests.builders import an_article
from zhijian.portal.tests.test_reading import text_of
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_rule, lin

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(account: Account, settings: Settings) -> Rule:
    settings.ZHIJIAN_PUBLIC_URL = "https://qinghe.example"
    link = library.add_link(account_id=account.pk, title="原文", url="https://news.example/a", actor="tests")
    return a_rule(account, "党费", "第一段。\n<b>第二段</b>。", an_article(account), link)


def test_shows_all_of_an_answer_that_was_folded(client: Client, rule: Rule) -> None:
    page = client.get(f"/read/{rule.code}").content.decode()

    article, link = (part.item for part in rule.parts.all()[1:])
    assert text_of(page).startswith("青禾镇党建 第一段。 &lt;b&gt;第二段&lt;/b&gt;。 还有这些 小事不小")
    assert re.findall(r'<a class="row" href="([^"]+)"', page) == [
        f"/read/{article.code}" if article else "",
        link.url if link else "",
    ]


def test_our_own_pages_open_in_the_readers_view(client: Client, rule: Rule) -> None:
    page = client.get(f"/read/{rule.code}?view=elder").content.decode()

    assert re.findall(r'<a class="row" href="(/read/[^"]+)"', page)[0].endswith("?view=elder")


def test_answer_that_was_switched_off_is_no_page(client: Client, rule: Rule) -> None:
    services.switch_off(rule, by=lin())

    assert client.get(f"/read/{rule.code}").status_code == 404


def test_answer_that_has_expired_is_no_page(client: Client, rule: Rule) -> None:
    services.change_rule(rule, valid_until=now() - timedelta(minutes=1), by=lin())

    assert client.get(f"/read/{rule.code}").status_code == 404


def test_another_reply_of_the_same_rule_has_a_page_of_its_own(client: Client, rule: Rule) -> None:
    services.change_rule(rule, variants=[({"age": {"from": 60}}, ["大字版。", "听一听。"])], by=lin())
    variant = rule.variants.get()

    pages = [client.get(f"/read/{code}").content.decode() for code in (rule.code, variant.code)]

    assert [("第一段" in page, "大字版" in page) for page in pages] == [(True, False), (False, True)]
