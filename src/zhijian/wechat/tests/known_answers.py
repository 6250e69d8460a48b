"""The published known answers of the protocol, by kind."""

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "vectors" / "wechat.json"


def of_kind(kind: str) -> list[dict[str, Any]]:
    """Every vector of the kind; never an empty list, so that a test cannot pass for want of them."""
    vectors = [vector for vector in json.loads(_FILE.read_text("utf-8"))["vectors"] if vector["kind"] == kind]
    assert vectors, kind
    return vectors
