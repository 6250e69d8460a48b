"""试一试: who answers, who does not and why, for whom and when."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from zhijian.console.tests.reading import attribute, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers.models import RuleUse, Unanswered
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

TRY = "/console/answers/try/"


def tried(client: Client, account: Account, query: str) -> str:
    account.refresh_from_db()
    response = client.get(f"{TRY}?{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_winner_and_the_losers_are_named_with_their_reasons(as_lin: Client, account: Account) -> None:
    winner = a_rule(account, "两学一做", "读本", match="contains")
    old = a_rule(account, "一做", "旧的", match="contains", valid_until=now() - timedelta(days=400))

    page = tried(as_lin, account, "q=什么是兩學一做？")

    said = words_of(page)
    assert "这一条来答" in said
    assert "句子里有“两学一做”（包含）。" in said
    assert "已过期。 改日期" in said
    assert "<mark>兩學一做</mark>" in page
    assert f"/console/answers/rules/{winner.pk}/" in attribute(page, "a", "href")
    assert f"/console/answers/rules/{old.pk}/" in attribute(page, "a", "href")
    assert "读本" in said[said.index("对方会看到") :]


def test_another_person_gets_another_reply(as_lin: Client, account: Account) -> None:
    a_rule(account, "体检", "平常的", variants=[({"age": {"from": 60, "until": 120}}, ["大字的"])])

    stranger = words_of(tried(as_lin, account, "q=体检"))
    elder = words_of(tried(as_lin, account, "q=体检&age=78"))

    assert ("平常的" in stranger, "大字的" in stranger) == (True, False)
    assert ("大字的" in elder, "对 60 岁以上 的那一份" in elder, "78 岁" in elder) == (True, True, True)


def test_another_time_has_another_answer(as_lin: Client, account: Account) -> None:
    a_rule(
        account, "值班", "白天的", hours={"days": [1, 2, 3, 4, 5, 6, 7], "from": "08:00", "until": "18:00"}
    )

    day = words_of(tried(as_lin, account, "q=值班&at=2026-03-02T10:00"))
    night = words_of(tried(as_lin, account, "q=值班&at=2026-03-02T22:00"))

    assert ("白天的" in day, "只在每天 08:00—18:00答。" in night) == (True, True)


def test_whom_the_rules_tell_apart_are_offered_as_chips(as_lin: Client, account: Account) -> None:
    a_rule(account, "体检", variants=[({"age": {"from": 60, "until": 120}, "units": ["hedong"]}, ["大字的"])])

    page = tried(as_lin, account, "q=体检")

    assert "陌生人 已绑定的党员 hedong · 60 岁" in words_of(page)


def test_nothing_is_sent_kept_or_counted(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费")

    tried(as_lin, account, "q=党费")
    tried(as_lin, account, "q=没人能答")

    assert [table.objects.count() for table in (ArrivalRow, RuleUse, Unanswered)] == [0, 0, 0]


def test_what_nobody_answers_leads_to_a_new_rule_with_its_words(as_lin: Client, account: Account) -> None:
    page = tried(as_lin, account, "q=活动室几点开门")

    leads = next(href for href in attribute(page, "a", "href") if "?word=" in href)
    assert "活动室几点开门" in as_lin.get(leads).content.decode()


@pytest.mark.parametrize("query", ["at=nonsense&q=x", "age=old&q=x", "q=" + "长" * 5000, ""])
def test_nonsense_is_no_error(as_lin: Client, account: Account, query: str) -> None:
    tried(as_lin, account, query)
