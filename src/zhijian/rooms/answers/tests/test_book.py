import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.intake.answer import Answer
from zhijian.rooms.answers import services
from zhijian.rooms.answers.tests.builders import (
    a_book,
    a_rule,
    a_welcome,
    ask,
    followed,
    pressed,
    wrote,
)
from zhijian.wechat import messages
from zhijian.wechat.events import ScancodeWaitmsg, Unsubscribe, View
from zhijian.wechat.events.menu import ScanCodeInfo
from zhijian.wechat.replies import TextReply

pytestmark = pytest.mark.django_db

NOTHING = Answer(None, "none")


def test_a_text_is_answered_at_once_by_its_rule(account: Account) -> None:
    rule = a_rule(account, "两学一做", "读本在这里")

    answer = a_book(account).answer_quickly(wrote("兩學一做！"))

    assert answer == Answer(TextReply("读本在这里"), "answered", rule.pk)


def test_a_rule_that_is_off_answers_nobody(account: Account) -> None:
    rule = a_rule(account, "两学一做")
    welcome = a_welcome(account, "欢迎")
    key = a_rule(account, "KEY", occasion="click")
    for each in (rule, welcome, key):
        services.switch_off(each, by="tests")
    book = a_book(account)

    answers = [book.answer(message) for message in (wrote("两学一做"), followed(), pressed("KEY"))]

    assert answers == [NOTHING, NOTHING, NOTHING]


def test_a_rule_that_is_off_stands_in_nobodys_way(account: Account) -> None:
    for better in (
        a_rule(account, "两学一做", "停用的", priority=1),
        a_welcome(account, "停用的", priority=1),
        a_rule(account, "KEY", "停用的", occasion="click", priority=1),
    ):
        services.switch_off(better, by="tests")
    a_rule(account, "两学一做", "读本")
    a_welcome(account, "欢迎")
    a_rule(account, "KEY", "菜单", occasion="click")
    book = a_book(account)

    replies = [book.answer(message).reply for message in (wrote("两学一做"), followed(), pressed("KEY"))]

    assert replies == [TextReply("读本"), TextReply("欢迎"), TextReply("菜单")]


def test_rules_of_another_account_do_not_answer(account: Account) -> None:
    a_rule(an_account("hehua"), "两学一做")

    assert ask(account, "两学一做") == NOTHING


def test_a_follow_gets_the_welcome_of_highest_priority(account: Account) -> None:
    a_welcome(account, "欢迎")
    better = a_welcome(account, "欢迎来到青禾镇", priority=1)

    assert a_book(account).answer_quickly(followed()) == Answer(
        TextReply("欢迎来到青禾镇"), "answered", better.pk
    )


def test_a_follow_without_welcome_gets_nothing(account: Account) -> None:
    account.default_reply = "您好"
    account.save()

    assert a_book(account).answer_quickly(followed()) == NOTHING


def test_a_click_is_answered_by_its_key_as_written(account: Account) -> None:
    rule = a_rule(account, "STUDY_PACK", "资料", occasion="click")
    book = a_book(account)

    answers = [book.answer_quickly(pressed(key)) for key in ("STUDY_PACK", "study_pack")]

    assert answers == [Answer(TextReply("资料"), "answered", rule.pk), NOTHING]


def test_a_menu_key_does_not_answer_a_text(account: Account) -> None:
    a_rule(account, "STUDY_PACK", occasion="click")

    assert ask(account, "STUDY_PACK") == NOTHING


def test_the_default_reply_is_sent_as_it_stands(account: Account) -> None:
    account.default_reply = "  收到，\n会看的。"
    account.save()
    a_rule(account, "两学一做")

    answer = a_book(account).answer_quickly(wrote("两学一座"))

    assert answer == Answer(TextReply("  收到，\n会看的。"), "default")


@pytest.mark.parametrize(
    "message",
    [
        messages.Image(to_user="gh", from_user="o", create_time=1, msg_id=1, media_id="m"),
        messages.Voice(
            to_user="gh", from_user="o", create_time=1, msg_id=1, media_id="m", recognition="两学一做"
        ),
        messages.Unknown(
            to_user="gh", from_user="o", create_time=1, fields={"MsgType": "hologram", "MsgId": "1"}
        ),
        pressed("NO_SUCH_KEY"),
    ],
)
def test_what_no_rule_can_answer_gets_the_default(account: Account, message: messages.Received) -> None:
    account.default_reply = "收到"
    account.save()
    a_rule(account, "两学一做")

    assert a_book(account).answer_quickly(message) == Answer(TextReply("收到"), "default")


@pytest.mark.parametrize(
    "message",
    [
        Unsubscribe(to_user="gh", from_user="o", create_time=1),
        View(to_user="gh", from_user="o", create_time=1, event_key="https://x.example"),
    ],
)
def test_other_events_are_taken_in_silence(account: Account, message: messages.Received) -> None:
    account.default_reply = "收到"
    account.save()

    assert a_book(account).answer_quickly(message) == NOTHING


def test_near_matches_are_added_where_the_account_suggests(account: Account) -> None:
    account.suggests = True
    account.save()
    for keyword in ("两学一做", "两会", "党费"):
        a_rule(account, keyword)
    off = a_rule(account, "两学一座谈")
    services.switch_off(off, by="tests")

    assert ask(account, "两学一座") == Answer(
        TextReply("没找到完全对上的。您是不是想问：\n1. 两学一做\n把要看的那个词发过来就行。"), "default"
    )


def test_near_matches_come_after_the_default_reply(account: Account) -> None:
    account.suggests, account.default_reply = True, "收到，会看的。"
    account.save()
    a_rule(account, "两学一做")
    book = a_book(account)

    answers = [book.answer(wrote(text)) for text in ("两学一座", "今天天气")]

    assert [answer.reply for answer in answers] == [
        TextReply("收到，会看的。\n\n您是不是想问：\n1. 两学一做\n把要看的那个词发过来就行。"),
        TextReply("收到，会看的。"),
    ]


def test_regexes_are_never_suggested(account: Account) -> None:
    account.suggests = True
    account.save()
    a_rule(account, "^两学一做$", match="regex")

    assert ask(account, "两学一座") == NOTHING


def test_near_matches_among_many_words_need_patience(account: Account) -> None:
    account.suggests = True
    account.save()
    services.make_rule(
        account_id=account.pk,
        keywords=[(f"关键词{number}", "exact") for number in range(1001)],
        parts=["好"],
        by="tests",
    )
    book = a_book(account)

    answers = [book.answer_quickly(wrote("关键司7")), book.answer(wrote("关键司7")).outcome]

    assert answers == [None, "default"]


def test_a_scan_somebody_waits_on_is_answered_by_its_key(account: Account) -> None:
    rule = a_rule(account, "SIGN-IN", "签到好了", occasion="click")
    scanned = ScancodeWaitmsg(
        to_user="gh_qinghe",
        from_user="o-mei",
        create_time=1_772_787_600,
        event_key="SIGN-IN",
        scan_code_info=ScanCodeInfo(scan_type="qrcode", scan_result="hall-2"),
    )

    assert a_book(account).answer(scanned) == Answer(TextReply("签到好了"), "answered", rule.pk)
