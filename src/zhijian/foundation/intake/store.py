"""What the writer needs of a database, and the statement both of ours speak."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from zhijian.foundation.intake.arrivals import COLUMNS, Arrival, Key

TABLE: Final = "intake_arrival"
COLUMN_LIST: Final = ", ".join(COLUMNS)


class Store(Protocol):
    """A connection that keeps arrivals. Used by one thread; every failure is a StoreFailed."""

    def keep(self, batch: Sequence[Arrival]) -> tuple[Sequence[str], int]:
        """Commit the batch; return the stored answer of each arrival, and how many rows are new.

        Durable when it returns. Repeats, inside the batch or of earlier rows, get the answer of the first.
        """

    def recall(self, batch: Sequence[Arrival]) -> Mapping[Key, str]:
        """The stored answers of those already on file, without waiting for anyone's lock."""

    def try_writing(self) -> None:
        """Raise StoreFailed unless the database could be written just now."""

    def tidy(self) -> None:
        """Whatever upkeep is better done beside the writer than by it."""

    def close(self) -> None: ...


OpenStore = Callable[[], Store]


def answers_in_order(batch: Sequence[Arrival], stored: Mapping[Key, str]) -> list[str]:
    return [stored[arrival.key] for arrival in batch]
