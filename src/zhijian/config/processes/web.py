"""The web process: console and portal under Django."""

import warnings
from typing import Any

from django.core.asgi import get_asgi_application

_HEALTH = ((b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"))


def make_web() -> Any:
    """Django's application, with a health answer that needs no database and no host name."""
    # Our files are small and read in a thread; Django warns that it does not stream them.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    pages = get_asgi_application()

    async def web(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["path"] == "/healthz":
            await send({"type": "http.response.start", "status": 200, "headers": list(_HEALTH)})
            await send({"type": "http.response.body", "body": b"ok web\n"})
        else:
            await pages(scope, receive, send)

    return web


async def _live(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
