"""Saves: keep the whole state under a name, bring it back, hand it on as a file."""

from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox.bodies import BodyTooLarge, read_body
from zhijian_sandbox.control.answers import gone, reply, route
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.saves import Saves

MOST_BYTES = 256 << 20


class Saving:
    """The control calls about saves."""

    def __init__(self, parts: Parts) -> None:
        self._saves = Saves(parts)

    def routes(self) -> Sequence[BaseRoute]:
        return [
            route("/_sandbox/saves", GET=self.listed),
            route("/_sandbox/saves/{name}", PUT=self.keep, DELETE=self.forget),
            route("/_sandbox/saves/{name}/file", GET=self.file),
            route("/_sandbox/saves/{name}/load", POST=self.load),
            route("/_sandbox/load", POST=self.load_file),
        ]

    async def listed(self, _request: Request) -> Response:
        return reply({"saves": [save.as_json() for save in self._saves.every()]})

    async def keep(self, request: Request) -> Response:
        return reply(self._saves.keep(request.path_params["name"]).as_json(), status=201)

    async def forget(self, request: Request) -> Response:
        self._saves.forget(request.path_params["name"])
        return gone()

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.json",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(self._saves.text(name), media_type="application/json", headers=headers)

    async def load(self, request: Request) -> Response:
        name = request.path_params["name"]
        await self._saves.bring_back(self._saves.text(name))
        return reply({"loaded": name})

    async def load_file(self, request: Request) -> Response:
        try:
            body = await read_body(request, most=MOST_BYTES)
        except BodyTooLarge as problem:
            raise Refusal("存档超过 256 MB", field="file") from problem
        await self._saves.bring_back(body.decode("utf-8-sig", errors="replace"))
        return reply({"loaded": None})
