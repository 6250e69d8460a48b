"""Only this machine, and only on purpose.

The sandbox listens on loopback, but a browser on this machine would carry requests of any web page. A
page that rebinds its own name to 127.0.0.1 is told apart by the Host header, one that posts across
sites by its Origin.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from zhijian_sandbox.links import is_this_machine


class LoopbackOnly:
    """Answers 403 to requests that do not come from this machine's own pages and programs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = _refusal(Headers(scope=scope))
        if refusal:
            await PlainTextResponse(refusal, status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _refusal(headers: Headers) -> str:
    host = headers.get("host", "")
    if not is_this_machine(_hostname(f"//{host}")):
        return "the sandbox answers only to localhost\n"
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return "the sandbox takes no requests from other pages\n"
    return ""


def _hostname(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
