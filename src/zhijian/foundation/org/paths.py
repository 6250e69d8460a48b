"""Where a unit stands, as text: eight digits a step, from the top down.

Below 00000001 stands 0000000100000007; whoever stands below begins with it, so a whole subtree is one range
of an index. Digits only: every database puts those in the same order, whatever language it was made for.
"""

from typing import Final

STEP: Final = 8
DEEPEST: Final = 30
LONGEST: Final = STEP * DEEPEST


def path_of(number: int, *, below: str = "") -> str:
    """`number` is the unit's own key: a path never needs to be looked for among its neighbours."""
    return f"{below}{number:0{STEP}d}"


def end_of(path: str) -> str:
    """Everything at or below `path` sorts from `path` up to, and not including, this."""
    return f"{path[:-STEP]}{int(path[-STEP:]) + 1:0{STEP}d}"


def is_within(path: str, around: str) -> bool:
    """At `around` or below it."""
    return path.startswith(around)


def paths_above(path: str) -> list[str]:
    """Of the superiors, the topmost first."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def depth_of(path: str) -> int:
    """0 at the top."""
    return len(path) // STEP - 1
