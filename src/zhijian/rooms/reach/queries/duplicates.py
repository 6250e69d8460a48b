"""Accounts of which there may be one too many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from zhijian.foundation.org.scope import Scope
from zhijian.rooms.reach.life import ENDING, Stage
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.naming.folding import folded
from zhijian.rooms.reach.queries.register import alive, entries_within, unentered_within

MANY_OF_ONE_PHONE = 3  # one person for a town and its village is no wonder; for three it is a risk


K = TypeVar("K")


class Alike(StrEnum):
    """What accounts have in common."""

    UNIT = "unit"
    NAME = "name"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Group:
    """`about` is what they share, in words; of a telephone nothing is told."""

    alike: Alike
    about: str
    entries: Sequence[Entry]


def duplicates_within(scope: Scope) -> list[Group]:
    """The same unit twice, the same name twice, one administrator's telephone for many."""
    entries = [*alive(entries_within(scope)).order_by("name", "pk"), *unentered_within(scope)]
    of_units = _grouped((entry.owner.pk, entry) for entry in entries if entry.owner and _stays(entry))
    of_names = _grouped((folded(entry.called), entry) for entry in entries)
    of_phones = _grouped((bytes(entry.phone_digest), entry) for entry in entries if entry.phone_digest)
    return [
        *(Group(Alike.UNIT, str(found[0].owner), found) for found in of_units if len(found) > 1),
        *(Group(Alike.NAME, found[0].called, found) for found in of_names if len(found) > 1),
        *(Group(Alike.PHONE, "", found) for found in of_phones if len(found) >= MANY_OF_ONE_PHONE),
    ]


def _stays(entry: Entry) -> bool:
    """Only wished for, or about to go, it is not one too many."""
    return entry.stands not in (Stage.PROPOSED, *ENDING)


def _grouped(pairs: Iterable[tuple[K, Entry]]) -> list[list[Entry]]:
    found: defaultdict[K, list[Entry]] = defaultdict(list)
    for key, entry in pairs:
        found[key].append(entry)
    return list(found.values())
