"""What two people who edit one rule must know of each other."""

from collections.abc import Iterable, Sequence
from typing import Final

from zhijian.foundation.audit.models import Line
from zhijian.rooms.answers.models import Part, Rule, Variant

PLAIN_FIELDS: Final = (
    "priority",
    "reply_mode",
    "code",
    "unit",
    "valid_from",
    "valid_until",
    "hours",
    "audience",
    "owner",
    "review_on",
    "version",
    "changed_at",
    "changed_by_name",
)
_MOST_LINES: Final = 50


def changed_since(rule: Rule, version: int) -> list[str]:
    """Which fields others changed after this version, as the audit tells; each once."""
    lines = Line.objects.filter(
        action="rule.changed", subject_kind=rule._meta.label_lower, subject_id=str(rule.pk)
    ).order_by("-id")[:_MOST_LINES]
    fields: dict[str, None] = {}
    for line in reversed(lines):
        if line.details.get("version", 0) > version:
            fields.update(dict.fromkeys(line.details.get("changed", ())))
    return list(fields)


def differ(wanted: Sequence[Part], on_file: Iterable[Part]) -> bool:
    return [_of(part) for part in wanted] != [_of(part) for part in on_file]


def variants_differ(wanted: Sequence[tuple[Variant, Sequence[Part]]], rule: Rule) -> bool:
    asked = [(variant.audience, [_of(part) for part in parts]) for variant, parts in wanted]
    held = [
        (variant.audience, [_of(part) for part in variant.parts.all()])
        for variant in rule.variants.prefetch_related("parts")
    ]
    return asked != held


def _of(part: Part) -> tuple[str, int | None]:
    return part.text, part.item_id
