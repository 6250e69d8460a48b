"""Whoever is not the platform learns nothing, not even how wrong he was."""

import asyncio
import dataclasses
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from zhijian.gateway.tests.conftest import Door
from zhijian.gateway.tests.driving import (
    OLD_AES_KEY,
    Callback,
    Platform,
    Reply,
    a_plate,
    ask,
    post,
    text,
)

REFUSED = Reply(403, {"x-content-type-options": "nosniff", "content-length": "0"}, b"")


def forgeries(door: Door) -> dict[str, Callback]:
    right = door.platform.encrypted(text())

    def but(**query: str) -> Callback:
        return dataclasses.replace(right, query={**right.query, **query})

    return {
        "another token": Platform(token="another", clock=door.clock).encrypted(text()),
        "another key": Platform(aes_key=OLD_AES_KEY, clock=door.clock).encrypted(text()),
        "another appid": Platform(appid="wx99", clock=door.clock).encrypted(text()),
        "another body": dataclasses.replace(right, body=door.platform.encrypted(text("换过的")).body),
        "another nonce": but(nonce="1"),
        "no signature": but(msg_signature=""),
        "a signature of signs": but(msg_signature="签" * 40),
        "time as a word": but(timestamp="now"),
        "time in other digits": but(timestamp="１７６７２２５６００"),
        "endless time": but(timestamp="9" * 4000),
        "an endless query": but(more="党" * 1000),
        "no query": Callback({}, right.body),
        "no body": Callback(right.query, b""),
        "no xml": Callback(right.query, b"{}"),
        "a document type": Callback(right.query, b'<!DOCTYPE xml [<!ENTITY a "b">]><xml>&a;</xml>'),
        "a deep tree": Callback(right.query, b"<xml>" + b"<a>" * 15000),
        "unknown account": dataclasses.replace(right, path="/wechat/nobody"),
        "no account": dataclasses.replace(right, path="/wechat/"),
        "a path below": dataclasses.replace(right, path="/wechat/qinghe/more"),
    }


async def test_everything_forged_gets_the_same_empty_403(door: Door) -> None:
    replies = {name: await post(door.gateway, forged) for name, forged in forgeries(door).items()}

    assert replies == dict.fromkeys(replies, REFUSED)
    assert (door.rows(), door.switchboard.asked) == ([], [])


@pytest.mark.parametrize(("age", "status"), [(-601, 403), (-600, 200), (0, 200), (600, 200), (601, 403)])
async def test_the_signed_time_may_be_ten_minutes_off(door: Door, age: int, status: int) -> None:
    callback = door.platform.encrypted(text())
    door.clock.now += age

    assert (await post(door.gateway, callback)).status == status


@pytest.mark.parametrize(
    "written",
    ["", "now", "１７６７２２５６００", "-1767225600", "1767225600.0", " 1767225600", "9" * 4000, "0" * 20],
)
async def test_a_signed_time_that_is_no_time_is_refused(door: Door, written: str) -> None:
    nonce = "4711"
    query = {"signature": door.platform.sign(written, nonce), "timestamp": written, "nonce": nonce}
    door.switchboard.plates["qinghe"] = a_plate(mode="plain")

    replies = [
        await post(door.gateway, Callback(query, text().encode())),
        await ask(door.gateway, "/wechat/qinghe", query=urlencode({**query, "echostr": "1"})),
    ]

    assert (replies, door.rows()) == ([REFUSED, REFUSED], [])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"])
async def test_other_methods_are_refused_alike(door: Door, method: str) -> None:
    assert await ask(door.gateway, "/wechat/qinghe", method=method) == REFUSED


async def test_more_than_64_kib_is_413_before_it_is_read(door: Door) -> None:
    announced = await ask(
        door.gateway,
        "/wechat/qinghe",
        method="POST",
        headers=[(b"content-length", b"65537")],
        body=[b"never read", b"nor this"],
    )
    lying = await ask(door.gateway, "/wechat/qinghe", method="POST", headers=[(b"content-length", b"9" * 40)])
    chunked = await ask(door.gateway, "/wechat/nobody", method="POST", body=[b"x" * 40_000] * 2)
    at_once = await ask(door.gateway, "/wechat/qinghe", method="POST", body=[b"x" * 65_537])

    too_large = Reply(413, {"connection": "close", "content-length": "0"}, b"")
    assert [announced, lying, chunked, at_once] == [too_large] * 4


async def test_64_kib_in_pieces_are_read(door: Door) -> None:
    callback = door.platform.encrypted(text("长" * 15_000))
    pieces = [callback.body[start : start + 1000] for start in range(0, len(callback.body), 1000)]
    query = "&".join(f"{name}={value}" for name, value in callback.query.items())

    reply = await ask(door.gateway, callback.path, method="POST", query=query, body=pieces)

    assert (reply.status, len(callback.body) > 60_000) == (200, True)


async def test_a_body_without_end_is_read_only_so_far(door: Door) -> None:
    pieces = itertools.count(1)

    async def receive() -> dict[str, Any]:
        next(pieces)
        return {"type": "http.request", "body": b"x" * 20_000, "more_body": True}

    async with asyncio.timeout(5):
        assert (await driven(door, receive), next(pieces)) == (413, 5)


async def test_a_body_that_trickles_is_given_up(door: Door) -> None:
    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.3)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async with asyncio.timeout(5):
        assert await driven(door, receive) == 408


async def test_whoever_hangs_up_in_the_middle_is_let_go(door: Door) -> None:
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"<xml>", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    assert (await driven(door, receive), door.rows()) == (408, [])


async def driven(door: Door, receive: Callable[[], Awaitable[dict[str, Any]]]) -> int:
    """The status of a POST whose body comes as `receive` says."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/wechat/qinghe", "query_string": b"", "headers": []}
    await door.gateway(scope, receive, send)
    return int(sent[0]["status"])


async def test_the_worst_64_kib_are_refused_within_50_ms(door: Door) -> None:
    query = door.platform.encrypted(text()).query
    hostile = {
        "encrypt of another": b"<xml><Encrypt><![CDATA[" + b"A" * 65_000 + b"]]></Encrypt></xml>",
        "elements": b"<xml>" + b"<a></a>" * 9_000 + b"</xml>",
        "open elements": b"<xml>" + b"<a>" * 21_000,
        "open sections": b"<xml>" + b"<a><![CDATA[" * 5_000,
        "sections": b"<xml><a>" + b"<![CDATA[]]>" * 5_000 + b"</a></xml>",
        "white space": b" " * 65_000,
        "ands": b"<xml><a>" + b"&amp;" * 13_000 + b"</a></xml>",
        "attributes": b"<xml " + b"".join(b"a%d='' " % n for n in range(6_000)) + b"></xml>",
        "zeros": bytes(65_000),
        "line ends": b"<xml><a>" + b"\r" * 65_000 + b"</a></xml>",
        "line ends in a section": b"<xml><a><![CDATA[" + b"\n" * 65_000 + b"\r]]></a></xml>",
        "text and sections by turns": b"<xml><a>" + b"\r<![CDATA[y]]>" * 4_500 + b"</a></xml>",
    }

    slow = {}
    for name, body in hostile.items():
        times = [await _seconds(door, Callback(query, body)) for _ in range(3)]
        slow[name] = min(times)

    assert {name: seconds for name, seconds in slow.items() if seconds > 0.05} == {}


async def test_an_unknown_account_cannot_be_told_by_the_time_it_takes(door: Door) -> None:
    forged = Platform(token="another", clock=door.clock).encrypted(text())
    unknown = dataclasses.replace(forged, path="/wechat/nobody")
    known_seconds, unknown_seconds = [], []
    for _ in range(400):
        known_seconds.append(await _seconds(door, forged))
        unknown_seconds.append(await _seconds(door, unknown))

    # Work left out at the blind door (the signature alone is a tenth) would show; noise is smaller.
    assert statistics.median(unknown_seconds) == pytest.approx(statistics.median(known_seconds), rel=0.25)


async def _seconds(door: Door, callback: Callback) -> float:
    started = time.perf_counter()
    assert (await post(door.gateway, callback)).status == 403
    return time.perf_counter() - started
