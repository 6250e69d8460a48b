"""What the crowd was answered against what is stored."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from tests.faults.crowd import Crowd

_TIME: Final = re.compile("<CreateTime>[0-9]+</CreateTime>")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first five may not be anything but nought; the rest says that there was something to go wrong.

    `retimed`: messages that got the same answer again with another time in it, because the store that held
    the first could not be read when they came again.
    """

    lost: int
    doubled: int
    changed: int
    odd_answers: int
    tracebacks: int
    retimed: int
    answered: int
    stored: int
    repeats: int
    broken_off: int
    refused: int

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.changed or self.odd_answers or self.tracebacks)

    def told(self) -> dict[str, Any]:
        return asdict(self)


def compare(crowd: Crowd, stored: Mapping[int, int], *, log: str) -> Verdict:
    """`stored`: message -> number of rows. `log`: all that the processes said."""
    counts = Counter(dict(stored))
    return Verdict(
        lost=len(crowd.answers.keys() - counts.keys()),
        doubled=sum(number > 1 for number in counts.values()),
        changed=sum(len({_TIME.sub("", one) for one in answers}) > 1 for answers in crowd.answers.values()),
        retimed=sum(len(answers) > 1 for answers in crowd.answers.values()),
        odd_answers=crowd.odd.total(),
        tracebacks=log.count("Traceback"),
        answered=len(crowd.answers),
        stored=len(counts),
        repeats=crowd.repeats,
        broken_off=crowd.broken_off,
        refused=crowd.refused,
    )
