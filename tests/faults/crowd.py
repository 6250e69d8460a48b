"""Followers who write without end, and a platform that sends again until it is answered."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Final
from urllib.parse import urlencode

from tests.faults.installation import GH_ID, QUESTION, SEAL, SLUG

WRITERS: Final = 12
SECONDS_FOR_AN_ANSWER: Final = 5.0
SECONDS_TO_THE_END: Final = 60.0
_HEAD: Final = re.compile(rb"HTTP/1\.1 (\d{3}) .*?content-length: (\d+)\r\n", re.DOTALL | re.IGNORECASE)

_TEXT: Final = "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%s]]></Content><MsgId>%d</MsgId>"
_CLICK: Final = (
    "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[%d]]></EventKey>"
)


@dataclass(slots=True)
class Crowd:
    """`answers`: message -> every answer it got. `refused` counts empty 503s, `odd` all that may not be."""

    port: int
    rng: Random = field(default_factory=lambda: Random(1))
    answers: dict[int, set[str]] = field(default_factory=dict)
    began: int = field(default_factory=lambda: int(time.time()))
    repeats: int = 0
    broken_off: int = 0
    refused: int = 0
    odd: Counter[str] = field(default_factory=Counter)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _is_over: bool = False
    _act: Callable[[], None] | None = None
    _acted: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """While this lasts they write; at its end each waits until his last message is answered."""
        writers = [asyncio.create_task(self._write()) for _ in range(WRITERS)]
        try:
            yield
            self._is_over = True
            async with asyncio.timeout(SECONDS_TO_THE_END):
                await asyncio.gather(*writers)
        finally:
            for writer in writers:
                writer.cancel()

    async def has_more(self, number: int) -> None:
        """Wait until that many more messages are answered."""
        wanted = len(self.answers) + number
        async with asyncio.timeout(SECONDS_TO_THE_END):
            while len(self.answers) < wanted:  # noqa: ASYNC110 -- answers come from many tasks
                await asyncio.sleep(0.005)

    async def at_next_answer(self, act: Callable[[], None]) -> None:
        """Do it the very moment an answer comes in: what is durable only a little later is not yet."""
        self._acted.clear()
        self._act = act
        async with asyncio.timeout(SECONDS_TO_THE_END):
            await self._acted.wait()

    async def _write(self) -> None:
        line, other = Line(self.port), Line(self.port)
        for number in self._numbers:
            if self._is_over:
                break
            if self.rng.random() < 0.05:  # two of the platform's machines at once
                await asyncio.gather(self._ask(line, number), self._ask(other, number))
                self.repeats += 1
            else:
                await self._ask(line, number)
            if self.rng.random() < 0.1:  # the answer was lost on its way, now or some time ago
                again = number if self.rng.random() < 0.5 else self.rng.choice(list(self.answers))
                await self._ask(line, again)
                self.repeats += 1
        line.close()
        other.close()

    async def _ask(self, line: "Line", number: int) -> None:
        while True:
            try:
                status, body = await line.ask(sealed_request(self._message(number), self.rng))
            except (OSError, EOFError, TimeoutError):
                self.broken_off += 1
                await asyncio.sleep(0.02)
                continue
            if status == 200:
                if self._act is not None:
                    act, self._act = self._act, None
                    act()
                    self._acted.set()
                self.answers.setdefault(number, set()).add(
                    "" if body == b"success" else SEAL.open_reply(body).decode()
                )
                return
            if (status, body) == (503, b""):
                self.refused += 1
            else:
                self.odd[f"{status} {body[:40]!r}"] += 1
            await asyncio.sleep(0.05)

    def _message(self, number: int) -> str:
        kind = _CLICK % number if number % 7 == 0 else _TEXT % (QUESTION, number)
        return (
            f"<xml><ToUserName><![CDATA[{GH_ID}]]></ToUserName>"
            f"<FromUserName><![CDATA[oFaults{number % 500:021}]]></FromUserName>"
            f"<CreateTime>{self.began}</CreateTime>{kind}</xml>"
        )


def sealed_request(message: str, rng: Random) -> bytes:
    """Signed anew each time, as the platform does."""
    encrypted = SEAL.encrypt(SEAL.frame(message.encode(), head=rng.randbytes(16)))
    timestamp, nonce = str(int(time.time())), str(rng.randrange(10**9))
    parts = timestamp.encode(), nonce.encode()
    query = {
        "signature": SEAL.sign(*parts),
        "timestamp": timestamp,
        "nonce": nonce,
        "encrypt_type": "aes",
        "msg_signature": SEAL.sign(*parts, encrypted),
    }
    body = b"<xml><ToUserName><![CDATA[%b]]></ToUserName><Encrypt><![CDATA[%b]]></Encrypt></xml>" % (
        GH_ID.encode(),
        encrypted,
    )
    head = (
        f"POST /wechat/{SLUG}?{urlencode(query)} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Line:
    """A connection that is kept, and made anew when it breaks."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout(SECONDS_FOR_AN_ANSWER):
                if self._streams is None:
                    self._streams = await asyncio.open_connection("127.0.0.1", self._port)
                reader, writer = self._streams
                writer.write(request)
                head = _HEAD.match(await reader.readuntil(b"\r\n\r\n"))
                if head is None:
                    raise EOFError("no HTTP")
                return int(head[1]), await reader.readexactly(int(head[2]))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._streams is not None:
            with suppress(OSError):
                self._streams[1].transport.abort()
            self._streams = None
