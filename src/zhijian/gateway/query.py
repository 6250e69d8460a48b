"""The query of a callback, read by hand: it is on the path of every message."""

from urllib.parse import parse_qsl


def read_query(raw: bytes) -> dict[str, str]:
    """Name -> value, the last of each name. Never raises, whatever the bytes."""
    text = raw.decode("latin-1")
    if "%" in text or "+" in text or ";" in text:
        return dict(parse_qsl(text, keep_blank_values=True, separator="&"))
    query = {}
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        query[name] = value
    return query
