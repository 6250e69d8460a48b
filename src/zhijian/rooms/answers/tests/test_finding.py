"""With no rule to answer, the library is asked before the default reply."""

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.library.tests.builders import a_pack, an_article
from zhijian.rooms.answers import hears, services
from zhijian.rooms.answers.models import Unanswered
from zhijian.rooms.answers.tests.builders import a_book, a_rule, an_arrival, ask, plate_of, said, wrote

pytestmark = pytest.mark.django_db(databases=["default", "intake"])


def test_what_the_library_has_comes_as_a_card_and_says_where_from(account: Account) -> None:
    article = an_article(account, "活动室开放时间")

    answer = ask(account, "活动室几点开门")

    assert (answer.outcome, answer.rule_id, said(answer)) == (
        "found",
        None,
        "没有现成的回答。在资料库里找到这一份，看看是不是您要的：",
    )
    assert [(letter["kind"], letter["title"]) for letter in answer.letters] == [("news", "活动室开放时间")]
    assert answer.letters[0]["url"].endswith(f"/read/{article.code}")


def test_an_account_without_letters_says_it_in_one_text(unverified: Account) -> None:
    article = an_article(unverified, "活动室开放时间")

    answer = ask(unverified, "活动室几点开门")

    assert (
        answer.letters,
        "资料库" in said(answer),
        f'/read/{article.code}">活动室开放时间</a>' in said(answer),
    ) == (
        (),
        True,
        True,
    )


def test_several_that_fit_come_together(account: Account) -> None:
    a_pack(account, an_article(account, "活动室开放时间"), title="活动室使用办法")

    answer = ask(account, "活动室")

    assert said(answer) == "没有现成的回答。在资料库里找到这几份，看看有没有您要的："
    assert [letter["kind"] for letter in answer.letters] == ["news", "text"]


def test_a_rule_goes_before_the_library(account: Account) -> None:
    an_article(account, "活动室开放时间")
    a_rule(account, "活动室", "八点到十八点", match="contains")

    assert said(ask(account, "活动室几点开门")) == "八点到十八点"


def test_what_fits_nothing_gets_the_default(account: Account) -> None:
    an_article(account, "活动室开放时间")
    account.default_reply = "记下了"
    account.save()

    answer = ask(account, "今天天气")

    assert (answer.outcome, said(answer)) == ("default", "记下了")


def test_the_library_is_asked_with_patience_and_only_where_it_may_be(account: Account) -> None:
    book = a_book(account)
    an_article(account, "活动室开放时间")
    stocked = book.renewed(plate_of(account))
    services.change_settings(account.pk, searches_library=False, by="tests")
    closed = stocked.renewed(plate_of(account))

    quick = [one.answer_quickly(wrote("活动室几点开门")) for one in (book, stocked, closed)]

    assert [answer and answer.outcome for answer in quick] == ["none", None, "none"]
    assert [one.answer(wrote("活动室几点开门")).outcome for one in (stocked, closed)] == ["found", "none"]


def test_what_was_found_is_not_listed_as_unanswered(account: Account) -> None:
    hears.hear(an_arrival(account, wrote("活动室几点开门"), outcome="found"), replay=False)

    assert Unanswered.objects.count() == 0


def test_a_late_search_is_answered_by_letter_and_kept_as_found(account: Account) -> None:
    an_article(account, "活动室开放时间")
    account.refresh_from_db()
    row = an_arrival(account, wrote("活动室几点开门"), outcome="late", answer="")

    hears.hear(row, replay=False)

    letters = list(account.letters.order_by("id").values_list("body__kind", flat=True))
    kept = ArrivalRow.objects.get(pk=row.id)
    assert (letters, Unanswered.objects.count(), kept.outcome) == (["text", "news"], 0, "found")


def test_a_late_answer_of_a_rule_is_kept_as_that_rules(account: Account) -> None:
    rule = a_rule(account, "党费")
    account.refresh_from_db()
    row = an_arrival(account, wrote("党费"), outcome="late", answer="")

    hears.hear(row, replay=False)

    kept = ArrivalRow.objects.get(pk=row.id)
    assert (kept.outcome, kept.rule_id) == ("answered", rule.pk)
