"""The answer leaves in time, whatever the rules do."""

import asyncio
import threading
import time
from typing import NoReturn

import pytest

from zhijian.foundation.intake.answer import NOTHING, Answer
from zhijian.gateway.tests.conftest import Door
from zhijian.gateway.tests.driving import a_plate, letters, post, text
from zhijian.wechat.messages import Received
from zhijian.wechat.replies import TextReply


def fail(message: Received) -> NoReturn:
    raise LookupError("我写给你们的话 oMei")


def needs_patience(message: Received) -> None:
    return None


async def test_an_answer_that_takes_a_little_is_waited_for(door: Door) -> None:
    door.switchboard.quickly = needs_patience

    def slowly(message: Received) -> Answer:
        time.sleep(0.1)
        return Answer(TextReply("想好了"), "answered", 4, letters("还有"))

    door.switchboard.slowly = slowly

    reply = await post(door.gateway, door.platform.encrypted(text()))

    assert "想好了" in door.platform.open(reply)
    assert door.rows("outcome, rule_id, followups") == [("answered", 4, '[{"kind":"text","text":"还有"}]')]


@pytest.mark.parametrize(
    ("plate", "said", "row"),
    [
        (a_plate(can_send=True), "success", ("", "late", None, "")),
        (a_plate(can_send=False, default_reply=""), "success", ("", "none", None, "")),
    ],
)
async def test_who_is_late_says_success_now(door: Door, plate: object, said: str, row: tuple[object]) -> None:
    door.switchboard.plates["qinghe"] = plate  # type: ignore[assignment]  # a Doorplate
    door.switchboard.quickly = needs_patience
    stop = threading.Event()
    door.switchboard.slowly = lambda message: (stop.wait(5), NOTHING)[1]
    started = time.monotonic()

    reply = await post(door.gateway, door.platform.encrypted(text()))

    stop.set()
    assert (reply.body.decode(), time.monotonic() - started < 2) == (said, True)
    assert door.rows("answer, outcome, rule_id, followups") == [row]


async def test_without_the_right_to_write_later_the_default_reply_is_said(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(can_send=False)
    door.switchboard.quickly = needs_patience
    door.switchboard.slowly = fail

    reply = await post(door.gateway, door.platform.encrypted(text()))

    assert "<Content><![CDATA[默认回复]]></Content>" in door.platform.open(reply)
    assert door.rows("outcome") == [("default",)]


async def test_once_late_is_late_for_every_repeat(door: Door) -> None:
    door.switchboard.quickly = needs_patience
    door.switchboard.slowly = fail
    first = await post(door.gateway, door.platform.encrypted(text()))
    door.switchboard.quickly = lambda message: Answer(TextReply("现在知道了"), "answered")

    again = await post(door.gateway, door.platform.encrypted(text()))

    assert ([first.body, again.body], door.rows("outcome")) == ([b"success"] * 2, [("late",)])


async def test_a_rule_that_fails_at_once_is_late_too(door: Door) -> None:
    door.switchboard.quickly = fail

    reply = await post(door.gateway, door.platform.encrypted(text()))

    assert (reply.body, door.rows("outcome")) == (b"success", [("late",)])


async def test_a_reply_that_cannot_be_written_is_late_too(door: Door) -> None:
    door.switchboard.quickly = lambda message: Answer(object(), "answered")  # type: ignore[arg-type]  # on purpose

    reply = await post(door.gateway, door.platform.encrypted(text()))

    assert (reply.body, door.rows("outcome")) == (b"success", [("late",)])


async def test_slow_rules_of_one_delay_nobody_else(door: Door) -> None:
    stop = threading.Event()
    door.switchboard.quickly = lambda message: (
        None if message.from_user == "oSlow" else Answer(TextReply("快"), "answered")
    )
    door.switchboard.slowly = lambda message: (stop.wait(5), NOTHING)[1]
    slow = [
        asyncio.create_task(post(door.gateway, door.platform.encrypted(text(number=n, openid="oSlow"))))
        for n in range(20)
    ]
    await asyncio.sleep(0.05)
    started = time.monotonic()

    quick = await post(door.gateway, door.platform.encrypted(text(number=99)))

    took = time.monotonic() - started
    late = await asyncio.gather(*slow)
    stop.set()
    assert ("快" in door.platform.open(quick), took < 0.3) == (True, True)
    assert ({reply.body for reply in late}, time.monotonic() - started < 2) == ({b"success"}, True)


async def test_failures_are_told_without_anybodys_words(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.switchboard.quickly = fail
    await post(door.gateway, door.platform.encrypted(text("我的秘密")))
    door.switchboard.quickly = needs_patience
    door.switchboard.slowly = fail
    await post(door.gateway, door.platform.encrypted(text("我的秘密", number=2)))

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("zhijian")]
    assert ["LookupError" in line and "account=qinghe" in line for line in lines] == [True, True]
    assert [word for word in ("oMei", "我的秘密", "我写给", "qingheToken") if word in caplog.text] == []
