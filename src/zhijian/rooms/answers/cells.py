"""A CSV cell that Excel must not take for a formula: an apostrophe in front, and off again.

Only `guarded` adds it where there was none. Both ways are exact: a text that itself begins with an
apostrophe and such a sign takes one more.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def distinct(cell: str) -> str:
    """For programs, that read no formulas: as it stands, but so that `unguarded` gives it back."""
    return "'" + cell if _GUARDED.match(cell) else cell
