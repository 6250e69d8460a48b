"""The state at a glance, the stream of changes, the log, media."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from zhijian_sandbox.control.answers import gone, number, reply, route
from zhijian_sandbox.control.apps import all_accounts, all_posters
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import followers, media

_FILTERS = ("kind", "appid", "verdict", "thread", "path", "q")
_STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Watching:
    """The control calls that only look."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        return [
            route("/_sandbox/state", GET=self.state),
            route("/_sandbox/stream", GET=self.stream),
            route("/_sandbox/log", GET=self.log, DELETE=self.clear_log),
            route("/_sandbox/log/{row}", GET=self.log_row),
            route("/_sandbox/media/{media_id}", GET=self.media),
        ]

    async def state(self, _request: Request) -> Response:
        parts = self._parts
        return reply(
            {
                "now": round(parts.clock.now(), 3),
                "clock": parts.clock.as_json(),
                "apps": all_accounts(parts),
                "followers": [parts.phones.follower(one) for one in followers.on_desk(parts.store)],
                "faults": parts.faults.all(),
                "qrcodes": all_posters(parts),
                "counts": parts.log.counts(),
                "stream": parts.hub.position,
            }
        )

    async def stream(self, request: Request) -> Response:
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(
            self._parts.hub.listen(after), media_type="text/event-stream", headers=_STREAM_HEADERS
        )

    async def log(self, request: Request) -> Response:
        filters = {name: request.query_params[name] for name in _FILTERS if name in request.query_params}
        if "follower" in request.query_params:
            person = followers.find_by_name(self._parts.store, request.query_params["follower"])
            if person is None:
                raise Refusal("桌上没有这部手机", field="follower", status=404)
            filters["follower"] = str(person.number)
        after = number(request, "after", default=None, least=0, most=2**60)
        if after is not None:
            filters["after"] = str(after)
        limit = number(request, "limit", default=50, least=1, most=500) or 50
        before = number(request, "before", default=None, least=0, most=2**60)
        rows, further = self._parts.log.page(filters, limit=limit, before=before)
        return reply({"rows": rows, "next": further})

    async def log_row(self, request: Request) -> Response:
        text = request.path_params["row"]
        row = (
            self._parts.log.find(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None
        )
        if row is None:
            raise Refusal("没有这一行", status=404)
        return reply(row)

    async def clear_log(self, _request: Request) -> Response:
        self._parts.log.clear()
        return gone()

    async def media(self, request: Request) -> Response:
        found = media.find(self._parts.store, request.path_params["media_id"])
        if found is None:
            raise Refusal("没有这个素材", status=404)
        content = media.content(self._parts.store, found.media_id)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
        return Response(content, media_type=found.mime_type, headers=headers)
