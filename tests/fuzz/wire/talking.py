"""One exchange over a socket: sent as written, and everything that came back, read strictly."""

import asyncio
import re
import socket
import struct
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from tests.fuzz.asking import Outcome
from tests.fuzz.wire.exchanges import Exchange

SECONDS_FOR_AN_ANSWER: Final = 20.0
SECONDS_OF_SILENCE: Final = 0.1
_STATUS: Final = re.compile(rb"HTTP/1\.1 ([1-5][0-9][0-9]) [A-Za-z -]*")
# uvloop's word for writing to a connection that the other side has closed is a RuntimeError.
_CLOSED: Final = (OSError, RuntimeError)
_INTERIM: Final = range(100, 200)


class NotHttp(Exception):
    """What came back is no sequence of responses."""


async def talk(exchange: Exchange, *, port: int) -> list[Outcome]:
    """The responses, in order. Raises `NotHttp`, `TimeoutError` where an answer that is owed stays out."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return await _converse(exchange, reader, writer)
    finally:
        if exchange.end == "reset":
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()


async def _converse(
    exchange: Exchange, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> list[Outcome]:
    is_head = exchange.portions[0].startswith(b"HEAD ")
    received = bytearray()
    for turn, portion in enumerate(exchange.portions, 1):
        if turn > 1 and exchange.end != "turns":
            await asyncio.sleep(0.001)  # so that it comes in a packet of its own
        with suppress(*_CLOSED):
            writer.write(portion)
            await writer.drain()
        if exchange.end == "turns":
            await _read(reader, received, owed=turn)
    if exchange.end in {"close", "reset"}:
        return []
    if exchange.end == "half":
        with suppress(*_CLOSED):
            writer.write_eof()
    await _read(reader, received, owed=len(exchange.asked))
    return responses(bytes(received), is_head=is_head)


async def _read(reader: asyncio.StreamReader, received: bytearray, *, owed: int) -> None:
    """Until all that is owed is there; where nothing is, until the other side closes or falls silent."""
    async with asyncio.timeout(SECONDS_FOR_AN_ANSWER):
        while owed == 0 or len(responses(bytes(received), are_more_to_come=True)) < owed:
            try:
                patience = SECONDS_OF_SILENCE if owed == 0 else SECONDS_FOR_AN_ANSWER * 2
                data = await asyncio.wait_for(reader.read(65_536), patience)
            except ConnectionError:
                return
            except TimeoutError:
                if owed == 0:
                    return
                raise
            if not data:
                return
            received += data


def responses(data: bytes, *, is_head: bool = False, are_more_to_come: bool = False) -> list[Outcome]:
    found: list[Outcome] = []
    while data:
        head, blank, rest = data.partition(b"\r\n\r\n")
        if not blank:
            return _unfinished(found, are_more_to_come)
        line, *lines = head.split(b"\r\n")
        status = _STATUS.fullmatch(line)
        if status is None:
            raise NotHttp(line[:80].decode("latin-1"))
        number = int(status[1])
        if number in _INTERIM:
            data = rest
            continue
        headers = tuple(_header(one) for one in lines)
        body, data = _body(headers, rest, is_head=is_head and number != HTTPStatus.BAD_REQUEST)
        if body is None:
            return _unfinished(found, are_more_to_come)
        found.append(Outcome(status=number, headers=headers, body=body, starts=1, ends=1))
    return found


def _unfinished(found: list[Outcome], are_more_to_come: bool) -> list[Outcome]:
    if not are_more_to_come:
        raise NotHttp("a response without its end")
    return found


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, colon, value = line.partition(b": ")
    if not colon:
        raise NotHttp("a header without a value")
    return name.lower(), value


def _body(
    headers: tuple[tuple[bytes, bytes], ...], rest: bytes, *, is_head: bool
) -> tuple[bytes | None, bytes]:
    """The body and what follows it; None when it is not all there."""
    known = dict(headers)
    is_framed = b"content-length" in known or b"transfer-encoding" in known
    if not is_framed and known.get(b"connection") == b"close":
        return rest, b""  # its end is the connection's
    if is_head:
        return b"", rest
    if known.get(b"transfer-encoding") == b"chunked":
        body = b""
        while True:
            size, line_end, rest = rest.partition(b"\r\n")
            if not line_end or len(rest) < int(size, 16) + 2:
                return None, b""
            body, rest = body + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
            if int(size, 16) == 0:
                return body, rest
    length = int(known.get(b"content-length", b"0"))
    return (None, b"") if len(rest) < length else (rest[:length], rest[length:])
