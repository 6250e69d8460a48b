"""A WeChat that takes every letter, slowly enough to die in between, and writes down what it took."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

SECONDS_A_CALL: Final = 0.03
_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
ACCESS_TOKEN: Final = "AccessTokenOfTheFaults"
_TAKEN: Final = {
    "errcode": 0,
    "errmsg": "ok",
    "access_token": ACCESS_TOKEN,
    "expires_in": 7200,
    "type": "image",
    "media_id": "MediaOfNobody",
    "created_at": 1,
}


@dataclass(slots=True)
class Platform:
    """`letters`: to whom and what -> how often. `refuses`: what is said to a letter instead of taking it."""

    port: int = 0
    refuses: dict[str, Any] = field(default_factory=dict)
    letters: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    async def has_more(self, number: int) -> None:
        wanted = self.letters.total() + number
        async with asyncio.timeout(120):
            while self.letters.total() < wanted:  # noqa: ASYNC110 -- letters come over many connections
                await asyncio.sleep(0.005)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                is_letter = b"/message/custom/send" in head.split(b"\r\n", 1)[0]
                if is_letter:
                    self.letters[body.decode()] += 1
                await asyncio.sleep(SECONDS_A_CALL)
                said = json.dumps(self.refuses if is_letter and self.refuses else _TAKEN).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(said), said))
        except (OSError, EOFError):
            writer.close()
