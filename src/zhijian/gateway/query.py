"""The query of a callback, read by hand: it is on the path of every message."""

from typing import Final
from urllib.parse import parse_qsl

# The platform's are some 300. A megabyte of them would hold up everybody for 70 ms.
LONGEST_BYTES: Final = 8192


def read_query(raw: bytes) -> dict[str, str]:
    """Name -> value, the last of each name. Never raises, whatever the bytes; nothing of an endless one."""
    if len(raw) > LONGEST_BYTES:
        return {}
    text = raw.decode("latin-1")
    if "%" in text or "+" in text or ";" in text:
        return dict(parse_qsl(text, keep_blank_values=True, separator="&"))
    query = {}
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        query[name] = value
    return query
