"""The ceiling: what uvicorn alone can do. It reads nothing, keeps nothing, and always says the same."""

from collections.abc import Awaitable, Callable
from typing import Any

BODY = b"x" * 700  # about what an encrypted reply weighs
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"text/xml"), (b"content-length", b"%d" % len(BODY))],
}
REST = {"type": "http.response.body", "body": BODY}


async def app(
    scope: dict[str, Any], receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    if scope["type"] == "http":
        await send(START)
        await send(REST)
