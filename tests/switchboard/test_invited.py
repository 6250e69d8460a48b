"""Codes at the switchboard: the branch's sentence beside the account's own welcome, rules beside words."""

import pytest
from django.conf import settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.intake.answer import ANSWERED, DEFAULT, GUIDED, Answer
from zhijian.foundation.library.tests.builders import an_article
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.rooms.answers.tests.builders import MEI, a_rule, a_welcome, wrote
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.services.inviting import invite_unit
from zhijian.switchboard import Switchboard, make_switchboard
from zhijian.wechat.events import Scan, Subscribe
from zhijian.wechat.messages import Received
from zhijian.wechat.replies import TextReply

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def account() -> Account:
    return an_account(default_reply="没听懂")


@pytest.fixture
def code(account: Account) -> Invitation:
    return invite_unit(a_unit("河东村党支部", code="QH-03"), account=account, by="tests")


def answered(message: Received) -> Answer:
    switchboard: Switchboard = make_switchboard(public_url=settings.ZHIJIAN_PUBLIC_URL)
    switchboard.refresh()
    plate = switchboard.plate("qinghe")
    assert plate
    return switchboard.answer_quickly(plate, message) or switchboard.answer(plate, message)


def followed(code: Invitation) -> Subscribe:
    return Subscribe(
        to_user="gh", from_user=MEI, create_time=1, event_key=f"qrscene_{code.scene}", ticket="t"
    )


def words_of(answer: Answer) -> list[str]:
    """Line by line, without the links."""
    assert isinstance(answer.reply, TextReply)
    return [
        line for line in answer.reply.content.split("\n") if line and not line.startswith(("<a", "半小时"))
    ]


def test_branch_is_named_before_the_accounts_own_welcome(account: Account, code: Invitation) -> None:
    rule = a_welcome(account, "欢迎关注青禾镇党建")

    answer = answered(followed(code))

    assert words_of(answer) == ["欢迎您，这里是河东村党支部。", "欢迎关注青禾镇党建"]
    assert (answer.outcome, answer.rule_id) == (ANSWERED, rule.pk)


def test_without_a_welcome_the_branch_alone_is_named(account: Account, code: Invitation) -> None:
    answer = answered(followed(code))

    assert (words_of(answer), answer.outcome) == (["欢迎您，这里是河东村党支部。"], ANSWERED)


def test_welcome_that_is_no_text_follows_as_a_letter(account: Account, code: Invitation) -> None:
    a_welcome(account, an_article(account, "欢迎读一读"))

    answer = answered(followed(code))

    assert words_of(answer) == ["欢迎您，这里是河东村党支部。"]
    assert [letter["title"] for letter in answer.letters] == ["欢迎读一读"]


def test_welcome_too_long_for_both_follows_as_a_letter(account: Account, code: Invitation) -> None:
    long = "欢" * 600
    a_welcome(account, long)

    answer = answered(followed(code))

    assert words_of(answer) == ["欢迎您，这里是河东村党支部。"]
    assert [letter["text"] for letter in answer.letters] == [long]


def test_other_scenes_get_the_usual_welcome(account: Account, code: Invitation) -> None:
    a_welcome(account, "欢迎关注青禾镇党建")
    other = Subscribe(to_user="gh", from_user=MEI, create_time=1, event_key="qrscene_123", ticket="t")

    assert answered(other).reply == TextReply("欢迎关注青禾镇党建")


def test_scan_of_a_follower_is_answered(account: Account, code: Invitation) -> None:
    answer = answered(Scan(to_user="gh", from_user=MEI, create_time=1, event_key=code.scene))

    assert (words_of(answer), answer.outcome) == (["您已经关注了。您扫的是河东村党支部的码。"], ANSWERED)


def test_word_comes_before_a_rule_that_contains_it(account: Account, code: Invitation) -> None:
    a_rule(account, "河东", "河东村简介", match="contains")

    assert words_of(answered(wrote(code.said))) == ["对上了，这里是河东村党支部。"]


def test_rule_comes_before_a_wrong_number(account: Account, code: Invitation) -> None:
    wrong = "1111" if code.number != "1111" else "2222"
    a_rule(account, f"河东{wrong}", "说的正是它")

    assert answered(wrote(f"河东{wrong}")).reply == TextReply("说的正是它")


def test_wrong_number_is_told_and_stands_in_no_list(account: Account, code: Invitation) -> None:
    wrong = "1111" if code.number != "1111" else "2222"

    answer = answered(wrote(f"河东 {wrong}"))

    assert (answer.outcome, words_of(answer)[0][:10]) == (GUIDED, "这几个数字没有对上。")


def test_whoever_says_nothing_of_a_code_is_answered_as_ever(account: Account, code: Invitation) -> None:
    answer = answered(wrote("河东开会吗"))

    assert (answer.outcome, answer.reply) == (DEFAULT, TextReply("没听懂"))
