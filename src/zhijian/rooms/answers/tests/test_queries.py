from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import an_article, an_image
from zhijian.foundation.staff import services as staff
from zhijian.rooms.answers import permissions, queries, services
from zhijian.rooms.answers.queries import PublicReply
from zhijian.rooms.answers.tests.builders import FRIDAY, PUBLIC, a_rule, lin

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(tmp_path: Path, settings: Settings) -> Account:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ZHIJIAN_PUBLIC_URL = PUBLIC
    return an_account()


def test_rules_are_listed_in_the_order_they_are_asked(account: Account) -> None:
    low, high, equal = (
        a_rule(account, word, priority=priority) for word, priority in (("甲", 0), ("乙", 2), ("丙", 0))
    )

    assert list(queries.rules_visible_to(lin())) == [high, low, equal]


def test_the_list_of_rules_takes_the_same_few_queries_however_long(
    account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor = lin()
    for number in range(20):
        a_rule(account, f"词{number}", "一", an_article(account))

    with django_assert_num_queries(5):  # one of them asks for his posts
        shown = [
            (
                rule.is_on,
                [str(word) for word in rule.keywords.all()],
                [part.item for part in rule.parts.all()],
            )
            for rule in queries.rules_visible_to(editor)
        ]

    assert len(shown) == 20


def test_no_list_opens_the_accounts_secrets(account: Account) -> None:
    editor = lin()
    a_rule(account, "党费")
    services.list_unanswered(
        account_id=account.pk, intake_id=1, openid="o", text="几点", asked_at=datetime.now(UTC)
    )

    with CaptureQueriesContext(connection) as asked:
        found = [*queries.rules_visible_to(editor), *queries.unanswered_visible_to(editor)]

    columns = [query["sql"].partition(" FROM ")[0] for query in asked.captured_queries]
    table = connection.ops.quote_name(Account._meta.db_table)
    assert (len(found), [said for said in columns if table in said]) == (2, [])


@pytest.mark.parametrize("word", ["两学", "兩 學", "读本", "LXYZ"])
def test_a_rule_is_found_by_its_words_however_written(account: Account, word: str) -> None:
    rule = services.make_rule(
        account_id=account.pk,
        keywords=[("兩學一做", "exact"), ("lxyz", "contains")],
        parts=["读本在这里"],
        by="tests",
    )
    a_rule(account, "党费")

    assert list(queries.holding_word(queries.rules_visible_to(lin()), word)) == [rule]


def test_unanswered_messages_come_newest_first(account: Account) -> None:
    for number in (1, 2):
        services.list_unanswered(
            account_id=account.pk,
            intake_id=number,
            openid="o-mei",
            text=f"第{number}句",
            asked_at=FRIDAY.replace(minute=number),
        )

    assert [found.text for found in queries.unanswered_visible_to(lin())] == ["第2句", "第1句"]


def test_whoever_has_the_code_reads_the_whole_reply(account: Account) -> None:
    article, image = an_article(account), an_image(account)
    rule = a_rule(account, "学习", "先看", article, image, "再看")
    assert rule.code

    assert queries.public_reply(rule.code) == PublicReply(
        account_name="青禾镇党建",
        texts=("先看", "再看"),
        links=(
            ("小事不小", f"{PUBLIC}/read/{article.code}"),
            ("河与桥", f"{PUBLIC}/read/{image.code}"),
        ),
    )


def test_a_reply_that_is_off_or_gone_is_read_by_nobody(account: Account) -> None:
    rule = a_rule(account, "学习", "一", "二")
    code = rule.code or ""
    assert queries.public_reply(code) is not None

    services.switch_off(rule, by="tests")

    assert (queries.public_reply(code), queries.public_reply("r00000000000000")) == (None, None)


def test_only_those_who_work_here_edit_rules(account: Account) -> None:
    editor = lin()
    gone = staff.take_on(username="bo", password="a-long-word-02", role="editor", name="博", actor="tests")
    gone.is_active = False

    assert [
        (permissions.may_edit_rules(person, account), permissions.may_settle_unanswered(person, account))
        for person in (editor, gone)
    ] == [(True, True), (False, False)]
