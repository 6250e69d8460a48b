"""Everything that changes, as it changes: server-sent events for the pages of the desk."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

KEPT_EVENTS = 2000
HEARTBEAT_SECONDS = 15


class Hub:
    """Publishes to any number of listeners. A slow listener costs nothing: it reads from the same ring.

    Positions look like `k3f9-17`: the first part is new at every start, so that a page that listened
    to an earlier run learns that it missed something.
    """

    def __init__(
        self, after_commit: Callable[[Callable[[], None]], None], *, kept_events: int = KEPT_EVENTS
    ) -> None:
        """`after_commit` holds news back until what it tells of is kept."""
        self._after_commit = after_commit
        self._run = secrets.token_hex(3)
        self._ring: deque[tuple[int, bytes]] = deque(maxlen=kept_events)
        self._count = 0
        self._news = asyncio.Event()
        self._closed = False

    @property
    def position(self) -> str:
        return f"{self._run}-{self._count}"

    def publish(self, event: str, data: dict[str, Any]) -> None:
        self._after_commit(lambda: self._append(event, data))

    def close(self) -> None:
        """End every stream, so that stopping the server does not wait for the pages."""
        self._closed = True
        self._wake()

    async def listen(self, after: str) -> AsyncIterator[bytes]:
        """Everything since that position, then everything new; `hello` first."""
        at, missed = self._resume(after)
        yield self._hello(at, missed=missed)
        while not self._closed:
            news = self._news
            if self._ring and at < self._ring[0][0] - 1:
                at = self._count
                yield self._hello(at, missed=True)
            for number, text in list(self._ring):
                if number > at:
                    at = number
                    yield text
            if at < self._count:
                continue
            try:
                await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"

    def _append(self, event: str, data: dict[str, Any]) -> None:
        self._count += 1
        self._ring.append((self._count, self._render(event, data, at=self._count)))
        self._wake()

    def _resume(self, after: str) -> tuple[int, bool]:
        if not after:
            return self._count, False
        run, _, number = after.rpartition("-")
        oldest = self._ring[0][0] if self._ring else self._count + 1
        if run != self._run or not number.isascii() or not number.isdigit():
            return self._count, True
        at = int(number)
        return (at, False) if oldest - 1 <= at <= self._count else (self._count, True)

    def _hello(self, at: int, *, missed: bool) -> bytes:
        return self._render("hello", {"stream": f"{self._run}-{at}", "missed": missed}, at=at)

    def _render(self, event: str, data: dict[str, Any], *, at: int) -> bytes:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return f"id: {self._run}-{at}\nevent: {event}\ndata: {text}\n\n".encode()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
