"""A rule with all that belongs to it, written down, so that it can be put back exactly."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from django.core import serializers

from zhijian.rooms.answers.models import Choice, Keyword, Part, Rule, SwitchedOff, Variant
from zhijian.rooms.answers.states import ReplyMode

Rows = list[dict[str, Any]]
# The rule first, then whatever belongs to it, in the order of need: a part may belong to a variant.
TABLES: Final[Sequence[type[Any]]] = (Rule, SwitchedOff, Keyword, Variant, Part, Choice)
_CAME_LATER: Final[Mapping[str, Any]] = {"reply_mode": ReplyMode.ALL.value}
_NOTHING: Final = object()
A_PIECE: Final = 500  # as many parameters as every database takes in a query


def remember(rule_ids: Collection[int]) -> dict[int, Rows]:
    """By rule; those that are not there are left out."""
    found: dict[int, Rows] = defaultdict(list)
    ids = sorted(rule_ids)
    for start in range(0, len(ids), A_PIECE):
        piece = ids[start : start + A_PIECE]
        for table in TABLES:
            key = "pk" if table is Rule else "rule_id"
            rows = table.objects.filter(**{f"{key}__in": piece}).order_by("pk")
            for row in json.loads(serializers.serialize("json", rows)):
                found[row["pk"] if table is Rule else row["fields"]["rule"]].append(row)
    return {rule_id: rows for rule_id, rows in found.items() if rows[0]["model"] == Rule._meta.label_lower}


def fingerprint(rows: Rows) -> str:
    """Columns that came later count only where they say something: older notes of the same rule still fit."""
    told = [{**row, "fields": _as_before(row["fields"])} for row in rows]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def _as_before(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if _CAME_LATER.get(name, _NOTHING) != value}


def fingerprints(remembered: Mapping[int, Rows]) -> dict[int, str]:
    return {rule_id: fingerprint(rows) for rule_id, rows in remembered.items()}


def put_back(remembered: Sequence[Rows]) -> None:
    """As it was, whatever stands there now. In the caller's transaction, under the account's lock."""
    rules = [rows[0]["pk"] for rows in remembered]
    for table in reversed(TABLES[1:]):
        for start in range(0, len(rules), A_PIECE):
            table.objects.filter(rule_id__in=rules[start : start + A_PIECE]).delete()
    for table in TABLES:
        label = table._meta.label_lower
        for row in _of(remembered, label):
            row.object.save_base(raw=True)


def _of(remembered: Sequence[Rows], label: str) -> Iterator[Any]:
    rows = [row for rows in remembered for row in rows if row["model"] == label]
    return serializers.deserialize("python", rows, handle_forward_references=False)
