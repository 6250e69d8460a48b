"""Faults, the clock, starting over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox.bodies import read_json
from zhijian_sandbox.clock import CHINA
from zhijian_sandbox.control.answers import reply, route
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import wiping

# From 2001 to 2286: ten digits of Unix seconds, as CreateTime has.
_EARLIEST, _LATEST = 10**9, 10**10 - 1
_UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}


class Trouble:
    """The control calls of the panel “出点状况”."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        return [
            route("/_sandbox/faults", GET=self.faults, DELETE=self.all_off),
            route("/_sandbox/faults/{kind}", PUT=self.switch_on, DELETE=self.switch_off),
            route("/_sandbox/clock", GET=self.clock, PUT=self.set_clock, DELETE=self.reset_clock),
            route("/_sandbox/clock/shift", POST=self.shift_clock),
            route("/_sandbox/clock/standstill", PUT=self.freeze_clock, DELETE=self.let_clock_go),
            route("/_sandbox/reset", POST=self.start_over),
        ]

    async def faults(self, _request: Request) -> Response:
        return reply({"faults": self._parts.faults.all()})

    async def switch_on(self, request: Request) -> Response:
        return reply(self._parts.faults.switch_on(request.path_params["kind"], await read_json(request)))

    async def switch_off(self, request: Request) -> Response:
        return reply(self._parts.faults.switch_off(request.path_params["kind"]))

    async def all_off(self, _request: Request) -> Response:
        self._parts.faults.switch_all_off()
        return reply({"faults": self._parts.faults.all()})

    async def clock(self, _request: Request) -> Response:
        return reply(self._parts.clock.as_json())

    async def set_clock(self, request: Request) -> Response:
        return self._moved_to(_moment((await read_json(request)).get("now")))

    async def shift_clock(self, request: Request) -> Response:
        data = await read_json(request)
        clock = self._parts.clock
        if data.get("to") is not None:
            goals = {"tomorrow": clock.tomorrow_morning, "month_end": clock.month_end}
            goal = goals.get(data["to"]) if isinstance(data["to"], str) else None
            if goal is None:
                raise Refusal("to 是 tomorrow 或 month_end", field="to")
            return self._moved_to(goal())
        return self._moved_to(clock.now() + _span(data))

    async def reset_clock(self, _request: Request) -> Response:
        self._parts.clock.reset()
        return self._announced()

    async def freeze_clock(self, _request: Request) -> Response:
        self._parts.clock.freeze()
        return self._announced()

    async def let_clock_go(self, _request: Request) -> Response:
        self._parts.clock.go_on()
        return self._announced()

    async def start_over(self, request: Request) -> Response:
        scope = (await read_json(request)).get("scope", "chats")
        if scope not in ("chats", "all"):
            raise Refusal("scope 是 chats 或 all", field="scope")
        # One that came through a moment later would turn up in the new beginning.
        await self._parts.practice.leave("从头再来了")
        await self._parts.callbacks.call_back()
        with self._parts.store.transaction():
            if scope == "all":
                wiping.wipe_everything(self._parts.store)
            else:
                wiping.wipe_chats(self._parts.store)
            self._parts.clock.reset()
            self._parts.hub.publish("reset", {"scope": scope})
        return reply({"scope": scope})

    def _moved_to(self, now: float) -> Response:
        if not _EARLIEST <= now <= _LATEST:
            raise Refusal("时间在 2001 年到 2286 年之间", field="now")
        self._parts.clock.set(now)
        return self._announced()

    def _announced(self) -> Response:
        shown = self._parts.clock.as_json()
        self._parts.hub.publish("clock", shown)
        return reply(shown)


def _moment(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        try:
            at = datetime.fromisoformat(value)
        except ValueError as problem:
            raise Refusal("now 写成秒数，或 2026-11-23T19:42:00+08:00", field="now") from problem
        return (at if at.tzinfo is not None else at.replace(tzinfo=CHINA)).timestamp()
    raise Refusal("now 写成秒数，或 2026-11-23T19:42:00+08:00", field="now")


def _span(data: dict[str, Any]) -> float:
    """The units added up, in seconds."""
    total = 0.0
    for unit, seconds in _UNITS.items():
        value = data.get(unit, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 10**10:
            raise Refusal(f"{unit} 是一个数", field=unit)
        total += value * seconds
    return total
