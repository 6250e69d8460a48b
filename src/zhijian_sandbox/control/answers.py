"""How the control API answers, and how it says no."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state.store import StateError

logger = logging.getLogger(__name__)

Answer = Callable[[Request], Awaitable[Response]]


def reply(data: dict[str, Any], *, status: int = 200) -> Response:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(
        text, status_code=status, media_type="application/json", headers={"Cache-Control": "no-store"}
    )


def gone() -> Response:
    return Response(status_code=204)


def route(path: str, **by_method: Answer) -> Route:
    """One path with a function for each method; a refusal becomes a sentence, a full disk 507."""

    async def endpoint(request: Request) -> Response:
        act = by_method.get(request.method)
        if act is None:
            return reply({"error": f"这里不收 {request.method}", "field": None}, status=405)
        try:
            return await act(request)
        except Refusal as refusal:
            return reply({"error": refusal.sentence, "field": refusal.field}, status=refusal.status)
        except StateError as problem:
            logger.error("%s", problem)
            return reply({"error": str(problem), "field": None}, status=507)

    return Route(path, endpoint, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])


def number(request: Request, name: str, *, default: int | None, least: int, most: int) -> int | None:
    """A number in the query. `Refusal` when it is none, or out of range."""
    value = request.query_params.get(name)
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > 18 or not least <= int(value) <= most:
        raise Refusal(f"{name} 是 {least} 到 {most} 的整数", field=name)
    return int(value)
