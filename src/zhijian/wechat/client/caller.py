"""One call over HTTP: sent once, answered or failed. Nothing here repeats anything.

Secrets and tokens travel beside the request and are put into the address by the last transport. So no
log line of httpx, no exception and no traceback ever sees an address with one of them.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from zhijian.wechat.client import answers
from zhijian.wechat.client.answers import Answer
from zhijian.wechat.credentials import Hidden
from zhijian.wechat.errors import TransportFailed, UnexpectedAnswer

MAX_JSON_BYTES = 4 * 1024 * 1024
MAX_MEDIA_BYTES = 20 * 1024 * 1024
_HIDDEN = "zhijian.hidden_query"
# These tell for certain that nothing was sent.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file for a multipart call, and the form's other fields."""

    filename: str
    content: bytes = field(repr=False)
    content_type: str
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is asked. A `Hidden` in query or body is revealed only on the wire.

    `repeatable` says that doing it twice is as good as once. `with_token` adds the access token.
    """

    method: str
    path: str
    query: Mapping[str, "str | Hidden"] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    upload: Upload | None = None
    repeatable: bool = False
    with_token: bool = True


@dataclass(frozen=True, slots=True)
class Media:
    """Bytes from the platform, or for video the address where they are. A permanent video has words too."""

    content: bytes = field(repr=False)
    content_type: str
    video_url: str = ""
    title: str = ""
    description: str = ""


class Caller:
    """Sends calls to one base address and follows no redirect."""

    def __init__(
        self,
        base_url: str,
        *,
        secret: Hidden,
        transport: httpx.AsyncBaseTransport | None,
        timeout_seconds: float,
        deadline_seconds: float,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._secret = secret
        self._deadline_seconds = deadline_seconds
        self._http = httpx.AsyncClient(
            transport=_LastTransport(transport or httpx.AsyncHTTPTransport()),
            timeout=timeout_seconds,
            follow_redirects=False,
            trust_env=False,
        )

    async def ask(self, call: Call, *, token: Hidden | None) -> Answer:
        """The answer. Raises `WeChatError` for an errcode, `TransportFailed` and its kind for the rest."""
        # Not kept in a variable: a proxy's page may repeat our address, and tracebacks can show locals.
        answer = answers.read((await self._send(call, token=token, most=MAX_JSON_BYTES))[0])
        if answer is None:
            raise UnexpectedAnswer("the answer is not a JSON object")
        return self._checked(answer, call, token=token)

    async def fetch(self, call: Call, *, token: Hidden | None) -> Media:
        """The media. An error comes as JSON under any content type, so that is looked for first."""
        media = Media(*await self._send(call, token=token, most=MAX_MEDIA_BYTES))
        if media.content_type.startswith(("image/", "audio/", "video/")):
            return media
        answer = answers.read(media.content) if media.content[:1] == b"{" else None
        if answer is None:
            return media
        told = self._checked(answer, call, token=token)
        return Media(
            b"",
            media.content_type,
            video_url=told.text("video_url", default="") or told.text("down_url"),
            title=told.text("title", default=""),
            description=told.text("description", default=""),
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    def _checked(self, answer: Answer, call: Call, *, token: Hidden | None) -> Answer:
        named = [
            one for one in (*call.query.values(), *(call.body or {}).values()) if isinstance(one, Hidden)
        ]
        hidden = [self._secret, *named, *([] if token is None else [token])]
        return answers.checked(answer, hidden=hidden, asked_for_token=self._secret in named)

    async def _send(self, call: Call, *, token: Hidden | None, most: int) -> tuple[bytes, str]:
        failure = TransportFailed(f"{call.path}: no answer")
        try:
            async with asyncio.timeout(self._deadline_seconds):
                return await self._exchange(call, token=token, most=most)
        except TransportFailed as failed:
            failure = failed
        except _NOT_SENT as failed:
            failure = TransportFailed(f"{call.path}: {type(failed).__name__}", may_have_arrived=False)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError) as failed:
            # TimeoutError, of the deadline, is an OSError.
            failure = TransportFailed(f"{call.path}: {type(failed).__name__}")
        # Raised here and not above: an exception raised while another is handled keeps that one, and
        # httpx's hold the request, address and all.
        raise failure

    async def _exchange(self, call: Call, *, token: Hidden | None, most: int) -> tuple[bytes, str]:
        plain = {name: value for name, value in call.query.items() if isinstance(value, str)}
        hidden = {name: value for name, value in call.query.items() if isinstance(value, Hidden)}
        if token is not None:
            hidden["access_token"] = token
        async with self._http.stream(
            call.method,
            self.base_url + call.path,
            params=plain,
            content=None if call.body is None else _json(call.body),
            headers=None if call.body is None else {"content-type": "application/json; charset=utf-8"},
            data=None if call.upload is None else call.upload.fields,
            files=None if call.upload is None else {"media": _multipart(call.upload)},
            extensions={_HIDDEN: hidden},
        ) as response:
            _refuse_status(response.status_code, call.path)
            return await _read(response, most, call.path), response.headers.get("content-type", "")


class _LastTransport(httpx.AsyncBaseTransport):
    """Puts the hidden part of the query on a request when httpx has already logged it."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        extensions = dict(request.extensions)
        hidden: dict[str, Hidden] = extensions.pop(_HIDDEN, {})
        query = {name: value.reveal() for name, value in hidden.items()}
        return await self._inner.handle_async_request(
            httpx.Request(
                request.method,
                request.url.copy_merge_params(query) if query else request.url,
                headers=request.headers,
                stream=request.stream,
                extensions=extensions,
            )
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


def _refuse_status(status: int, path: str) -> None:
    if status >= 500:
        raise TransportFailed(f"{path}: HTTP {status}")
    if status != 200:
        raise UnexpectedAnswer(f"{path}: HTTP {status}")


async def _read(response: httpx.Response, most: int, path: str) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > most:
            raise UnexpectedAnswer(f"{path}: the answer is larger than {most} bytes")
    return bytes(body)


def _json(body: Mapping[str, Any]) -> bytes:
    # Raw UTF-8: the platform stores an escaped \u5b66 in menus and drafts as just that.
    return json.dumps(body, ensure_ascii=False, default=_revealed).encode("utf-8", "replace")


def _revealed(value: object) -> str:
    if isinstance(value, Hidden):
        return value.reveal()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _multipart(upload: Upload) -> tuple[str, bytes, str]:
    return upload.filename, upload.content, upload.content_type
