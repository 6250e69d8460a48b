"""What one connection may look like: in pieces, many requests in a row or at once, cut off, silent."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.gateway.processes import Server, gateways, stored, until
from zhijian.gateway.tests.driving import Platform, Reply, text

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

SECONDS_FOR_A_REQUEST = 1.0


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    with gateways(home, "--body-seconds", str(SECONDS_FOR_A_REQUEST)) as (server,):
        yield server


async def test_pieces_of_any_size_make_the_same_messages(
    server: Server, home: Path, platform: Platform
) -> None:
    stream = b"".join(_request(platform, f"第{number}条", number=number) for number in (1, 2, 3))

    async with _connected(server) as (reader, writer):
        for start in range(0, len(stream), 97):
            writer.write(stream[start : start + 97])
            await writer.drain()
            await asyncio.sleep(0)
        opened = [platform.open(await _read(reader)) for _ in range(3)]

    assert stored(home) == Counter(zip((1, 2, 3), opened, strict=True))


async def test_requests_sent_all_at_once_are_answered_in_their_order(
    server: Server, home: Path, platform: Platform
) -> None:
    healthy = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    requests = [
        _request(platform, "慢慢来", number=1),
        _request(platform, "快", number=2),
        healthy,
        _request(platform, "慢点", number=3),
        _request(platform, "好", number=4),
    ]

    async with _connected(server) as (reader, writer):
        writer.write(b"".join(requests))
        replies = [await _read(reader) for _ in requests]

    bodies = [reply.body if reply.body == b"ok" else platform.open(reply) for reply in replies]
    assert [_said(body) for body in bodies] == ["慢慢来", "快", "ok", "慢点", "好"]
    assert sum(stored(home).values()) == 4


@pytest.mark.parametrize("how", ["HTTP/1.0", "Connection: close"])
async def test_the_connection_ends_when_the_other_side_wants_it_so(
    server: Server, platform: Platform, how: str
) -> None:
    request = _request(platform, "你好", number=1)
    if how == "HTTP/1.0":
        request = request.replace(b"HTTP/1.1", b"HTTP/1.0", 1)
    else:
        request = request.replace(b"Host: x\r\n", b"Host: x\r\nConnection: close\r\n", 1)

    async with _connected(server) as (reader, writer):
        writer.write(request)
        reply = await _read(reader)
        rest = await reader.read()

    assert (reply.headers["connection"], _said(platform.open(reply)), rest) == ("close", "你好", b"")


async def test_who_hangs_up_and_comes_again_gets_the_answer_of_the_first_time(
    server: Server, home: Path, platform: Platform
) -> None:
    async with _connected(server) as (_, writer):
        writer.write(_request(platform, "慢慢来", number=1))
        await writer.drain()
        await asyncio.sleep(0.1)
    async with _connected(server) as (reader, writer):
        writer.write(_request(platform, "慢慢来", number=1))
        opened = platform.open(await _read(reader))

    assert stored(home) == Counter({(1, opened): 1})


async def test_who_asks_before_sending_the_body_is_told_to_go_on(server: Server, platform: Platform) -> None:
    head, _, body = _request(platform, "你好", number=1).partition(b"\r\n\r\n")

    async with _connected(server) as (reader, writer):
        writer.write(head + b"\r\nExpect: 100-continue\r\n\r\n")
        go_on = await reader.readuntil(b"\r\n\r\n")
        writer.write(body)
        reply = await _read(reader)

    assert (go_on.split(b"\r\n")[0], _said(platform.open(reply))) == (b"HTTP/1.1 100 Continue", "你好")


async def test_a_head_that_trickles_is_cut_off(server: Server) -> None:
    started = time.monotonic()
    async with _connected(server) as (reader, writer):
        writer.write(b"POST /wechat/qinghe HTTP/1.1\r\n")
        trickling = asyncio.create_task(_trickle(writer, b"X-More: and more\r\n"))
        async with asyncio.timeout(15):
            rest = await reader.read()
        trickling.cancel()

    assert (rest, SECONDS_FOR_A_REQUEST <= time.monotonic() - started < 8) == (b"", True)


async def test_a_head_without_end_does_not_fill_the_memory(server: Server) -> None:
    before_mb = _peak_mb(server)

    await asyncio.to_thread(_send_lines, server, mb=64)

    assert _peak_mb(server) - before_mb < 16


@pytest.mark.parametrize("has_spoken", [False, True])
async def test_a_silent_connection_is_ended_after_a_while(
    server: Server, platform: Platform, has_spoken: bool
) -> None:
    async with _connected(server) as (reader, writer):
        if has_spoken:
            writer.write(_request(platform, "你好", number=1))
            await _read(reader)
        async with asyncio.timeout(15):
            rest = await reader.read()

    assert rest == b""


async def test_a_hundred_that_hang_up_leave_nothing_behind(
    server: Server, home: Path, platform: Platform
) -> None:
    for number in range(1, 101):
        async with _connected(server) as (_, writer):
            writer.write(_request(platform, f"第{number}条", number=number))
            await writer.drain()

    await until(lambda: len(stored(home)) == 100)
    async with _connected(server) as (reader, writer):
        writer.write(_request(platform, "还在吗", number=101))
        reply = await _read(reader)
    assert _said(platform.open(reply)) == "还在吗"


@asynccontextmanager
async def _connected(server: Server) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    yield reader, writer
    writer.close()


def _request(platform: Platform, content: str, *, number: int) -> bytes:
    callback = platform.encrypted(text(content, number=number))
    head = f"POST {callback.path}?{urlencode(callback.query)} HTTP/1.1\r\nHost: x\r\n"
    return f"{head}Content-Length: {len(callback.body)}\r\n\r\n".encode() + callback.body


async def _read(reader: asyncio.StreamReader) -> Reply:
    async with asyncio.timeout(10):
        head = await reader.readuntil(b"\r\n\r\n")
        status, *lines = head.decode().rstrip().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        body = await reader.readexactly(int(headers["content-length"]))
    return Reply(int(status.split()[1]), headers, body)


def _said(body: str | bytes) -> str:
    """What the echo repeats: a text is followed by the number of its process."""
    if isinstance(body, bytes):
        return body.decode()
    return body.partition("<Content><![CDATA[")[2].partition(" ")[0]


async def _trickle(writer: asyncio.StreamWriter, line: bytes) -> None:
    while True:
        writer.write(line)
        await asyncio.sleep(0.1)


def _send_lines(server: Server, *, mb: int) -> None:
    """Header lines and nothing else, until the other side has had enough."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        try:
            connection.sendall(b"POST /wechat/qinghe HTTP/1.1\r\n")
            for _ in range(mb):
                connection.sendall(b"X-More: and more\r\n" * 58_000)
        except OSError:
            return


def _peak_mb(server: Server) -> int:
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024
