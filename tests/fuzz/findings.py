"""What was not answered as it must be, kept as files that a test replays."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.fuzz.inputs import Input, Request
from tests.fuzz.wire.exchanges import Exchange

FOLDER: Final = Path(__file__).parent / "findings"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was wrong, with which input or exchange; a leg as a whole may be wrong without one."""

    why: str
    seed: int
    number: int
    given: Input | None = None
    exchange: Exchange | None = None

    @property
    def title(self) -> str:
        told = self.exchange or self.given
        return f"{told.kind if told else 'leg'}: {self.why}"


def save(finding: Finding, *, folder: Path = FOLDER) -> Path:
    """A file whose name tells what it is about; the same finding lands on the same file."""
    folder.mkdir(exist_ok=True)
    fields: dict[str, Any] = {"why": finding.why, "seed": finding.seed, "number": finding.number}
    if finding.exchange:
        fields["exchange"] = _exchange_fields(finding.exchange)
    elif finding.given:
        fields["input"] = _input_fields(finding.given)
    words = re.sub(r"[^a-z0-9]+", "-", finding.title.lower())[:60].strip("-")
    path = folder / f"{words}-{sha256(finding.title.encode()).hexdigest()[:8]}.json"
    path.write_text(json.dumps(fields, ensure_ascii=False, indent=1) + "\n")
    return path


def saved_inputs(*, folder: Path = FOLDER) -> Iterator[tuple[str, Input]]:
    for path in sorted(folder.glob("*.json")):
        if "input" in (fields := json.loads(path.read_text())):
            yield path.stem, _input(fields["input"])


def saved_exchanges(*, folder: Path = FOLDER) -> Iterator[tuple[str, Exchange]]:
    for path in sorted(folder.glob("*.json")):
        if "exchange" in (fields := json.loads(path.read_text())):
            yield path.stem, _exchange(fields["exchange"])


def _input_fields(given: Input) -> dict[str, Any]:
    request = given.request
    return {
        "kind": given.kind,
        "account": given.account,
        "to_user": given.to_user,
        "control": given.control,
        "allowed": sorted(given.allowed),
        "request": {
            "method": request.method,
            "path": request.path.encode("utf-8", "surrogateescape").decode("latin-1"),
            "query": request.query.decode("latin-1"),
            "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in request.headers],
            "pieces": _written(request.pieces),
            "has_end": request.has_end,
            "stalls": request.stalls,
        },
    }


def _input(fields: dict[str, Any]) -> Input:
    asked = fields["request"]
    request = Request(
        asked["method"],
        asked["path"].encode("latin-1").decode("utf-8", "surrogateescape"),
        asked["query"].encode("latin-1"),
        tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in asked["headers"]),
        _read(asked["pieces"]),
        asked["has_end"],
        asked["stalls"],
    )
    return Input(
        fields["kind"],
        request,
        frozenset(fields["allowed"]),
        fields["account"],
        to_user=fields["to_user"],
        control=fields["control"],
    )


def _exchange_fields(exchange: Exchange) -> dict[str, Any]:
    return {
        "kind": exchange.kind,
        "portions": _written(exchange.portions),
        "asked": [_input_fields(one) for one in exchange.asked],
        "end": exchange.end,
        "may_store": exchange.may_store,
    }


def _exchange(fields: dict[str, Any]) -> Exchange:
    asked = tuple(_input(one) for one in fields["asked"])
    return Exchange(fields["kind"], _read(fields["portions"]), asked, fields["end"], fields["may_store"])


def _written(pieces: tuple[bytes, ...]) -> list[str]:
    return [b64encode(piece).decode() for piece in pieces]


def _read(pieces: list[str]) -> tuple[bytes, ...]:
    return tuple(b64decode(piece) for piece in pieces)
