"""The desk's page at `/` and the files it is made of, under `/desk/`.

The page holds no data: its scripts read `/_sandbox/` like any other client, so that whatever a person can
do here can also be done without a browser.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from zhijian_sandbox.desk.policy import PAGE_HEADERS
from zhijian_sandbox.links import DESK_HOST

HERE = Path(__file__).parent
VENDOR = HERE.parent / "static" / "vendor"

_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class _AlwaysAsked(StaticFiles):
    """Files the browser keeps but asks about each time, so that a newer sandbox never meets older scripts."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _page(template: str) -> Callable[[Request], Awaitable[Response]]:
    """Under a name of its own, which the phones' names end in: only then are the pages in their frames of
    the same site as the desk, and may keep a cookie, as they may in a real phone."""

    async def endpoint(request: Request) -> Response:
        browsing = request.headers.get("sec-fetch-mode") == "navigate"
        if browsing and request.url.hostname in ("localhost", "127.0.0.1", "::1"):
            own = str(request.url.replace(hostname=DESK_HOST))
            return RedirectResponse(own, headers={"Cache-Control": "no-store"})
        return HTMLResponse(_templates.get_template(template).render(), headers=PAGE_HEADERS)

    return endpoint


async def _favicon(_request: Request) -> Response:
    return RedirectResponse("/desk/img/mark.svg")


routes: list[BaseRoute] = [
    Route("/", _page("desk.html"), name="desk"),
    Route("/practice", _page("practice.html"), name="practice"),
    Route("/back-end", _page("back_end.html"), name="back-end"),
    Route("/favicon.ico", _favicon),
    Mount("/desk/vendor", _AlwaysAsked(directory=VENDOR)),
    Mount("/desk", _AlwaysAsked(directory=HERE / "static")),
]
