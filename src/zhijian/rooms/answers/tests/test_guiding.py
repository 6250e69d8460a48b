"""Numbered guiding: a number leads on from what was offered last, for a while."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers import services
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.errors import ChoicesRefused, CyclicGuiding, StillLedTo
from zhijian.rooms.answers.guiding.lines import number_in
from zhijian.rooms.answers.models import Choice, Rule
from zhijian.rooms.answers.tests.builders import (
    PUBLIC,
    a_rule,
    an_arrival,
    plate_of,
    said,
    wrote,
)

pytestmark = pytest.mark.django_db(databases="__all__")

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
MENU = "要办什么？\n\n回复数字：\n1 交党费\n2 转组织关系"


def a_step(account: Account, text: str, **more: object) -> Rule:
    return services.make_rule(account_id=account.pk, occasion="step", parts=[text], by="tests", **more)  # type: ignore[arg-type]  # as make_rule takes them


class Chat:
    """Somebody who writes, and whose messages are kept as a gateway keeps them."""

    numbers = itertools.count(1)

    def __init__(self, account: Account, *, openid: str = "o-mei") -> None:
        self.account = account
        self.openid = openid
        self.at = START
        self.book = Book.load(plate_of(account), public_url=PUBLIC, clock=self.clock)

    def clock(self) -> float:
        return self.at.timestamp()

    def says(self, text: str, *, minutes_later: float = 0.1) -> str:
        return said(self.is_answered(text, minutes_later=minutes_later))

    def is_answered(self, text: str, *, minutes_later: float = 0.1) -> Answer:
        self.at += timedelta(minutes=minutes_later)
        number = next(self.numbers)
        message = wrote(text, msg_id=number, openid=self.openid)
        answer = self.book.answer(message)
        an_arrival(self.account, message, number=number, outcome=answer.outcome)
        ArrivalRow.objects.filter(pk=number).update(rule_id=answer.rule_id, received_at=self.at.timestamp())
        return answer


@pytest.fixture
def guided(account: Account) -> Account:
    """办事 offers 1 交党费 and 2 转组织关系; the second offers 1 转出 and 2 转入."""
    out, within = a_step(account, "去镇党政办"), a_step(account, "找支部书记")
    dues = a_step(account, "交到支部")
    moving = a_step(account, "往哪转？", choices=[(1, "转出", out), (2, "转入", within)])
    a_rule(account, "办事", "要办什么？", choices=[(1, "交党费", dues), (2, "转组织关系", moving)])
    account.default_reply = "记下了"
    account.save()
    return account


def test_choices_stand_under_the_reply(guided: Account) -> None:
    answer = Chat(guided).is_answered("办事")

    assert (said(answer), answer.outcome) == (MENU, "guided")


def test_numbers_lead_on_step_by_step(guided: Account) -> None:
    chat = Chat(guided)

    heard = [chat.says(text) for text in ("办事", "2", "1")]

    assert heard == [MENU, "往哪转？\n\n回复数字：\n1 转出\n2 转入\n0 回到开头", "去镇党政办"]


@pytest.mark.parametrize("text", ["1", "１", "①", "一", "1.", "1、", " 1 ", "回复1", "选 1"])
def test_a_number_is_understood_however_it_is_written(guided: Account, text: str) -> None:
    chat = Chat(guided)
    chat.says("办事")

    assert chat.says(text) == "交到支部"


@pytest.mark.parametrize("text", ["", "1号楼", "100", "第1", "11月", "一一", "壹", "1 2", "转1出"])
def test_what_is_more_than_a_number_is_none(text: str) -> None:
    assert number_in(text) is None


def test_at_the_end_of_a_way_the_last_choices_still_count(guided: Account) -> None:
    chat = Chat(guided)

    assert [chat.says(text) for text in ("办事", "2", "1", "2")][2:] == ["去镇党政办", "找支部书记"]


def test_zero_leads_back_to_the_start(guided: Account) -> None:
    chat = Chat(guided)

    assert [chat.says(text) for text in ("办事", "2", "1", "0")][-1] == MENU


def test_a_number_that_is_not_offered_says_what_is(guided: Account) -> None:
    chat = Chat(guided)
    chat.says("办事")

    answer = chat.is_answered("7")

    assert (said(answer), answer.outcome, chat.says("1")) == (
        "没有 7 这一项。\n回复数字：\n1 交党费\n2 转组织关系",
        "guided",
        "交到支部",
    )


def test_after_the_time_out_a_number_is_an_ordinary_word(guided: Account) -> None:
    a_rule(guided, "1", "规则一")
    chat = Chat(guided)

    chat.says("办事")
    within = chat.says("2", minutes_later=9)
    still_within = chat.says("1", minutes_later=9)
    after = chat.says("1", minutes_later=11)

    assert (within[:4], still_within, after) == ("往哪转？", "去镇党政办", "规则一")


def test_the_time_out_runs_from_one_answer_to_the_next(guided: Account) -> None:
    chat = Chat(guided)

    heard = [chat.says(text, minutes_later=9) for text in ("办事", "2", "1", "2")]

    assert heard[2:] == ["去镇党政办", "找支部书记"]


def test_zero_leads_back_to_where_this_way_began_not_an_earlier_one(guided: Account) -> None:
    a_rule(guided, "帮助", "问什么？", choices=[(1, "到了", a_step(guided, "到了"))])
    chat = Chat(guided)

    assert [chat.says(text) for text in ("帮助", "办事", "2", "0")][-1] == MENU


def test_the_time_out_is_a_setting(guided: Account) -> None:
    services.change_settings(guided.pk, guide_minutes=1, by="tests")
    chat = Chat(guided)
    chat.says("办事")

    assert chat.says("1", minutes_later=2) == "记下了"


def test_nobody_stands_where_somebody_else_does(guided: Account) -> None:
    Chat(guided).says("办事")

    assert Chat(guided, openid="o-bo").says("1") == "记下了"


def test_without_guides_a_number_is_answered_at_once(account: Account) -> None:
    a_rule(account, "1", "规则一")
    book = Book.load(plate_of(account), public_url=PUBLIC)

    answer = book.answer_quickly(wrote("1"))

    assert answer is not None
    assert said(answer) == "规则一"


def test_a_choice_that_is_off_or_not_for_now_is_not_offered_or_not_given(guided: Account) -> None:
    dues = Rule.objects.get(led_to_by__label="交党费")
    chat = Chat(guided)
    chat.says("办事")
    services.switch_off(dues, by="tests")
    chat.book = chat.book.renewed(plate_of(guided))
    services.change_rule(Rule.objects.get(led_to_by__label="转组织关系"), valid_until=START, by="tests")
    offered = chat.says("办事")
    chat.book = chat.book.renewed(plate_of(guided))

    assert (offered, chat.says("2")) == (
        "要办什么？\n\n回复数字：\n2 转组织关系",
        "没有 2 这一项。\n回复数字：\n2 转组织关系",
    )


def test_a_new_label_shows_at_the_next_revision(guided: Account) -> None:
    chat = Chat(guided)
    start = Rule.objects.get(keywords__text="办事")
    offers = [(choice.number, f"{choice.label}！", choice.leads_to) for choice in start.choices.all()]
    services.change_rule(start, choices=offers, by="tests")
    renewed = chat.book.renewed(plate_of(guided))
    services.change_rule(start, choices=[], by="tests")
    bare = renewed.renewed(plate_of(guided))

    assert [said(book.answer(wrote("办事"))) for book in (renewed, bare)] == [
        "要办什么？\n\n回复数字：\n1 交党费！\n2 转组织关系！",
        "要办什么？",
    ]


def test_a_rule_that_something_now_leads_to_shows_the_way_back(guided: Account) -> None:
    chat = Chat(guided)
    a_rule(guided, "帮助", "问什么？", choices=[(1, "办事", Rule.objects.get(keywords__text="办事"))])

    book = chat.book.renewed(plate_of(guided))

    assert said(book.answer(wrote("办事"))) == f"{MENU}\n0 回到开头"


def test_choices_too_long_for_one_text_are_a_text_of_their_own(account: Account) -> None:
    step = a_step(account, "到了")
    a_rule(account, "办事", "长" * 680, choices=[(1, "交党费", step)])
    chat = Chat(account)

    answer = chat.is_answered("办事")

    assert (said(answer), [letter["text"] for letter in answer.letters]) == (
        "长" * 680,
        ["回复数字：\n1 交党费"],
    )


def test_a_circle_is_refused_with_the_way_round(guided: Account) -> None:
    start = Rule.objects.get(keywords__text="办事")
    out = Rule.objects.get(led_to_by__label="转出")

    with pytest.raises(CyclicGuiding) as refused:
        services.change_rule(out, choices=[(1, "再来", start)], by="tests")

    assert (refused.value.path, Choice.objects.filter(rule=out).count()) == (
        ("转出", "办事", "转组织关系", "转出"),
        0,
    )


def test_a_rule_that_leads_to_itself_is_a_circle(account: Account) -> None:
    rule = a_rule(account, "办事")

    with pytest.raises(CyclicGuiding) as refused:
        services.change_rule(rule, choices=[(1, "再来", rule)], by="tests")

    assert refused.value.path == ("办事", "办事")


def test_two_ways_to_one_place_are_no_circle(guided: Account) -> None:
    start = Rule.objects.get(keywords__text="办事")
    dues = Rule.objects.get(led_to_by__label="交党费")

    services.change_rule(start, choices=[(1, "交党费", dues), (2, "党费", dues)], by="tests")

    assert start.choices.count() == 2


def test_what_others_lead_to_cannot_be_removed(guided: Account) -> None:
    dues = Rule.objects.get(led_to_by__label="交党费")

    with pytest.raises(StillLedTo) as refused:
        services.remove_rule(dues, by="tests")

    assert (refused.value.names, Rule.objects.filter(pk=dues.pk).exists()) == (("办事",), True)


def test_a_guide_can_be_removed_and_leaves_its_steps(guided: Account) -> None:
    services.remove_rule(Rule.objects.get(keywords__text="办事"), by="tests")

    assert Rule.objects.filter(occasion="step").count() == 4


def test_an_account_goes_with_all_its_ways(guided: Account) -> None:
    guided.delete()

    assert Choice.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "label", "code"),
    [
        (0, "开头", "choice-number"),
        (100, "多", "choice-number"),
        (1, " ", "choice-label"),
        (1, "两\n行", "choice-label"),
    ],
)
def test_choices_that_cannot_be_shown_are_refused(
    account: Account, number: int, label: str, code: str
) -> None:
    step = a_step(account, "到了")

    with pytest.raises(ChoicesRefused) as refused:
        a_rule(account, "办事", choices=[(number, label, step)])

    assert refused.value.code == code


def test_choices_stay_within_the_account_and_say_a_number_once(account: Account, unverified: Account) -> None:
    here, elsewhere = a_step(account, "到了"), a_step(unverified, "别处")
    codes = []
    for choices in (
        [(1, "别处", elsewhere)],
        [(1, "甲", here), (1, "乙", here)],
        [(n, "多", here) for n in range(1, 22)],
    ):
        with pytest.raises(ChoicesRefused) as refused:
            a_rule(account, "办事", choices=choices)
        codes.append(refused.value.code)

    assert codes == ["choice-unknown", "choice-twice", "choices-too-many"]
