"""What a room wants said, before the gateway puts it on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from zhijian.wechat import replies

ANSWERED: Final = "answered"  # by a rule
GUIDED: Final = "guided"  # by a rule that offers numbers, or that a number led to
FOUND: Final = "found"  # by no rule: out of the library
GUARDED: Final = "guarded"  # it speaks of reporting somebody: for no ordinary eyes
DEFAULT: Final = "default"
NONE: Final = "none"
LATE: Final = "late"
MALFORMED: Final = "malformed"


@dataclass(frozen=True, slots=True)
class Answer:
    """The passive reply (None: nothing is shown) and the letters that follow it.

    Letters are bodies of outbox messages. The worker posts them once the arrival is stored, never the
    gateway, so a message that comes three times still sends each of them once.
    """

    reply: replies.Reply | None
    outcome: str
    rule_id: int | None = None
    letters: tuple[Mapping[str, Any], ...] = ()


NOTHING: Final = Answer(reply=None, outcome=NONE)
