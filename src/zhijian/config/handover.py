"""The gateway owns the public port; what is not WeChat's is handed on to the web process.

Plain streaming over a unix socket, nothing kept between two requests: no cookies, no redirects followed.
"""

from collections.abc import AsyncIterator, Iterable
from ipaddress import ip_address
from typing import Any

import httpcore

_HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"te", b"trailers"}
    | {b"transfer-encoding", b"upgrade", b"date", b"server"}
)
# Only the gateway knows the true peer; what a client claims is dropped. A proxy on this very machine is no
# client: what it adds as the last address is whom it speaks for.
_OURS = frozenset({b"x-forwarded-for"})

_STARTING = (
    "网页正在启动，请过几秒再打开。\nThe pages are starting; please try again in a few seconds.\n".encode()
)


class Handover:
    """An ASGI application that answers with what the process behind `socket_path` answers."""

    def __init__(self, socket_path: str, *, timeout_seconds: float = 60.0) -> None:
        self._pool = httpcore.AsyncConnectionPool(uds=socket_path, max_connections=64, keepalive_expiry=30)
        self._timeouts = {"connect": 3.0, "read": timeout_seconds, "write": timeout_seconds, "pool": 10.0}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        started = False
        try:
            async with self._pool.stream(
                method=scope["method"].encode(),
                url=httpcore.URL(scheme=b"http", host=b"web", port=None, target=_target(scope)),
                headers=_passed_on(scope),
                content=_body(receive) if _has_body(scope) else None,
                extensions={"timeout": self._timeouts},
            ) as response:
                headers = [(k.lower(), v) for k, v in response.headers if k.lower() not in _HOP_BY_HOP]
                await send({"type": "http.response.start", "status": response.status, "headers": headers})
                started = True
                async for piece in response.aiter_stream():
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
            if started:
                raise  # the server closes the connection; a short page must not look like a whole one
            await _say_starting(send)

    async def close(self) -> None:
        await self._pool.aclose()


def _target(scope: Any) -> bytes:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return path + b"?" + query if query else path


def _passed_on(scope: Any) -> list[tuple[bytes, bytes]]:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    peer = _speaks_for(scope)
    kept = [(k, v) for k, v in headers if k not in _HOP_BY_HOP and k not in _OURS]
    if _has_body(scope) and not any(k == b"content-length" for k, _ in kept):
        kept.append((b"transfer-encoding", b"chunked"))
    return [*kept, (b"x-forwarded-for", peer.encode("ascii", "replace"))]


def _speaks_for(scope: Any) -> str:
    peer = str((scope.get("client") or ("", 0))[0])
    try:
        if not ip_address(peer).is_loopback:
            return peer
        claims = b",".join(value for key, value in scope["headers"] if key == b"x-forwarded-for")
        return str(ip_address(claims.decode("ascii").rpartition(",")[2].strip()))
    except ValueError:
        return peer


def _has_body(scope: Any) -> bool:
    return any(k in (b"content-length", b"transfer-encoding") for k, _ in scope["headers"])


async def _body(receive: Any) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise httpcore.WriteError("the client went away")
        if body := message.get("body"):
            yield body
        if not message.get("more_body"):
            return


async def _say_starting(send: Any) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"retry-after", b"3"),
        (b"cache-control", b"no-store"),
        (b"content-length", str(len(_STARTING)).encode()),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": _STARTING})
