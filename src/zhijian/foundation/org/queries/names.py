"""Which names a word means: looked for among the names there are, not among all who have them."""

from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.db.models import Q

from zhijian.foundation.org.models import CODE_SIGNS, Member, Spelling, Unit
from zhijian.foundation.org.scope import Scope

# So many are read one by one sooner than their names are looked for.
_SMALL: Final = 5000
_FEW_UNITS: Final = 300


def called(word: str) -> Q:
    """Of a member: part of his name, letters of its sound, or his code."""
    return spelt(word) | Q(code=word.upper())


def called_one_of(names: Sequence[str], word: str) -> Q:
    """Of a member: one of the names that `word` may mean, or, where it is long enough for one, his code."""
    return Q(name__in=names) | Q(code=word.upper()) if len(word) >= CODE_SIGNS else Q(name__in=names)


def names_like(word: str, *, most: int) -> list[str] | None:
    """In order; None when there are more: whoever reads on then soon meets some."""
    found = Spelling.objects.filter(spelt(word)).order_by("name").values_list("name", flat=True).distinct()
    names = list(found[: most + 1])
    return names if len(names) <= most else None


def first_name_like(word: str) -> str | None:
    found = Spelling.objects.filter(spelt(word)).order_by("name").values_list("name", flat=True)
    return found.first()


def is_small(scope: Scope) -> bool:
    """Whether all who belong there are read sooner than names are looked for, as of when it was counted."""
    if scope.is_everything or not scope:
        return not scope
    # Put without the ORM, which takes as long to build so small a question as the search itself takes.
    with connection.cursor() as cursor:
        cursor.execute(_HOW_MANY % ", ".join(["%s"] * len(scope.paths)), scope.paths)
        units, people = cursor.fetchone()
    if people is not None:
        return bool(people <= _SMALL and units <= _FEW_UNITS)
    if Unit.objects.filter(scope.q("path"))[_FEW_UNITS : _FEW_UNITS + 1].exists():
        return False
    members = Member.objects.filter(scope.q("unit__path")).order_by()
    return members[: _SMALL + 1].count() <= _SMALL


_HOW_MANY: Final = """
SELECT SUM(total.units), SUM(total.members)
FROM org_unit unit JOIN org_total total ON total.unit_id = unit.id WHERE unit.path IN (%s)
"""


def spelt(word: str) -> Q:
    """Of a name."""
    named = Q(name__contains=word)
    return named | Q(sound__contains=word.lower().replace(" ", "")) if word.isascii() else named
