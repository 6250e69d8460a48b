"""When, and for whom, a rule answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from zhijian.foundation.followers.facts import Facts
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.hours import Hours

ALWAYS: Final = float("inf")

NOT_YET: Final = "not-yet"
EXPIRED: Final = "expired"
OUT_OF_HOURS: Final = "out-of-hours"
OTHER_AUDIENCE: Final = "other-audience"


@dataclass(frozen=True, slots=True)
class Condition:
    """Compiled with its times, so that beginning and ending need no change in the database."""

    valid_from: float = -ALWAYS
    valid_until: float = ALWAYS
    hours: Hours | None = None
    audience: Audience | None = None

    @classmethod
    def of(
        cls,
        *,
        valid_from: datetime | None,
        valid_until: datetime | None,
        hours: dict[str, Any],
        audience: dict[str, Any],
    ) -> "Condition":
        return cls(
            valid_from.timestamp() if valid_from else -ALWAYS,
            valid_until.timestamp() if valid_until else ALWAYS,
            Hours.from_json(hours),
            Audience.from_json(audience),
        )

    def failing(self, facts: Facts, *, at: float) -> str:
        """Why it does not answer now; empty when it does."""
        if at < self.valid_from:
            return NOT_YET
        if at >= self.valid_until:
            return EXPIRED
        if self.hours is not None and not self.hours.holds_at(at):
            return OUT_OF_HOURS
        if self.audience is not None and not self.audience.holds_for(facts):
            return OTHER_AUDIENCE
        return ""

    def specificity(self) -> int:
        return self.audience.specificity() if self.audience else 0

    @property
    def is_for_a_time(self) -> bool:
        """It will stop, or pauses: while it answers, it is meant before one that always does."""
        return self.hours is not None or self.valid_until != ALWAYS


UNCONDITIONAL: Final = Condition()
