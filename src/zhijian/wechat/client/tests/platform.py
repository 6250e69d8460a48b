"""The platform's end of the wire, in memory: it answers from a script and keeps what it was asked."""

import json
from collections.abc import Callable
from typing import Any

import httpx

from zhijian.wechat.client import Client, Patience

APPID = "wxb11529c136998cb6"
SECRET = "canarysecret0123456789abcdef0123"
TOKEN = "canarytoken-1"
NEW_TOKEN = "canarytoken-2"

Step = dict[str, Any] | httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


class Platform:
    """Answers each call with the next step; a call beyond the script fails the test."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self.requests: list[httpx.Request] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.requests.append(request)
        step = self._steps.pop(0)
        if isinstance(step, Exception):
            raise step
        if isinstance(step, dict):
            return httpx.Response(200, json=step)
        return step(request) if callable(step) else step

    @property
    def asked(self) -> list[str]:
        """Method, path and query of every call so far."""
        return [f"{r.method} {r.url.raw_path.decode()}" for r in self.requests]

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(r.content) if r.content else None for r in self.requests]


class Pauses:
    """A sleep that takes no time and remembers how long it should have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


class KeptToken:
    """A token source with one token and one renewal."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.refreshed: list[str] = []

    async def get(self) -> str:
        return self.token

    async def refresh(self, stale: str) -> str:
        self.refreshed.append(stale)
        self.token = NEW_TOKEN
        return self.token


def client_on(
    platform: Platform, *, tokens: KeptToken | None = None, pauses: Pauses | None = None, **more: Any
) -> Client:
    """A client whose transport is the platform and whose pauses take no time."""
    return Client(
        appid=APPID,
        secret=SECRET,
        base_url="https://api.example",
        transport=httpx.MockTransport(platform),
        tokens=tokens or KeptToken(),
        sleep=pauses or Pauses(),
        patience=Patience(silence_seconds=1, exchange_seconds=1),
        **more,
    )
