"""Every response the gateway gives, made once where it can be."""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any, Final

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]

_NOSNIFF: Final = (b"x-content-type-options", b"nosniff")
_PLAIN: Final = (b"content-type", b"text/plain; charset=utf-8")
_XML: Final = (b"content-type", b"text/xml; charset=utf-8")
CLOSE: Final = (b"connection", b"close")


class Kind:
    """What responses have in common: the status and all headers but the length."""

    __slots__ = ("closes", "headers", "start", "status")

    def __init__(self, status: int, *headers: Header) -> None:
        self.status = status
        self.headers = headers
        # Whether the connection ends with it: what is still coming will not be read.
        self.closes = CLOSE in headers
        lines = b"".join(b"%b: %b\r\n" % header for header in headers)
        phrase = HTTPStatus(status).phrase.encode("ascii")
        self.start = b"HTTP/1.1 %d %b\r\n%bcontent-length: " % (status, phrase, lines)


class Response:
    """A whole response, as ASGI messages or as bytes on the wire."""

    __slots__ = ("body", "kind")

    def __init__(self, kind: Kind, body: bytes = b"") -> None:
        self.kind = kind
        self.body = body

    def on_the_wire(self, common: bytes) -> bytes:
        """`common`: whole header lines that every response of the server has."""
        return b"%b%d\r\n%b\r\n%b" % (self.kind.start, len(self.body), common, self.body)

    async def __call__(self, send: Send) -> None:
        headers = [*self.kind.headers, (b"content-length", b"%d" % len(self.body))]
        await send({"type": "http.response.start", "status": self.kind.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


_ANSWER: Final = Kind(200, _XML)

# The same object whatever was wrong, so that it cannot tell one thing from another.
REFUSED: Final = Response(Kind(403, _NOSNIFF))
SUCCESS: Final = Response(Kind(200, _PLAIN), b"success")
# The platform sends again. The only 5xx a callback ever gets.
NOT_KEPT: Final = Response(Kind(503))
TOO_LARGE: Final = Response(Kind(413, CLOSE))
TOO_SLOW: Final = Response(Kind(408, CLOSE))
NOT_FOUND: Final = Response(Kind(404, _NOSNIFF))


def text(status: int, body: bytes) -> Response:
    return Response(Kind(status, _PLAIN, _NOSNIFF), body)


def xml(body: bytes) -> Response:
    return Response(_ANSWER, body)
