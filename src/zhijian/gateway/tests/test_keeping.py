"""Durable before answered, once, with the same answer whatever comes again."""

import asyncio
import hashlib
import sqlite3
import time
from contextlib import closing

import pytest

from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store_sqlite import SqliteStore
from zhijian.foundation.intake.writer import Writer
from zhijian.gateway.app import Gateway
from zhijian.gateway.metrics import Metrics
from zhijian.gateway.tests.conftest import Door
from zhijian.gateway.tests.driving import NOW, Platform, Reply, a_plate, as_json, event, letters, post, text
from zhijian.wechat.replies import TextReply

SUCCESS = Reply(200, {"content-type": "text/plain; charset=utf-8", "content-length": "7"}, b"success")
EVERYTHING = (
    "account_id, account, dedupe, received_at, msg_id, from_openid, created_at, type, event, event_key, raw,"
    " outcome, rule_id, followups"
)


def say(*texts: str) -> Answer:
    """An answer with the first text in it and the others as letters."""
    return Answer(TextReply(texts[0]), "answered", 3, letters(*texts[1:]))


def after(seconds: float, answer: Answer) -> Answer:
    time.sleep(seconds)
    return answer


async def test_the_row_holds_all_that_came_and_what_was_answered(door: Door) -> None:
    door.switchboard.quickly = lambda message: say("第一部分", "第二部分")
    door.clock.now = NOW + 1.5

    reply = await post(door.gateway, door.platform.encrypted(text(number=9_007_199_254_740_993)))

    assert door.rows(EVERYTHING) == [
        (
            7, "qinghe", "m:9007199254740993", NOW + 1.5, "9007199254740993", "oMei", int(NOW), "text",
            "", "", text(number=9_007_199_254_740_993).encode(), "answered", 3, as_json(letters("第二部分")),
        )
    ]  # fmt: skip
    assert door.rows("answer") == [(door.platform.open(reply),)]


async def test_events_are_kept_with_their_key(door: Door) -> None:
    await post(door.gateway, door.platform.encrypted(event("CLICK", key="STUDY")))

    ((dedupe, *columns),) = door.rows("dedupe, msg_id, type, event, event_key")
    assert (dedupe.startswith(f"e:{int(NOW)}:CLICK:"), columns) == (True, ["", "event", "CLICK", "STUDY"])


async def test_two_events_of_one_second_are_two(door: Door) -> None:
    for key in ("A", "B", "A"):
        await post(door.gateway, door.platform.encrypted(event("CLICK", key=key)))

    assert door.rows("event_key") == [("A",), ("B",)]


async def test_an_exact_repeat_gets_the_stored_answer_and_no_second_row(door: Door) -> None:
    callback = door.platform.encrypted(text())
    first = await post(door.gateway, callback)
    door.switchboard.quickly = lambda message: say("规则改过了")

    again = await post(door.gateway, callback)
    fresh = await post(door.gateway, door.platform.encrypted(text()))

    opened = [door.platform.open(reply) for reply in (first, again, fresh)]
    assert (len(set(opened)), len(door.rows())) == (1, 1)


async def test_a_repeat_joins_the_first_while_it_is_in_work(door: Door) -> None:
    door.switchboard.quickly = lambda message: None
    answers = iter(["第一次", "第二次", "第三次"])

    door.switchboard.slowly = lambda message: after(0.2, say(next(answers)))
    replies = await asyncio.gather(
        *(post(door.gateway, door.platform.encrypted(text())) for _ in range(3)),
    )

    assert ["第一次" in door.platform.open(reply) for reply in replies] == [True] * 3
    assert (len(door.rows()), next(answers)) == (1, "第二次")


@pytest.mark.parametrize("who", ["the first", "the repeat"])
async def test_who_hangs_up_takes_nobody_along(door: Door, who: str) -> None:
    door.switchboard.quickly = lambda message: None
    door.switchboard.slowly = lambda message: after(0.2, say("好"))
    asking = []
    for _ in range(2):
        asking.append(asyncio.create_task(post(door.gateway, door.platform.encrypted(text()))))
        await asyncio.sleep(0.05)
    gone, staying = asking if who == "the first" else reversed(asking)

    gone.cancel()

    assert "好" in door.platform.open(await staying)


async def test_what_cannot_be_read_is_kept_as_it_came(door: Door) -> None:
    unread = [
        "<xml><FromUserName>oMei</FromUserName></xml>",
        "no xml",
        "",
        "<xml>" + "<a>" * 20,
        text(openid=""),
    ]

    replies = [await post(door.gateway, door.platform.encrypted(xml)) for xml in unread]
    again = await post(door.gateway, door.platform.encrypted(unread[0]))

    assert [*replies, again] == [SUCCESS] * 6
    assert door.rows("raw, dedupe, outcome, answer") == [
        (xml.encode(), "x:" + hashlib.sha256(xml.encode()).hexdigest(), "malformed", "") for xml in unread
    ]


async def test_bytes_that_are_no_text_are_kept_in_plain_mode(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(mode="plain")
    callback = door.platform.plain("")

    reply = await post(door.gateway, type(callback)(callback.query, b"\xff\xfe<xml>"))

    assert (reply, door.rows("raw, outcome")) == (SUCCESS, [(b"\xff\xfe<xml>", "malformed")])


async def test_unknown_types_are_messages_like_others(door: Door) -> None:
    await post(door.gateway, door.platform.encrypted(text().replace("[text]", "[hologram]")))

    assert door.rows("type, msg_id, outcome") == [("hologram", "1", "answered")]


async def test_a_locked_database_delays_no_answer_for_long(door: Door) -> None:
    with closing(sqlite3.connect(door.home / "intake.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        first = await post(door.gateway, door.platform.encrypted(text()))
        door.switchboard.quickly = lambda message: say("规则改过了")
        again = await post(door.gateway, door.platform.encrypted(text()))

    assert [door.platform.open(reply) for reply in (first, again)] == [door.platform.open(first)] * 2
    assert ([arrival.msg_id for arrival in door.spool.arrivals()], door.rows()) == (["1"], [])


async def test_what_can_be_kept_nowhere_is_asked_for_again(door: Door) -> None:
    (door.home / "not-a-folder").write_text("a file stands in the way")
    writer = Writer(
        open_store=lambda: SqliteStore(door.home / "missing.sqlite3"), spool=Spool(door.home / "not-a-folder")
    )
    gateway = Gateway(
        switchboard=door.switchboard,
        writer=writer,
        spool=door.spool,
        metrics=Metrics(),
        clock=door.clock,
    )
    await gateway.start()

    reply = await post(gateway, Platform(clock=door.clock).encrypted(text()))

    await gateway.close()
    assert reply == Reply(503, {"content-length": "0"}, b"")
