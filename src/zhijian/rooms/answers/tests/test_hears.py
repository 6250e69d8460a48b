import json
from typing import Any

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.outbox.models import Letter
from zhijian.rooms.answers import hears
from zhijian.rooms.answers.models import Unanswered
from zhijian.rooms.answers.tests.builders import (
    FRIDAY,
    MEI,
    a_rule,
    an_arrival,
    followed,
    pressed,
    wrote,
)
from zhijian.wechat import messages
from zhijian.wechat.events import View

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

FOLLOWUPS = json.dumps([{"kind": "text", "text": "一"}, {"kind": "item", "item": 3}])


def posted() -> list[tuple[str, str, dict[str, Any]]]:
    return list(Letter.objects.order_by("id").values_list("key", "to", "body"))


def listed() -> list[tuple[int, str]]:
    return list(Unanswered.objects.order_by("id").values_list("intake_id", "text"))


def test_letters_of_an_answer_are_posted_once(account: Account) -> None:
    row = an_arrival(account, wrote("学习"), number=5, followups=FOLLOWUPS)

    for _ in range(2):
        hears.hear(row, replay=False)

    assert (posted(), listed()) == (
        [
            ("answer:5:0", MEI, {"kind": "text", "text": "一"}),
            ("answer:5:1", MEI, {"kind": "item", "item": 3}),
        ],
        [],
    )


def test_a_replay_posts_nothing_and_lists_what_was_missed(account: Account) -> None:
    hears.hear(an_arrival(account, wrote("学习"), number=5, followups=FOLLOWUPS), replay=True)
    hears.hear(an_arrival(account, wrote("别的"), number=6, outcome="default"), replay=True)
    hears.hear(an_arrival(account, wrote("晚了"), number=7, outcome="late", answer=""), replay=True)

    assert (posted(), listed()) == ([], [(6, "别的"), (7, "晚了")])


@pytest.mark.parametrize("outcome", ["default", "none"])
def test_a_message_nobody_answered_is_listed_once(account: Account, outcome: str) -> None:
    row = an_arrival(account, wrote("活动室几点开"), outcome=outcome)

    for _ in range(2):
        hears.hear(row, replay=False)

    entry = Unanswered.objects.get()
    assert (entry.intake_id, entry.openid, entry.text, entry.asked_at) == (1, MEI, "活动室几点开", FRIDAY)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (messages.Image(to_user="g", from_user=MEI, create_time=1, msg_id=1, media_id="m"), "[图片]"),
        (messages.Voice(to_user="g", from_user=MEI, create_time=1, msg_id=1, media_id="m"), "[语音]"),
        (
            messages.Location(
                to_user="g", from_user=MEI, create_time=1, msg_id=1, location_x=1, location_y=2, label="河边"
            ),
            "[位置] 河边",
        ),
        (
            messages.Unknown(
                to_user="g",
                from_user=MEI,
                create_time=1,
                fields={"ToUserName": "g", "FromUserName": MEI, "CreateTime": "1", "MsgType": "hologram"},
            ),
            "[消息]",
        ),
        (pressed("NO_SUCH_KEY"), "[菜单] NO_SUCH_KEY"),
    ],
)
def test_other_messages_are_listed_by_what_they_are(
    account: Account, message: messages.Received, text: str
) -> None:
    hears.hear(an_arrival(account, message, outcome="default"), replay=False)

    assert listed() == [(1, text)]


def test_events_nobody_waits_for_are_not_listed(account: Account) -> None:
    hears.hear(an_arrival(account, followed(), number=1, outcome="none"), replay=False)
    view = View(to_user="g", from_user=MEI, create_time=1, event_key="https://x.example")
    hears.hear(an_arrival(account, view, number=2, outcome="none"), replay=False)

    assert listed() == []


def test_a_late_answer_follows_as_letters_once(account: Account) -> None:
    a_rule(account, "学习", "甲", "乙")
    row = an_arrival(account, wrote("学习"), number=5, outcome="late", answer="")

    for _ in range(2):
        hears.hear(row, replay=False)

    assert (posted(), listed()) == (
        [
            ("late:5:0", MEI, {"kind": "text", "text": "甲"}),
            ("late:5:1", MEI, {"kind": "text", "text": "乙"}),
        ],
        [],
    )


def test_a_late_message_no_rule_answers_gets_the_default_and_is_listed(account: Account) -> None:
    account.default_reply = "收到"
    account.save()

    hears.hear(an_arrival(account, wrote("学习"), number=5, outcome="late", answer=""), replay=False)

    assert (posted(), listed()) == ([("late:5:0", MEI, {"kind": "text", "text": "收到"})], [(5, "学习")])


def test_a_late_answer_uses_the_rules_of_this_moment(account: Account) -> None:
    a_rule(account, "学习", "旧的")
    hears.hear(an_arrival(account, wrote("学习"), number=5, outcome="late", answer=""), replay=False)
    a_rule(account, "学习", "新的", priority=1)

    hears.hear(an_arrival(account, wrote("学习"), number=6, outcome="late", answer=""), replay=False)

    assert [body["text"] for _, _, body in posted()] == ["旧的", "新的"]


@pytest.mark.parametrize(
    ("key", "answer", "expected"),
    [
        ("late:5:0", "", [(5, "学习")]),
        ("answer:5:0", "", [(5, "学习")]),
        ("answer:5:0", "<xml/>", []),
        ("push:5", "", []),
        ("late:6:0", "", []),
        ("late:x:0", "", []),
    ],
)
def test_a_letter_that_came_back_leaves_its_message_unanswered(
    account: Account, key: str, answer: str, expected: list[tuple[int, str]]
) -> None:
    an_arrival(account, wrote("学习"), number=5, outcome="late", answer=answer)

    hears.take_back(Letter(account=account, kind="message", to=MEI, body={}, key=key))

    assert listed() == expected


def test_a_row_of_an_account_that_is_gone_hurts_nobody(account: Account) -> None:
    row = an_arrival(account, wrote("学习"), outcome="late", answer="")
    account.delete()

    hears.hear(row, replay=False)

    assert (posted(), listed()) == ([], [])
