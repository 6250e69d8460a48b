"""Who writes next, what, and how long after the one before: the same for the same seed.

Gaps are exponential, as when people write without asking each other. What is said does not depend on the
pace, so a class can be slowed down without changing its script.
"""

import random
from collections.abc import Iterator, Sequence

from zhijian_sandbox.practice.sentences import Said, said
from zhijian_sandbox.practice.town import Person

# Of ten messages, how many come from whoever wrote a moment ago: people write twice.
_AGAIN = 0.15


def script(people: Sequence[Person], *, seed: int) -> Iterator[tuple[Person, Said]]:
    """Without end: who says what."""
    dice = random.Random(f"script:{seed}")  # noqa: S311 -- not cryptography
    person = dice.choice(people)
    while True:
        if dice.random() >= _AGAIN:
            person = dice.choice(people)
        yield person, said(person, dice)


def gaps(*, seed: int) -> Iterator[float]:
    """Without end: how long until the next, in parts of the mean gap."""
    dice = random.Random(f"gaps:{seed}")  # noqa: S311 -- not cryptography
    while True:
        yield dice.expovariate(1)
