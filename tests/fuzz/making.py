"""The input of a seed and a number."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz.inputs import Input
from tests.fuzz.kinds import messages, requests, seals

EVERY_CONTROL: Final = 100
EVERY_STALL: Final = 20_000
EVERY_PROBE: Final = 500

Make = Callable[[Random, int], Input]

_SHARES: Final[tuple[tuple[int, Make], ...]] = (
    (48, messages.sealed),
    (14, messages.plain),
    (10, seals.envelope),
    (9, seals.ciphertext),
    (4, seals.no_envelope),
    (4, requests.forged),
    (5, requests.query),
    (1, requests.stale),
    (2, requests.verification),
    (3, requests.strange_request),
)
_MAKERS: Final = tuple(make for share, make in _SHARES for _ in range(share))


def make(seed: int, number: int) -> Input:
    """Always the same input for the same two numbers, in whatever process."""
    rng = Random(seed << 40 | number)
    if number % EVERY_CONTROL == 0:
        return messages.control(rng, number)
    if number % EVERY_STALL == 1:
        return requests.stalling(rng, number)
    if number % EVERY_PROBE == 2:
        return requests.probes(rng, number)
    return rng.choice(_MAKERS)(rng, number)
