"""Every response the gateway gives, made once where it can be."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_NOSNIFF: Final = (b"x-content-type-options", b"nosniff")
_PLAIN: Final = (b"content-type", b"text/plain; charset=utf-8")
_XML: Final = (b"content-type", b"text/xml; charset=utf-8")


class Response:
    """A whole response: two ASGI messages, which are only ever read."""

    __slots__ = ("body", "start")

    def __init__(self, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
        length = (b"content-length", b"%d" % len(body))
        self.start: Message = {"type": "http.response.start", "status": status, "headers": (*headers, length)}
        self.body: Message = {"type": "http.response.body", "body": body}

    async def __call__(self, send: Send) -> None:
        await send(self.start)
        await send(self.body)


# The same object whatever was wrong, so that it cannot tell one thing from another.
REFUSED: Final = Response(403, b"", _NOSNIFF)
SUCCESS: Final = Response(200, b"success", _PLAIN)
# The platform sends again. The only 5xx a callback ever gets.
NOT_KEPT: Final = Response(503, b"")
# Closing tells the server not to read what is still coming.
TOO_LARGE: Final = Response(413, b"", (b"connection", b"close"))
TOO_SLOW: Final = Response(408, b"", (b"connection", b"close"))
NOT_FOUND: Final = Response(404, b"", _NOSNIFF)


def text(status: int, body: bytes) -> Response:
    return Response(status, body, _PLAIN, _NOSNIFF)


def xml(body: bytes) -> Response:
    return Response(200, body, _XML)
