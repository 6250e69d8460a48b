"""A rule that says one of its parts by chance."""

from collections import Counter

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import a_pack, an_article
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.tests.builders import (
    a_book,
    a_rule,
    a_welcome,
    followed,
    plate_of,
    pressed,
    said,
    wrote,
)
from zhijian.wechat.messages import Received
from zhijian.wechat.replies import TextReply

pytestmark = pytest.mark.django_db

WORDS = ("一句", "两句", "三句")
MANY = range(1, 3001)


def test_one_of_the_parts_leaves_and_nothing_after_it(account: Account) -> None:
    a_rule(account, "语录", *WORDS, reply_mode="one")
    book = a_book(account)

    answers = [book.answer(wrote("语录", msg_id=number)) for number in MANY]

    heard = Counter(said(answer) for answer in answers)
    assert (set(heard), min(heard.values()) > 900) == (set(WORDS), True)
    assert {answer.letters for answer in answers} == {()}


def test_a_message_that_comes_again_is_answered_the_same(account: Account) -> None:
    rule = a_rule(account, "语录", *WORDS, reply_mode="one")
    a_welcome(account, *WORDS, reply_mode="one")
    one, other = a_book(account), a_book(account)
    messages: list[Received] = [*(wrote("语录", msg_id=number) for number in range(50)), followed()]

    first = [one.answer_quickly(message) for message in messages]
    again = [other.answer_quickly(message) for message in messages]
    late = [other.answer_by_letter(message).letters for message in messages]

    assert (first, late) == (again, [({"kind": "text", "text": said(answer)},) for answer in first if answer])
    assert {answer and answer.rule_id for answer in first[:-1]} == {rule.pk}


def test_two_people_and_two_rules_do_not_draw_alike(account: Account) -> None:
    a_rule(account, "语录", *WORDS, reply_mode="one")
    a_rule(account, "家训", *WORDS, reply_mode="one")
    book = a_book(account)

    heard = [
        tuple(said(book.answer(wrote(word, msg_id=number, openid=who))) for number in range(40))
        for word, who in (("语录", "o-mei"), ("语录", "o-lan"), ("家训", "o-mei"))
    ]

    assert len(set(heard)) == 3


def test_a_pack_is_one_of_the_things_whole(account: Account) -> None:
    pack = a_pack(account, an_article(account))
    a_rule(account, "学习", "一句话", pack, reply_mode="one")
    a_rule(account, "只有包", pack)
    book = a_book(account)

    heard = [book.answer(wrote("学习", msg_id=number)) for number in range(60)]

    whole = book.answer(wrote("只有包"))
    assert {(str(answer.reply), str(answer.letters)) for answer in heard} == {
        (str(TextReply("一句话")), "()"),
        (str(whole.reply), str(whole.letters)),
    }


def test_numbers_stand_under_whichever_is_drawn(account: Account) -> None:
    step = a_rule(account, "转接", "这样转")
    a_rule(account, "办事", "您好", "您来啦", reply_mode="one", choices=[(1, "转接", step)])
    book = a_book(account)

    heard = {said(book.answer(wrote("办事", msg_id=number))) for number in range(60)}

    assert heard == {f"{hello}\n\n回复数字：\n1 转接" for hello in ("您好", "您来啦")}


def test_each_variant_draws_among_its_own(account: Account) -> None:
    a_rule(account, "语录", *WORDS, reply_mode="one", variants=[({"bound": False}, ["甲", "乙"])])
    book = a_book(account)

    assert {said(book.answer(wrote("语录", msg_id=number))) for number in range(60)} == {"甲", "乙"}


def test_one_part_alone_is_said_whatever_the_mode(account: Account) -> None:
    a_rule(account, "语录", "一句", reply_mode="one")

    assert a_book(account).contents.composite == {}
    assert said(a_book(account).answer(wrote("语录"))) == "一句"


def test_a_change_of_the_mode_reaches_a_book_that_is_open(account: Account) -> None:
    rule = a_rule(account, "语录", *WORDS)
    book = a_book(account)

    services.change_rule(rule, reply_mode="one", by="tests")
    account.refresh_from_db()
    renewed = book.renewed(plate_of(account))

    assert (len(book.answer(wrote("语录")).letters), renewed.answer(wrote("语录")).letters) == (2, ())


def test_a_click_draws_by_its_second(account: Account) -> None:
    services.make_rule(
        account_id=account.pk,
        occasion="click",
        keywords=[("k", "exact")],
        parts=list(WORDS),
        reply_mode="one",
        by="tests",
    )
    book = a_book(account)

    assert said(book.answer(pressed("k"))) == said(book.answer(pressed("k"))) in WORDS


def test_an_unknown_mode_is_refused(account: Account) -> None:
    with pytest.raises(RuleRefused) as refused:
        a_rule(account, "语录", "一句", reply_mode="some")

    assert (refused.value.field, refused.value.code) == ("reply_mode", "reply-mode-unknown")
