"""Rules as a CSV file that `importing` takes back unchanged."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zhijian.rooms.answers.cells import distinct
from zhijian.rooms.answers.csv_lines import COLUMNS
from zhijian.rooms.answers.models import Keyword, Part, Rule, Variant
from zhijian.rooms.answers.notation import ItemMark, WrittenPart, written
from zhijian.rooms.answers.states import Occasion

RULES_A_PIECE = 900  # as many parameters as every database takes in a query


def export_csv(*, account_id: int) -> Iterator[str]:
    """Piece by piece: the header, then a line for each keyword of the rules for texts.

    Rules of higher priority come first, so that a file read into an empty account answers alike as far as
    three columns can say it. Rules that are switched off are written too; see docs/reference/rules-csv.md.
    """
    yield _csv([COLUMNS])
    rules = Rule.objects.filter(account_id=account_id, occasion=Occasion.TEXT).order_by("-priority", "id")
    for piece in in_pieces(list(rules.values_list("pk", flat=True))):
        yield _csv([(keyword, match, reply) for _, keyword, match, reply in lines_of_rules(piece)])


def in_pieces(rule_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(rule_ids), RULES_A_PIECE):
        yield rule_ids[start : start + RULES_A_PIECE]


def lines_of_rules(rule_ids: Sequence[int]) -> list[tuple[int, str, str, str]]:
    """(rule, keyword, match, base reply) for each keyword. For one piece: it costs two queries."""
    parts: dict[int, list[WrittenPart]] = defaultdict(list)
    found = Part.objects.filter(rule_id__in=rule_ids, variant=None).order_by("position", "id")
    for rule_id, text, code in found.values_list("rule_id", "text", "item__code"):
        parts[rule_id].append(ItemMark(code) if code else text)
    keywords: dict[int, list[tuple[str, str]]] = defaultdict(list)
    words = Keyword.objects.filter(rule_id__in=rule_ids).order_by("position", "id")
    for rule_id, text, match in words.values_list("rule_id", "text", "match"):
        keywords[rule_id].append((text, match))
    # A rule removed while we read has lost its parts: it is left out.
    return [
        (rule_id, text, match, written(parts[rule_id]))
        for rule_id in rule_ids
        if parts[rule_id]
        for text, match in keywords[rule_id]
    ]


def variants_of_rules(rule_ids: Sequence[int]) -> dict[int, list[tuple[Mapping[str, Any], str]]]:
    """Rule -> for whom there is another reply, and what it says. For one piece: it costs two queries."""
    found: dict[int, list[tuple[Mapping[str, Any], str]]] = defaultdict(list)
    rows = Variant.objects.filter(rule_id__in=rule_ids).prefetch_related("parts__item")
    for row in rows.order_by("rule_id", "position", "id"):
        parts = [ItemMark(part.item.code) if part.item else part.text for part in row.parts.all()]
        if parts:
            found[row.rule_id].append((row.audience, written(parts)))
    return dict(found)


def _csv(rows: Sequence[tuple[str, str, str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([distinct(cell) for cell in row] for row in rows)
    return out.getvalue()
