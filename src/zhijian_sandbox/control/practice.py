"""Practice: the town starts to write, pauses, changes its pace, stops; what it would say; what came of it."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox.acts import given
from zhijian_sandbox.bodies import read_json
from zhijian_sandbox.control.answers import number, reply, route
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.practice import schedule, town
from zhijian_sandbox.practice.running import (
    MOST_MINUTES,
    MOST_PEOPLE,
    MOST_PER_MINUTE,
    MOST_SENT,
    Plan,
)
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps

PEOPLE, PER_MINUTE, SEED, MINUTES = 500, 20, 1, 45


class Practising:
    """The control calls of practice."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        return [
            route("/_sandbox/practice", GET=self.shown, POST=self.start, PATCH=self.change, DELETE=self.stop),
            route("/_sandbox/practice/script", GET=self.script),
            route("/_sandbox/practice/conversations.csv", GET=self.conversations),
        ]

    async def shown(self, _request: Request) -> Response:
        return reply(self._parts.practice.as_json())

    async def start(self, request: Request) -> Response:
        data = await read_json(request)
        plan = Plan(
            appid=self._appid(data),
            people=given.whole(data, "people", least=1, most=MOST_PEOPLE, default=PEOPLE),
            per_minute=_pace(data, default=PER_MINUTE),
            seed=given.whole(data, "seed", least=0, most=2**31 - 1, default=SEED),
            minutes=given.whole(data, "minutes", least=1, most=MOST_MINUTES, default=MINUTES),
            most_sent=given.whole(data, "most_sent", least=1, most=MOST_SENT, default=MOST_SENT),
            arrive=given.flag(data, "arrive"),
        )
        await self._parts.practice.start(plan)
        return reply(self._parts.practice.as_json(), status=201)

    async def change(self, request: Request) -> Response:
        data = await read_json(request)
        practice = self._parts.practice
        if "per_minute" in data:
            practice.set_pace(_pace(data, default=PER_MINUTE))
        if "paused" in data:
            if given.flag(data, "paused"):
                practice.pause()
            else:
                practice.go_on()
        return reply(practice.as_json())

    async def stop(self, _request: Request) -> Response:
        await self._parts.practice.stop()
        return reply(self._parts.practice.as_json())

    async def script(self, request: Request) -> Response:
        """What would be said, without anybody saying it."""
        seed = number(request, "seed", default=SEED, least=0, most=2**31 - 1) or 0
        count = number(request, "count", default=100, least=1, most=10_000) or 1
        crowd = number(request, "people", default=PEOPLE, least=1, most=MOST_PEOPLE) or 1
        lines = islice(schedule.script(town.people(crowd, seed=seed), seed=seed), count)
        return reply(
            {
                "lines": [
                    {
                        "name": person.name,
                        "note": person.note,
                        "branch": person.branch.code,
                        "kind": said.kind,
                        "act": said.act,
                        **said.given,
                    }
                    for person, said in lines
                ]
            }
        )

    async def conversations(self, _request: Request) -> Response:
        headers = {
            "Content-Disposition": 'attachment; filename="practice.csv"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        text = self._parts.practice.as_csv()
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    def _appid(self, data: dict[str, Any]) -> str:
        appid = given.text(data, "appid", most=64)
        if appid:
            return appid
        known = apps.every(self._parts.store)
        if len(known) != 1:
            raise Refusal("有几个公众号（或一个也没有），请写明 appid", field="appid")
        return known[0].appid


def _pace(data: dict[str, Any], *, default: float) -> float:
    return given.decimal(data, "per_minute", least=0.1, most=MOST_PER_MINUTE, default=default)
