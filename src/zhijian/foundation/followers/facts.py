"""What is known of a follower, as far as it decides which answer is for him."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Facts:
    """`unit_path` are codes from the top of the tree down to his own unit; empty while he is not bound."""

    is_bound: bool = False
    unit_path: tuple[str, ...] = ()
    offices: frozenset[str] = frozenset()
    age: int | None = None
    tags: frozenset[str] = frozenset()


STRANGER: Final = Facts()

FactsOf = Callable[[str], Facts]  # by openid; asked while somebody waits, so it answers from memory


def facts_of(account_id: int) -> FactsOf:
    """Who may ask about an account's followers. Nobody is bound before there are units and members."""
    return _nobody_known


def _nobody_known(_openid: str) -> Facts:
    return STRANGER
