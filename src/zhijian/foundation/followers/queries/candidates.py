"""Whom somebody may mean who gives a name and four digits."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from zhijian.foundation.org import numbers
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.queries import members_within
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.vault.digests import digest
from zhijian.foundation.vault.sealing import seal, unseal

_PLACE: Final = "followers.sought"
# Opened at least, always: else the answer to a name nobody has would come sooner than to a real one.
_OPENED: Final = 8
_DUMMY_PLACE: Final = "followers.dummy"


def candidates(scope: Scope, *, name: str, last_four: str) -> list[Member]:
    """Active members of this name within `scope` whose phone ends in these digits.

    Only phones of that name are opened. Costs one query, and the same number of openings whether or not
    there is such a name; whose name has more than eight bearers in one unit's scope takes eight more.
    """
    wanted = re.sub(r"\D", "", unicodedata.normalize("NFKC", last_four))
    named = members_within(scope).filter(name__in=spellings(name)).values_list("pk", "phone")
    matching = [
        pk for pk, phone in named if phone.reveal() and numbers.last_four_of(phone.reveal()) == wanted
    ]
    for _ in range(-len(named) % _OPENED or (0 if named else _OPENED)):
        unseal(_dummy(), place=_DUMMY_PLACE)
    if len(wanted) != 4:
        return []
    return list(members_within(scope).filter(pk__in=matching).order_by("pk"))


def spellings(name: str) -> list[str]:
    """As typed, and without the spaces that rosters put between two signs."""
    plain = unicodedata.normalize("NFKC", name).strip()
    return list(dict.fromkeys([name.strip(), plain, re.sub(r"\s", "", plain)]))


def sought_hash(name: str, *, account_id: int) -> bytes:
    """One name at one account, without writing the name down."""
    return digest(f"{account_id} {spellings(name)[-1]}", place=_PLACE)


@lru_cache(maxsize=1)
def _dummy() -> bytes:
    return seal("13800000000", place=_DUMMY_PLACE)
