"""Reading a request's body: never more than the limit, never for longer than the patience."""

import asyncio
import time
from typing import Final

from zhijian.gateway.responses import Receive, Scope

SECONDS_FOR_A_BODY: Final = 5.0

_LONGEST_LENGTH: Final = 9


class BodyRefused(Exception):
    """The body will not be read."""


class TooLarge(BodyRefused):
    pass


class TooSlow(BodyRefused):
    pass


class Disconnected(BodyRefused):
    pass


class BodyReader:
    """Reads bodies, and lets one sweep a second end those that trickle.

    A timer of its own for each body would cost more than reading it: nearly all are there with the headers.
    """

    def __init__(self, *, limit_bytes: int, seconds: float = SECONDS_FOR_A_BODY) -> None:
        self._limit_bytes = limit_bytes
        self._seconds = seconds
        self._begun: dict[asyncio.Task[object], float] = {}
        self._overdue: set[asyncio.Task[object]] = set()

    async def read(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body. Raises a BodyRefused as soon as it is known that there will be none."""
        for name, value in scope["headers"]:
            if name == b"content-length":
                if not value.isdigit() or len(value) > _LONGEST_LENGTH or int(value) > self._limit_bytes:
                    raise TooLarge
                break
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a body is read in a task")
        self._begun[task] = time.monotonic()
        try:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Disconnected
            body: bytes = message.get("body", b"")
            if message.get("more_body"):
                body = await self._read_more(body, receive)
        except asyncio.CancelledError:
            if task in self._overdue and task.uncancel() == 0:
                raise TooSlow from None
            raise
        finally:
            del self._begun[task]
            self._overdue.discard(task)
        if len(body) > self._limit_bytes:
            raise TooLarge
        return body

    async def _read_more(self, body: bytes, receive: Receive) -> bytes:
        chunks, size, more = [body], len(body), True
        while more:
            if size > self._limit_bytes:
                raise TooLarge
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Disconnected
            chunk: bytes = message.get("body", b"")
            chunks.append(chunk)
            size += len(chunk)
            more = message.get("more_body", False)
        return b"".join(chunks)

    def sweep(self) -> None:
        """End what has been read for too long. Call it about once a second."""
        begun_before = time.monotonic() - self._seconds
        # In order of beginning, so the first that is young enough ends the look.
        for task, begun in list(self._begun.items()):
            if begun >= begun_before:
                break
            if task not in self._overdue:
                self._overdue.add(task)
                task.cancel()
