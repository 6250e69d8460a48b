"""Which acts take two. Each is registered once, by whoever can carry it out."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role

Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """`roles` are what agreeing takes, at `path_of` the arguments; `asking` what asking takes, if it is less.

    `says` is the sentence both read, `content_of` all that decides what will be done, as it is now. With
    `may_be_alone`, the only person there is with the right does it alone, and the log says so.
    """

    code: str
    roles: tuple[Role, ...]
    says: Callable[[Arguments], str]
    content_of: Callable[[Arguments], Any]
    path_of: Callable[[Arguments], str]
    carry_out: Callable[[Arguments, Staff], None] | None = None
    asking: tuple[Role, ...] = ()
    may_be_alone: bool = False

    @property
    def may_ask(self) -> tuple[Role, ...]:
        return self.asking or self.roles

    def hash_of(self, arguments: Arguments) -> str:
        said = [self.code, dict(arguments), self.content_of(arguments)]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode()).hexdigest()


ACTS: Final[dict[str, Act]] = {}


def register(act: Act) -> Act:
    ACTS[act.code] = act
    return act


def act_of(code: str) -> Act:
    return ACTS[code]
