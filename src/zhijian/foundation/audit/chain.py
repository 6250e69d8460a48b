"""What a seal is made of."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Final

BEFORE_THE_FIRST: Final = "0" * 64


def digest_of(line: Any, *, previous: str) -> str:
    """Of everything the line says; the same on every database and after every upgrade."""
    return hashlib.sha256(f"{previous}\n{_canonical(line)}".encode()).hexdigest()


def _canonical(line: Any) -> str:
    said = [
        line.pk,
        _moment(line.at),
        line.action,
        line.actor_id,
        line.actor_name,
        line.subject_kind,
        line.subject_id,
        line.subject_name,
        line.details,
        line.whence,
        line.unit_path,
    ]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
