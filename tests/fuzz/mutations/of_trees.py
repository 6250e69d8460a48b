"""Elements, spoilt with knowledge of what they are: lost, doubled, nested, filled with something else."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz.mutations.texts import EVENTS, KINDS, NAMES, NUMBERS, odd_text
from tests.fuzz.samples import SAMPLES, Node, copied

Siblings = list[Node]


def spoil_tree(rng: Random, children: Siblings, *, times: int) -> None:
    """Change the tree in place."""
    for _ in range(times):
        siblings = _somewhere(rng, children)
        if not siblings:
            children.append(["Content", odd_text(rng)])
            continue
        rng.choice(_WAYS)(rng, siblings, rng.randrange(len(siblings)))


def _somewhere(rng: Random, children: Siblings) -> Siblings:
    """The top, or one of the lists below, which hold the nested things."""
    while rng.random() < 0.6:
        below = [node[1] for node in children if isinstance(node[1], list)]
        if not below:
            return children
        children = rng.choice(below)
    return children


def _drop(rng: Random, siblings: Siblings, at: int) -> None:
    del siblings[at]


def _double(rng: Random, siblings: Siblings, at: int) -> None:
    siblings.insert(rng.randrange(len(siblings) + 1), siblings[at])


def _double_with_another_value(rng: Random, siblings: Siblings, at: int) -> None:
    siblings.insert(rng.randrange(len(siblings) + 1), [siblings[at][0], odd_text(rng)])


def _crowd(rng: Random, siblings: Siblings, at: int) -> None:
    times = rng.choice((20, 100, 600, 1025)) if rng.random() < 0.05 else 4
    siblings.extend([siblings[at]] * times)


def _move(rng: Random, siblings: Siblings, at: int) -> None:
    siblings.insert(rng.randrange(len(siblings)), siblings.pop(at))


def _rename(rng: Random, siblings: Siblings, at: int) -> None:
    name = str(siblings[at][0])
    siblings[at][0] = rng.choice((rng.choice(NAMES), name.lower(), name.upper(), name + "x", name[:-1]))


def _write_something_else(rng: Random, siblings: Siblings, at: int) -> None:
    special = {"MsgType": KINDS, "Event": EVENTS}.get(str(siblings[at][0]))
    siblings[at][1] = rng.choice(special) if special and rng.random() < 0.7 else odd_text(rng)


def _number(rng: Random, siblings: Siblings, at: int) -> None:
    siblings[at][1] = rng.choice(NUMBERS)


def _empty(rng: Random, siblings: Siblings, at: int) -> None:
    siblings[at][1] = rng.choice(("", " ", "\n", []))


def _adopt(rng: Random, siblings: Siblings, at: int) -> None:
    """An element of another message takes its place, or becomes its value."""
    (other,) = copied([rng.choice(rng.choice(SAMPLES))])
    if rng.random() < 0.5:
        siblings[at] = other
    else:
        siblings[at][1] = [other]


def _wrap(rng: Random, siblings: Siblings, at: int) -> None:
    node = siblings[at]
    for _ in range(rng.choice((1, 1, 2, 6, 7, 8, 9, 40)) if rng.random() < 0.98 else 900):
        node = [rng.choice(("item", "List", "x")), [node]]
    siblings[at] = node


def _flatten(rng: Random, siblings: Siblings, at: int) -> None:
    """What had children becomes a text, and the other way round."""
    value = siblings[at][1]
    siblings[at][1] = "flat" if isinstance(value, list) else [["item", value], ["item", value]]


def _mix(rng: Random, siblings: Siblings, at: int) -> None:
    """Text beside elements; the writer knows an empty name as bare text."""
    value = siblings[at][1]
    siblings[at][1] = [["", odd_text(rng)], *(value if isinstance(value, list) else [["x", value]])]


_WAYS: Final[tuple[Callable[[Random, Siblings, int], None], ...]] = (
    _drop, _double, _double_with_another_value, _crowd, _move, _rename, _write_something_else,
    _write_something_else,
    _write_something_else, _number, _number, _empty, _adopt, _wrap, _flatten, _mix,
)  # fmt: skip
