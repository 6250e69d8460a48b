"""Report words, words that mean the same, and what the account does by itself."""

import time

import pytest
from django.test import Client

from zhijian.console.tests.reading import refusals, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import SynonymGroup
from zhijian.rooms.answers.settling import settings_of
from zhijian.rooms.answers.tests.builders import a_rule, an_arrival, ask, wrote

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

REPORT = "/console/answers/report-words/qinghe/"
SYNONYMS = "/console/answers/synonyms/"


def form(**changed: str) -> dict[str, str]:
    return {
        "words": "举报\n检举",
        "exceptions": "举报电话",
        "address": "",
        "reply": "",
        "act": "save",
        **changed,
    }


def test_report_words_are_saved_and_answer_at_once(as_wen: Client, account: Account) -> None:
    as_wen.post(REPORT, form(words="举报\n\n贪污 ", address="https://qinghe.example/door/"))

    settings = settings_of(account.pk)
    account.refresh_from_db()
    assert (settings.report_words, settings.report_exceptions) == (["举报", "贪污"], ["举报电话"])
    assert "https://qinghe.example/door/" in str(ask(account, "我要举报").reply)


def test_the_answer_is_shown_as_the_phone_will(as_wen: Client, account: Account) -> None:
    page = words_of(as_wen.get(REPORT).content.decode())

    assert "公众号里的聊天不是匿名的" in page[page.index("对方会看到") :]


def test_words_are_tried_on_the_last_days_in_numbers_only(as_wen: Client, account: Account) -> None:
    texts = ["我要举报王某某", "举报电话多少", "检举和举报", "党费"]
    for number, text in enumerate(texts, start=1):
        an_arrival(account, wrote(text, msg_id=number), number=number)
    ArrivalRow.objects.update(received_at=time.time())

    page = words_of(as_wen.post(REPORT, form(act="check")).content.decode())

    assert "收到的 4 句话里，会拦下 2 句。 举报 2、检举 1" in page
    assert "王某某" not in page
    assert settings_of(account.pk).pk is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"words": "报"}, "“报”只有一个字，会拦下太多平常的话"),
        ({"address": "qinghe"}, "写一个网址，以 https:// 开头，最多 500 个字"),
        ({"reply": "长" * 700}, "一段文字最多 2048 字节"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_with_everything_kept(
    as_wen: Client, account: Account, changed: dict[str, str], sentence: str
) -> None:
    response = as_wen.post(REPORT, form(**changed))

    page = response.content.decode()
    assert (response.status_code, sentence in refusals(page)[0]) == (422, True)
    assert {name: typed(page, name)[0] for name in changed} == changed


def test_synonyms_are_made_changed_and_removed(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "党费", "每月交一次", match="synonym")
    as_lin.post(SYNONYMS, {"words": "党费，交费、 缴费"})
    group = SynonymGroup.objects.get()
    account.refresh_from_db()
    answered = ask(account, "缴费").rule_id

    as_lin.post(f"{SYNONYMS}{group.pk}/", {"words": "党费、组织费"})
    changed = SynonymGroup.objects.get().words
    as_lin.post(f"{SYNONYMS}{group.pk}/", {"words": "党费、组织费", "act": "remove"})

    assert (answered, changed, SynonymGroup.objects.count()) == (rule.pk, ["党费", "组织费"], 0)


def test_synonyms_that_cannot_be_are_refused_in_place(as_lin: Client, account: Account) -> None:
    services.make_synonyms(account_id=account.pk, words=["党费", "交费"], by="tests")

    new = as_lin.post(SYNONYMS, {"words": "党费、会费"})
    alone = as_lin.post(f"{SYNONYMS}{SynonymGroup.objects.get().pk}/", {"words": "党费"})

    assert [(r.status_code, refusals(r.content.decode())) for r in (new, alone)] == [
        (422, ["“党费”已经在“党费、交费”那一组里"]),
        (422, ["至少写两个意思相近的词"]),
    ]


def test_the_search_and_the_time_out_are_settings(as_wen: Client, account: Account) -> None:
    manners = "/console/answers/manners/qinghe/"

    as_wen.post(manners, {"guide_minutes": "30"})
    refused = as_wen.post(manners, {"guide_minutes": "很久", "searches_library": "on"})

    settings = settings_of(account.pk)
    assert (settings.guide_minutes, settings.searches_library) == (30, False)
    assert (refused.status_code, refusals(refused.content.decode())) == (422, ["等几分钟：1 到 120"])
    assert typed(refused.content.decode(), "guide_minutes") == ["很久"]
