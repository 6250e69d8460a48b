"""Making a finding smaller while it stays one."""

from collections.abc import Awaitable, Callable
from typing import Final

from tests.fuzz.inputs import Input

MOST_TRIES: Final = 300


async def smaller(given: Input, why: str, why_of: Callable[[Input], Awaitable[str]]) -> Input:
    """The input with as much of its message cut away as leaves it wrong in the same way."""
    if given.rebuild is None or given.message is None:
        return given
    wanted = _sort(why)
    message, tries = given.message, 0
    step = max(1, len(message) // 2)
    while step and tries < MOST_TRIES:
        at = 0
        while at < len(message) and tries < MOST_TRIES:
            tries += 1
            shorter = message[:at] + message[at + step :]
            if _sort(await why_of(given.with_message(shorter))) == wanted:
                message = shorter
            else:
                at += step
        step //= 2
    return given.with_message(message)


def _sort(why: str) -> str:
    """What does not change with the size: `swallowed`, `exception`, `status` …"""
    return "slow" if "ms of processor time" in why else why.partition(":")[0]
