"""Which column is what: each heading with what stands below it, and what it was taken for."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijian.console.org.imports.words import FIELDS
from zhijian.foundation.org.models import Import
from zhijian.foundation.org.roster import imports
from zhijian.foundation.org.roster.cells import text_of
from zhijian.foundation.org.roster.columns import letters_of

MOST_SAMPLES = 3
LONGEST = 14


@dataclass(frozen=True, slots=True)
class Column:
    at: int
    letters: str
    label: str
    samples: Sequence[str]
    chosen: str
    choices: Sequence[tuple[str, str]]
    is_doubtful: bool


def columns_page(batch: Import, chosen: Sequence[str]) -> list[Column]:
    rows = [imports.cells_of(row) for row in batch.rows.order_by("number")[:MOST_SAMPLES]]
    choices = [(name, str(label)) for name, label in FIELDS.items()]
    doubtful = set(batch.counts.get("doubtful", ()))
    return [
        Column(
            at,
            letters_of(at),
            label,
            [_short(text_of(cells[at])) for cells in rows if at < len(cells) and text_of(cells[at])],
            chosen[at] if at < len(chosen) else "",
            choices,
            at in doubtful,
        )
        for at, label in enumerate(batch.headings)
        if label or any(at < len(cells) and text_of(cells[at]) for cells in rows)
    ]


def _short(text: str) -> str:
    """Enough to see what kind of thing it is; a number is not shown whole."""
    if sum(sign.isdigit() for sign in text) >= 11:
        return f"{text[:3]}…{text[-2:]}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
