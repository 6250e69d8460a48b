"""Where somebody stands: read from the answers he was last given."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from zhijian.foundation.intake.queries import Guided


@dataclass(frozen=True, slots=True)
class Standing:
    """The rule whose choices his numbers mean, and the rule the way began with."""

    at: int
    start: int


def standing(
    steps: Iterable[Guided],
    *,
    guides: Collection[int],
    led_to: AbstractSet[int],
    minutes: int,
    now: float,
) -> Standing | None:
    """`steps` are his guided answers, the newest first. None: a number is an ordinary word.

    At the end of a way the choices before it still stand on his screen, so they still count. The time-out
    runs from one answer to the next.
    """
    at: int | None = None
    start: int | None = None
    later = now
    for step in steps:
        if later - step.received_at > minutes * 60:
            break
        later = step.received_at
        if step.rule_id not in guides:
            continue
        if at is None:
            at = step.rule_id
        start = step.rule_id
        if start not in led_to:
            break
    return None if at is None or start is None else Standing(at=at, start=start)
