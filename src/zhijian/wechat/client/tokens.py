"""Access tokens: where they come from, and who keeps them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

# In its last five minutes a token and its successor are both good.
_OVERLAP_SECONDS = 300


@dataclass(frozen=True, slots=True)
class AccessToken:
    """Good for `expires_in` seconds from now, 7200 at most. Up to 512 characters."""

    value: str = field(repr=False)
    expires_in: int


class TokenSource(Protocol):
    """Keeps an account's token for everybody who calls the platform. There should be one an account."""

    async def get(self) -> str:
        """A token believed to be good."""
        ...

    async def refresh(self, stale: str) -> str:
        """Another token than `stale`, which the platform has just refused. If somebody else has renewed
        it meanwhile, that one."""
        ...


class _AsksForToken(Protocol):
    def __call__(self, *, force_refresh: bool = ...) -> Awaitable[AccessToken]: ...


class StableTokens:
    """A token source in memory, for one process, on the stable_token call."""

    def __init__(self, ask: _AsksForToken, *, clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token = AccessToken("", 0)
        self._renew_at = float("-inf")

    async def get(self) -> str:
        async with self._lock:
            if self._clock() >= self._renew_at:
                self._keep(await self._ask())
            return self._token.value

    async def refresh(self, stale: str) -> str:
        async with self._lock:
            if self._token.value == stale:
                self._keep(await self._ask())
            # Forcing is limited to 20 a day and ends the token of everybody else: only when needed.
            if self._token.value == stale:
                self._keep(await self._ask(force_refresh=True))
            return self._token.value

    def __repr__(self) -> str:
        return "StableTokens()"

    def _keep(self, token: AccessToken) -> None:
        self._token = token
        overlap = min(_OVERLAP_SECONDS, token.expires_in / 2)
        self._renew_at = self._clock() + token.expires_in - overlap
