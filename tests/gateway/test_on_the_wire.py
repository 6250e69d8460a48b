"""The gateway behind its real server: sockets, several processes, and sudden deaths."""

import asyncio
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.gateway.processes import Crowd, Server, gateways, send, stored, until
from zhijian.foundation.intake.spool import Spool
from zhijian.gateway.tests.driving import Platform, text

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


def message(number: int) -> str:
    return text(f"第{number}条", number=number)


async def test_two_processes_give_one_message_one_row_and_one_answer(home: Path, platform: Platform) -> None:
    with gateways(home, number=2) as (one, two):
        async with httpx.AsyncClient() as client:
            replies = await asyncio.gather(
                *(
                    send(
                        client, server, platform.encrypted(text("慢慢来" if slow else "快", number=slow + 1))
                    )
                    for slow in (0, 1)
                    for server in (one, two, one, two)
                )
            )
            page = (await client.get(f"{one.url}/metrics")).text
            await asyncio.sleep(1)
            later = (await client.get(f"{two.url}/metrics")).text

    opened = [platform.open(reply) for reply in replies]
    assert (len(set(opened[:4])), len(set(opened[4:]))) == (1, 1)
    assert stored(home) == Counter({(1, opened[0]): 1, (2, opened[4]): 1})
    assert "zhijian_intake_stored_total 2.0" in page
    assert _callbacks(later) == 8


@pytest.mark.parametrize("broken", ["", "locked", "missing"])
async def test_killed_in_the_middle_nothing_answered_is_lost_or_doubled(
    home: Path, platform: Platform, broken: str
) -> None:
    with gateways(home, number=2) as servers:
        crowd = Crowd(platform, servers)
        writing = [asyncio.create_task(crowd.write(message, first=n, step=8)) for n in range(8)]
        await crowd.has_answers(20)
        mend = _break(home, broken)
        for server in [*servers, servers[0]]:
            await crowd.has_answers(len(crowd.answered) + 20)
            server.kill()
            await asyncio.to_thread(server.start)
        mend()
        await until(lambda: Spool(home / "spool").is_empty())
        crowd.is_over = True
        await asyncio.gather(*writing)
        await until(lambda: Spool(home / "spool").is_empty())

    rows = stored(home)
    assert {len(answers) for answers in crowd.answered.values()} == {1}
    assert rows == Counter((number, *answers) for number, answers in crowd.answered.items())
    assert (set(crowd.refused), len(rows) > 80) == (set(), True)


async def test_a_polite_stop_answers_what_it_took_on(home: Path, platform: Platform) -> None:
    with gateways(home) as (server,):
        async with httpx.AsyncClient() as client:
            callbacks = [platform.encrypted(text("慢慢来", number=number)) for number in range(1, 4)]
            replies = [asyncio.create_task(send(client, server, callback)) for callback in callbacks]
            await asyncio.sleep(0.15)
            await asyncio.to_thread(server.stop)
            opened = [platform.open(await reply) for reply in replies]

    assert stored(home) == Counter(zip((1, 2, 3), opened, strict=True))


async def test_too_much_is_refused_before_it_has_come(home: Path) -> None:
    with gateways(home) as (server,):
        head = b"POST /wechat/qinghe HTTP/1.1\r\nHost: x\r\n"
        chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
        answers = await asyncio.gather(
            asyncio.to_thread(_talk, server, head + b"Content-Length: 99999999\r\n\r\n", b""),
            asyncio.to_thread(_talk, server, chunked, b"4000\r\n" + b"x" * 0x4000 + b"\r\n"),
        )

    assert [answer.split(b"\r\n")[0] for answer in answers] == [b"HTTP/1.1 413 Request Entity Too Large"] * 2


async def test_a_trickling_body_is_ended(home: Path) -> None:
    with gateways(home, "--body-seconds", "0.5") as (server,):
        head = b"POST /wechat/qinghe HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n"
        started = time.monotonic()

        answer = await asyncio.to_thread(_talk, server, head, b"x", pause=0.1)

    assert (answer.split(b"\r\n")[0], time.monotonic() - started < 5) == (
        b"HTTP/1.1 408 Request Timeout",
        True,
    )


async def test_strange_requests_are_refused_like_all_others(home: Path) -> None:
    request_lines = [
        b"GET /wechat/qinghe",
        b"POST /wechat/qinghe?timestamp=%ff%00&nonce=%E4&signature=%zz",
        b"POST /wechat/%E9%9D%92%E7%A6%BE",
        b"POST /wechat/qinghe?" + b"&" * 9000,
        b"PUT /wechat/qinghe",
        b"POST /wechat/../wechat/qinghe",
    ]
    rest = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    with gateways(home) as (server,):
        answers = [await asyncio.to_thread(_talk, server, line + rest, b"") for line in request_lines]

    seen = {(answer.split(b"\r\n")[0], answer.partition(b"\r\n\r\n")[2]) for answer in answers}
    assert seen == {(b"HTTP/1.1 403 Forbidden", b"")}


def _talk(server: Server, head: bytes, piece: bytes, *, pause: float = 0.0) -> bytes:
    """Send the head and then pieces without end, until the server has had enough; what it said."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head)
        connection.setblocking(not piece)
        said = b""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                if piece:
                    connection.send(piece)
            except BlockingIOError:
                pass
            except OSError:
                return said
            time.sleep(pause)
            try:
                got = connection.recv(65536)
            except BlockingIOError:
                continue
            except OSError:
                return said
            said += got
            if not got:
                return said
        return said


def _break(home: Path, how: str) -> Callable[[], None]:
    """Take the database away; what is returned gives it back."""
    path = home / "intake.sqlite3"
    if how == "locked":
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return other.close
    if how == "missing":
        away = [(Path(f"{path}{end}"), Path(f"{path}{end}.away")) for end in ("", "-wal", "-shm")]
        for here, there in away:
            here.rename(there)

        def put_back() -> None:
            for here, there in reversed(away):
                there.rename(here)

        return put_back
    return lambda: None


def _callbacks(page: str) -> float:
    lines = [line for line in page.splitlines() if line.startswith("zhijian_callbacks_total")]
    return sum(float(line.split()[-1]) for line in lines)
