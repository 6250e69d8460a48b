"""Handing inputs to an ASGI application without a socket, many at once, and watching what it does."""

import asyncio
import logging
import time
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.fuzz.inputs import Headers, Input, Request

Application = Callable[..., Coroutine[Any, Any, None]]

LONGEST_ANSWER_SECONDS: Final = 60.0


@dataclass(slots=True)
class Outcome:
    """Status 0: there was no answer. `complaints` are errors logged while this input was in work."""

    status: int = 0
    headers: Headers = ()
    body: bytes = b""
    starts: int = 0
    ends: int = 0
    cpu_seconds: float = 0.0
    error: str = ""
    complaints: list[str] = field(default_factory=list)


_current: ContextVar[Outcome | None] = ContextVar("outcome", default=None)


class Complaints(logging.Handler):
    """Errors the product logs: noted with the input in work, or, from other threads, for the whole leg."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.of_nobody: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        outcome = _current.get()
        (outcome.complaints if outcome else self.of_nobody).append(record.getMessage()[:300])

    def loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """For the event loop: exceptions nobody awaited."""
        error = context.get("exception")
        self.of_nobody.append(f"event loop: {place_of(error) if error else context.get('message')}")


async def ask_all(application: Application, inputs: Sequence[Input]) -> list[Outcome]:
    """The outcomes in the order of the inputs, which are in work together."""
    return list(await asyncio.gather(*(ask(application, one.request) for one in inputs)))


async def ask(application: Application, request: Request) -> Outcome:
    outcome = Outcome()
    _current.set(outcome)
    try:
        async with asyncio.timeout(LONGEST_ANSWER_SECONDS):
            await _metered(application(_scope(request), _receiving(request), _sending(outcome)), outcome)
    except TimeoutError:
        outcome.error = "no answer"
    except Exception as error:  # noqa: BLE001 -- the very thing that is looked for
        outcome.error = place_of(error)
    return outcome


def _scope(request: Request) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "path": request.path,
        "query_string": request.query,
        "headers": list(request.headers),
        "client": ("127.0.0.1", 4711),
    }


def _receiving(request: Request) -> Callable[[], Awaitable[dict[str, Any]]]:
    pieces = list(reversed(request.pieces))

    async def receive() -> dict[str, Any]:
        if not pieces:
            if request.stalls:
                await asyncio.sleep(LONGEST_ANSWER_SECONDS * 2)
            return {"type": "http.disconnect"}
        body = pieces.pop()
        are_more = bool(pieces) or request.stalls or not request.has_end
        return {"type": "http.request", "body": body, "more_body": are_more}

    return receive


def _sending(outcome: Outcome) -> Callable[[Any], Awaitable[None]]:
    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            outcome.starts += 1
            outcome.status, outcome.headers = message["status"], tuple(message["headers"])
        else:
            outcome.ends += not message.get("more_body", False)
            outcome.body += message.get("body", b"")

    return send


@types.coroutine
def _metered(coroutine: Coroutine[Any, Any, None], outcome: Outcome) -> Generator[Any, Any, None]:
    """Awaits it and adds up the processor time of its own steps, however many others run in between."""
    thrown: BaseException | None = None
    while True:
        began = time.thread_time()
        try:
            waits_for = coroutine.send(None) if thrown is None else coroutine.throw(thrown)
        except StopIteration:
            return
        finally:
            outcome.cpu_seconds += time.thread_time() - began
        thrown = None
        try:
            yield waits_for
        except BaseException as error:  # noqa: BLE001 -- handed on, cancellation too
            thrown = error


def place_of(error: BaseException) -> str:
    """Kind and innermost place of an exception, in one line."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    at = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {at}"
