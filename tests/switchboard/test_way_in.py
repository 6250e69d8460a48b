"""我的: a link into the portal for whoever sends the word, and events that make nobody a follower."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import doorplates
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import links
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.intake.answer import ANSWERED, DEFAULT, Answer
from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.rooms.answers.tests.builders import MEI, a_rule, wrote
from zhijian.switchboard import Switchboard, deliver, make_switchboard
from zhijian.wechat.replies import TextReply

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def account() -> Account:
    return an_account(default_reply="没听懂")


def asked(text: str) -> Answer:
    switchboard: Switchboard = make_switchboard(public_url=settings.ZHIJIAN_PUBLIC_URL)
    switchboard.refresh()
    (plate,) = doorplates().values()
    message = wrote(text)
    return switchboard.answer_quickly(plate, message) or switchboard.answer(plate, message)


def test_who_sends_the_word_gets_his_own_link(account: Account) -> None:
    mei = a_follower(account, MEI)

    answer = asked(" 我的 ")

    assert isinstance(answer.reply, TextReply)
    found = re.search(r'<a href="([^"]+)">', answer.reply.content)
    assert found
    token = found[1].partition(links.PATH)[2].rstrip("/")
    assert (answer.outcome, links.open_link(token, browser="phone").follower) == (ANSWERED, mei)
    assert MEI not in answer.reply.content
    assert len(answer.reply.content.encode()) < 2048


def test_rule_of_the_account_comes_first(account: Account) -> None:
    a_rule(account, "我的", "本号自己的回答")

    assert asked("我的").reply == TextReply("本号自己的回答")


def test_other_words_get_no_link(account: Account) -> None:
    answer = asked("我的电视坏了")

    assert (answer.outcome, answer.reply) == (DEFAULT, TextReply("没听懂"))


@pytest.mark.parametrize("event", ["MASSSENDJOBFINISH", "TEMPLATESENDJOBFINISH", "PUBLISHJOBFINISH"])
def test_platforms_helper_is_no_follower(account: Account, event: str) -> None:
    deliver(an_event(account, event))

    assert Follower.objects.count() == 0


def test_click_of_somebody_unknown_makes_him_one(account: Account) -> None:
    deliver(an_event(account, "CLICK"))

    assert [one.openid for one in Follower.objects.all()] == ["o-mphelper"]


def an_event(account: Account, event: str) -> StoredArrival:
    now = datetime.now(UTC)
    return StoredArrival(
        id=1,
        account_id=account.pk,
        account=account.slug,
        received_at=now,
        msg_id="",
        from_openid="o-mphelper",
        created_at=int(now.timestamp()),
        type="event",
        event=event,
        event_key="",
        raw=b"",
        answer="",
        outcome="none",
        rule_id=None,
        followups="",
        is_replay=False,
        tries=0,
    )
