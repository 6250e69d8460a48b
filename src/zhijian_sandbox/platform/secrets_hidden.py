"""What the log may show of a call: everything but tokens and secrets."""

import re
from collections.abc import Mapping

KEPT_CHARACTERS = 4096
_SECRET_NAMES = ("access_token", "refresh_token", "secret", "appsecret", "code")
_IN_JSON = re.compile(r'("(?:access_token|refresh_token|secret|appsecret|ticket)"\s*:\s*")(?:[^"\\]|\\.)*"')


def query(values: Mapping[str, str]) -> dict[str, str]:
    return {name: "…" if name in _SECRET_NAMES else value for name, value in values.items()}


def body(content: bytes, *, content_type: str) -> str:
    """The text of a body, or how many bytes it has when it carries a file."""
    if content_type.startswith("multipart/") or b"\0" in content[:512]:
        return f"（{len(content)} 字节）"
    text = content[: KEPT_CHARACTERS * 4].decode(errors="replace")
    return _IN_JSON.sub(r'\1…"', text)[:KEPT_CHARACTERS]
