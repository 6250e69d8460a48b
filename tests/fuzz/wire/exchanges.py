"""What is sent over one connection, made from a seed and a number."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from tests.fuzz.accounts import PLAIN, SAFE
from tests.fuzz.inputs import ANSWERED, Input, Request
from tests.fuzz.kinds import messages, requests
from tests.fuzz.making import make as make_input
from tests.fuzz.mutations.of_bytes import noise, spoil_bytes

# What is odd as a request is for the parser of HTTP to judge first.
_FOR_THE_PARSER: Final = frozenset(
    {"path", "method", "elsewhere", "headers", "lengths", "query", "verification"}
)
_FOR_NO_SOCKET: Final = frozenset({"hanging up", "stalling", "probes", "stale"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """`asked`: what must be answered, in order; empty where the bytes are no honest HTTP.

    `end`: "wait" for the answers, "half" say that nothing more comes and wait, "close", or "reset" at once.
    `may_store`: how many messages may be stored that are not among the answered.
    """

    kind: str
    portions: tuple[bytes, ...] = field(repr=False)
    asked: tuple[Input, ...] = field(default=(), repr=False)
    end: str = "wait"
    may_store: int = 1


def make(seed: int, number: int) -> Exchange:
    rng = Random(1 << 100 | seed << 40 | number)
    return rng.choice(_MAKERS)(rng, seed, number)


def _through(rng: Random, seed: int, number: int) -> Exchange:
    """An input as the others, over a socket."""
    given = make_input(seed, number)
    if given.kind in _FOR_NO_SOCKET:
        given = messages.sealed(rng, number)
    if given.kind in _FOR_THE_PARSER:
        return Exchange(f"wire {given.kind}", (written(given.request, close=True),))
    return Exchange(f"wire {given.kind}", _cut(rng, written(given.request), rng.choice((0, 0, 1))), (given,))


def _split(rng: Random, seed: int, number: int) -> Exchange:
    given = _good(rng, number)
    return Exchange("wire split", _cut(rng, written(given.request), rng.choice((1, 2, 5, 30))), (given,))


def _pipelined(rng: Random, seed: int, number: int) -> Exchange:
    """Several requests at once, and no time between them."""
    size = rng.choice((2, 3, 8, 30))
    asked = tuple(
        _good(rng, number * 100 + n) if rng.random() < 0.8 else _small(rng, number * 100 + n)
        for n in range(size)
    )
    if rng.random() < 0.4:  # whoever is slow is not to be overtaken
        asked = (messages.unknown(rng, number * 100), *asked[1:])
    data = b"".join(written(one.request, close=n == size - 1) for n, one in enumerate(asked))
    return Exchange("wire pipelined", _cut(rng, data, rng.choice((0, 0, 3))), asked)


def _kept_alive(rng: Random, seed: int, number: int) -> Exchange:
    """One after the other on one connection; the talker waits for each answer before the next portion."""
    asked = tuple(_good(rng, number * 100 + n) for n in range(rng.choice((2, 5, 12))))
    return Exchange("wire kept alive", tuple(written(one.request) for one in asked), asked, end="turns")


def _chunked(rng: Random, seed: int, number: int) -> Exchange:
    given = _good(rng, number)
    extension = rng.choice((b"", b"", b";a=b", b';a="b"', b" "))
    trailer = rng.choice((b"", b"", b"X-Trailer: y\r\n"))
    body, left = [], given.request.body
    while left:
        size = rng.randrange(1, len(left) + 1)
        body.append(b"%x%b\r\n%b\r\n" % (size, extension, left[:size]))
        left = left[size:]
    data = _head(given.request, b"Transfer-Encoding: chunked") + b"".join(body) + b"0\r\n%b\r\n" % trailer
    return Exchange(
        "wire chunked", _cut(rng, data, rng.choice((0, 2))), () if extension == b" " else (given,)
    )


def _chunked_wrongly(rng: Random, seed: int, number: int) -> Exchange:
    request = _good(rng, number).request
    size = rng.choice(
        (
            b"-1",
            b"",
            b"g",
            b"0x10",
            b"ffffffffffffffff",
            b"fffffffff",
            b"10001",
            b" 5",
            b"5\r",
            b"\xff",
            b"1" * 5_000,
        )
    )
    end = rng.choice((b"", b"0\r\n", b"0\r\n\r\n", b"0\n\n", b"\r\n0\r\n\r\n"))
    codings = rng.choice(
        (b"chunked", b"chunked, chunked", b"gzip, chunked", b"chunked, gzip", b"identity", b"xchunked")
    )
    return Exchange(
        "wire chunked wrongly",
        (_head(request, b"Transfer-Encoding: " + codings) + size + b"\r\n" + request.body + b"\r\n" + end,),
    )


def _truncated(rng: Random, seed: int, number: int) -> Exchange:
    data = written(_good(rng, number).request)
    data = data[: rng.randrange(len(data))]
    end = rng.choice(("half", "close", "reset"))
    return Exchange("wire cut off", _cut(rng, data, rng.choice((0, 1))), end=end)


def _left_alone(rng: Random, seed: int, number: int) -> Exchange:
    """A whole message whose sender does not stay for the answer."""
    data = written(_good(rng, number).request)
    return Exchange("wire left alone", (data,), end=rng.choice(("half", "close", "reset")))


def _lengths(rng: Random, seed: int, number: int) -> Exchange:
    request = _good(rng, number).request
    size = len(request.body)
    lines = rng.choice(
        (
            b"Content-Length: %d" % (size - 1), b"Content-Length: 0", b"Content-Length: %d" % (size + 1),
            b"X: y",
            b"Content-Length: %d\r\nContent-Length: %d" % (size, size), b"Content-Length: +%d" % size,
            b"Content-Length: %d\r\nContent-Length: %d" % (size, size - 1), b"Content-Length: -%d" % size,
            b"Content-Length: %d\r\nTransfer-Encoding: chunked" % size, b"Content-Length: 0%d" % size,
            b"Transfer-Encoding: chunked\r\nContent-Length: %d" % size, b"Content-Length: %d " % size,
            b"Content-Length: %d, %d" % (size, size), b"Content-Length: 0x%x" % size, b"Content-Length:",
            b"Content-Length : %d" % size, b"content-length: 65537", b"Content-Length: " + b"9" * 30,
            b"Content-Length: \xd9\xa3", b"Content-Length: 65536",
        )
    )  # fmt: skip
    after = rng.choice((b"", b"\r\n\r\n", written(_good(rng, number).request)))
    return Exchange("wire lengths", (_head(request, lines) + request.body + after,), may_store=2)


def _odd_line(rng: Random, seed: int, number: int) -> Exchange:
    request = _good(rng, number).request
    target = request.path.encode() + b"?" + request.query
    line = rng.choice(
        (
            b"POST %b" % target, b"POST  %b HTTP/1.1" % target, b"POST %b HTTP/1.0" % target,
            b"POST %b HTTP/9.9" % target,
            b"POST %b http/1.1" % target, b"POST %b HTTP/1.1 " % target, b"POST\t%b HTTP/1.1" % target,
            b"POST",
            b"POST http://127.0.0.1%b HTTP/1.1" % target, b"POST //x%b HTTP/1.1" % target, b"POST * HTTP/1.1",
            b"POST %b#x HTTP/1.1" % target, b"POST /wechat/sa%%66e?%b HTTP/1.1" % request.query,
            b"CONNECT x:1 HTTP/1.1",
            b"POST /wechat/safe;x?%b HTTP/1.1" % request.query, b"\r\n\r\nPOST %b HTTP/1.1" % target, b"",
            b"POST %b?x HTTP/1.1" % target, b"POST /wechat/safe? %b HTTP/1.1" % request.query,
            b"POST \xff HTTP/1.1",
            b"POST /wechat/../wechat/safe?%b HTTP/1.1" % request.query, b"P" * 70_000 + b" / HTTP/1.1",
            b"POST /wechat/safe?%b HTTP/1.1" % (b"a" * 200_000), b"PRI * HTTP/2.0\r\n\r\nSM",
            b"GET %b HTTP/1.1" % target,
            b"HEAD %b HTTP/1.1" % target, b"POST /wechat/safe?%b&nonce=\x00 HTTP/1.1" % request.query,
        )
    )  # fmt: skip
    head = b"%b\r\nHost: x\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (line, len(request.body))
    return Exchange("wire request line", (head + request.body,))


def _odd_headers(rng: Random, seed: int, number: int) -> Exchange:
    request = _good(rng, number).request
    line = rng.choice(
        (
            b"X: " + b"y" * 100_000, b"\r\n".join(b"X-%d: y" % n for n in range(3_000)), b"no colon",
            b": no name",
            b"X: y\r\n folded", b"X\0: y", b"X: \0", b"X: \xff\xfe", b"X : y", b"Expect: 100-continue",
            b"Expect: x",
            b"Upgrade: websocket\r\nConnection: Upgrade",
            b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings",
            b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13",
            b"Host: y", b"Connection: \xff", b"Connection: close, keep-alive", b"X: y\nZ: z", b"X: y\rZ: z",
            b"\xe5: y",
            b"Content-Encoding: gzip", b"Content-Type: multipart/form-data; boundary=" + b"-" * 900,
            b"Cookie: a=\r\n\tb",
            b"X-Forwarded-For: 1.2.3.4", b"Range: bytes=0-0", b"If-None-Match: *", b"Proxy-Connection: x",
            b"TE: trailers",
        )
    )  # fmt: skip
    size = b"Content-Length: %d" % len(request.body)
    return Exchange("wire headers", (_head(request, line + b"\r\n" + size) + request.body,))


def _endless_head(rng: Random, seed: int, number: int) -> Exchange:
    """A head beyond all bounds must be refused before it is in memory, whole as the message behind it is."""
    if rng.random() > 0.1:
        return _odd_headers(rng, seed, number)
    given = _good(rng, number)
    lines = b"X-Y: " + b"z" * 8_000 + b"\r\n"
    head = b"%b %b\r\n" % (b"POST /wechat/safe?", b"a" * 2**21) if rng.random() < 0.3 else b""
    data = head or _head(given.request, lines * 256 + b"Content-Length: %d" % len(given.request.body))
    refused = replace(given, allowed=frozenset({400, 413}), message=None, control="")
    return Exchange("wire endless head", (data + given.request.body,), (refused,))


def _spoilt(rng: Random, seed: int, number: int) -> Exchange:
    data = spoil_bytes(rng, written(_good(rng, number).request, close=True), times=rng.choice((1, 2, 5)))
    return Exchange("wire spoilt", _cut(rng, data, rng.choice((0, 1))))


def _noise(rng: Random, seed: int, number: int) -> Exchange:
    data = rng.choice(
        (
            noise(rng, rng.choice((1, 100, 70_000))),
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + noise(rng, 500),
            b"\r\n" * 5_000, b"\n", b"\0" * 10_000, b"GET / HTTP/1.1\r\n" * 500,
            b"POST /wechat/safe HTTP/1.1\r\n" + b"a" * 70_000,
            b"GET /healthz\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            b"PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n",
        )
    )  # fmt: skip
    return Exchange("wire noise", _cut(rng, data, rng.choice((0, 2))))


def _large(rng: Random, seed: int, number: int) -> Exchange:
    """Announced as what it is, or not announced at all."""
    given = requests.large(rng, number)
    data = written(given.request)
    if rng.random() < 0.5:
        pieces = (b"%x\r\n%b\r\n" % (len(piece), piece) for piece in given.request.pieces if piece)
        data = _head(given.request, b"Transfer-Encoding: chunked") + b"".join(pieces) + b"0\r\n\r\n"
    return Exchange("wire large", (data,), (given,))


def _trickling(rng: Random, seed: int, number: int) -> Exchange:
    """The rest never comes. It costs the gateway's whole patience, so there are few."""
    if rng.random() > 0.02:
        return _split(rng, seed, number)
    given = requests.stalling(rng, number)
    head = _head(Request("POST", given.request.path, given.request.query), b"Content-Length: 5000")
    return Exchange("wire stalling", (head + b"<xml>",), (given,))


_MAKERS: Final[tuple[Callable[[Random, int, int], Exchange], ...]] = (
    *[_through] * 14, *[_split] * 4, *[_pipelined] * 3, *[_kept_alive] * 2, *[_chunked] * 3, _chunked_wrongly,
    *[_truncated] * 3, _left_alone, *[_lengths] * 2, *[_odd_line] * 2, _odd_headers, _endless_head,
    *[_spoilt] * 4, _noise,
    _trickling, _large,
)  # fmt: skip


def written(request: Request, *, close: bool = False) -> bytes:
    """As honest HTTP as the request allows."""
    names = {name.lower() for name, _ in request.headers}
    lines = [b"%b: %b" % header for header in request.headers]
    if b"content-length" not in names and b"transfer-encoding" not in names:
        lines.append(b"Content-Length: %d" % len(request.body))
    return _head(request, b"\r\n".join(lines), close=close) + request.body


def _head(request: Request, lines: bytes, *, close: bool = False) -> bytes:
    target = request.path.encode("utf-8", "surrogateescape") + b"?" + request.query
    ending = b"Connection: close\r\n" if close else b""
    return b"%b %b HTTP/1.1\r\nHost: x\r\n%b\r\n%b\r\n" % (request.method.encode(), target, lines, ending)


def _good(rng: Random, number: int) -> Input:
    """A well-formed question; the short way and the long way see the same share of each mode."""
    control = messages.control(rng, number)
    return control if control.account in {SAFE.slug, PLAIN.slug} else messages.control(rng, number)


def _small(rng: Random, number: int) -> Input:
    """A spoilt message within the limit: beyond it the connection ends, and what comes after is not asked."""
    while (spoilt := messages.sealed(rng, number)).allowed != ANSWERED:
        pass
    return spoilt


def _cut(rng: Random, data: bytes, times: int) -> tuple[bytes, ...]:
    at = sorted(rng.randrange(len(data) + 1) for _ in range(times))
    return tuple(data[start:end] for start, end in zip([0, *at], [*at, len(data)], strict=True))
