"""The draft after a press on one of the row buttons: `add-word`, `up-part-2`, `pick-part-0-CODE`, …"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from zhijian.console.answers.draft import BASE, Choice, Draft, Part, Variant, Word
from zhijian.console.answers.draft_reading import MOST_ROWS

Row = TypeVar("Row", Word, Choice)


def after(draft: Draft, act: str) -> Draft:
    """What the act does not name stays as it is; an act nobody knows changes nothing."""
    verb, _, rest = act.partition("-")
    noun, _, place = rest.partition("-")
    if noun == "word":
        words = _rearranged(draft.words, verb, _number(place), Word(is_new=True))
        return replace(draft, words=words or (Word(is_new=True),))
    if noun == "choice":
        choices = _rearranged(draft.choices, verb, _number(place), Choice(is_new=True))
        return replace(draft, choices=choices)
    if noun == "variant":
        return _with_variants(draft, verb, _number(place))
    if noun in ("text", "item") and verb == "add":
        return _with_parts(draft, [*draft.parts, Part(noun, variant=place, is_new=True)])
    if noun == "part":
        at, _, code = place.partition("-")
        return _with_part_act(draft, verb, _number(at), code)
    return draft


def _with_part_act(draft: Draft, verb: str, at: int, code: str) -> Draft:
    parts = list(draft.parts)
    if not 0 <= at < len(parts):
        return draft
    here = parts[at]
    neighbours = [place for place, part in enumerate(parts) if part.variant == here.variant]
    among = neighbours.index(at)
    if verb == "remove":
        del parts[at]
    elif verb == "up" and among > 0:
        other = neighbours[among - 1]
        parts[at], parts[other] = parts[other], here
    elif verb == "down" and among + 1 < len(neighbours):
        other = neighbours[among + 1]
        parts[at], parts[other] = parts[other], here
    elif verb == "pick":
        parts[at] = replace(here, item=code, find="")
    elif verb == "change":
        parts[at] = replace(here, item="", is_new=True)
    return _with_parts(draft, parts)


def _with_parts(draft: Draft, parts: Sequence[Part]) -> Draft:
    """Reply by reply, as the page shows them; every reply keeps at least one row to write in."""
    places = [BASE, *(str(place) for place in range(len(draft.variants)))]
    empty = [place for place in places if not any(part.variant == place for part in parts)]
    more = [Part(variant=place, is_new=True) for place in empty]
    in_order = sorted([*parts, *more], key=lambda part: places.index(part.variant))
    return replace(draft, parts=tuple(in_order)[:MOST_ROWS])


def _with_variants(draft: Draft, verb: str, at: int) -> Draft:
    if verb == "add":
        variants = (*draft.variants, Variant(is_new=True))[:MOST_ROWS]
        return _with_parts(replace(draft, variants=variants), draft.parts)
    if verb != "remove" or not 0 <= at < len(draft.variants):
        return draft
    variants = tuple(variant for place, variant in enumerate(draft.variants) if place != at)
    kept = [part for part in draft.parts if part.variant != str(at)]
    moved = [_one_down(part, at) for part in kept]
    return _with_parts(replace(draft, variants=variants), moved)


def _one_down(part: Part, at: int) -> Part:
    is_after = part.variant != BASE and int(part.variant) > at
    return replace(part, variant=str(int(part.variant) - 1)) if is_after else part


def _rearranged(rows: Sequence[Row], verb: str, at: int, new: Row) -> tuple[Row, ...]:
    changed = list(rows)
    if verb == "add":
        changed.append(new)
    elif 0 <= at < len(changed):
        if verb == "remove":
            del changed[at]
        elif verb == "up" and at > 0:
            changed[at - 1], changed[at] = changed[at], changed[at - 1]
        elif verb == "down" and at + 1 < len(changed):
            changed[at], changed[at + 1] = changed[at + 1], changed[at]
    return tuple(changed[:MOST_ROWS])


def _number(place: str) -> int:
    return int(place) if place.isdecimal() and len(place) < 4 else -1
