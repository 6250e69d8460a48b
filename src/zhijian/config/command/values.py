"""Option values that should not stand in a shell's history: `@file` and `-` (standard input)."""

import sys
from pathlib import Path

from zhijian.config.troubles import Trouble


def read_value(given: str | None, *, option: str) -> str | None:
    """The value itself, the first line of `@file`, or for `-` the next line of standard input."""
    if given is None:
        return None
    if given == "-":
        line = sys.stdin.readline()
        if not line:
            raise Trouble(f"{option}: standard input has no line left")
        return line.strip()
    if given.startswith("@"):
        try:
            return Path(given[1:]).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise Trouble(f"{option}: cannot read {given[1:]}: {reason}") from error
    return given


def given_only(**values: object) -> dict[str, object]:
    """The options that were given at all."""
    return {name: value for name, value in values.items() if value is not None}
