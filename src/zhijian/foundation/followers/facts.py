"""What is known of a follower, as far as it decides which answer is for him."""

from dataclasses import dataclass
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class Facts:
    """`unit_path` are codes from the top of the tree down to his own unit; empty while he is not bound."""

    is_bound: bool = False
    unit_path: tuple[str, ...] = ()
    offices: frozenset[str] = frozenset()  # the titles he holds today
    age: int | None = None
    tags: frozenset[str] = frozenset()  # the names of his labels


STRANGER: Final = Facts()


class FactsOf(Protocol):
    """Who may be asked about one account's followers, by openid."""

    def __call__(self, openid: str) -> Facts:
        """May cost a look into the database: not for the event loop."""
        ...

    def at_once(self, openid: str) -> Facts | None:
        """From memory; None where he has to be looked up first."""
        ...


@dataclass(frozen=True, slots=True)
class AlwaysThese:
    """The same of everybody: for rehearsals and tests."""

    facts: Facts

    def __call__(self, openid: str) -> Facts:
        return self.facts

    def at_once(self, openid: str) -> Facts:
        return self.facts


def facts_of(account_id: int) -> FactsOf:
    """Looked up anew with each question; a gateway asks a `remembering.Memory` instead."""
    from zhijian.foundation.followers.looking_up import Looking  # noqa: PLC0415 -- models load after apps

    return Looking(account_id)
