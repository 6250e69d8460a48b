"""Addresses in what an account says: where a tap leads."""

import ipaddress
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

# Where the desk itself is open; a phone's name within it ends in this.
DESK_HOST = "desk.localhost"
_LINK = re.compile(
    r"""<a\s[^>]*?href\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')[^>]*>(?P<label>.*?)</a>"""
    r"""|(?P<bare>https?://[!-;=?-~]+)""",
    re.IGNORECASE | re.DOTALL,
)


def runs(content: str) -> list[dict[str, Any]]:
    """A text cut where its links begin and end, so that a page need not read it as HTML."""
    pieces: list[dict[str, Any]] = []
    at = 0
    for found in _LINK.finditer(content):
        if found.start() > at:
            pieces.append({"text": content[at : found.start()]})
        pieces.append(_piece(found))
        at = found.end()
    if at < len(content) or not pieces:
        pieces.append({"text": content[at:]})
    return pieces


def address_on_phone(url: str, *, phone_host: str) -> str:
    """The address as this phone opens it: pages on this machine under the phone's own name."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url
    host = parts.hostname or ""
    if parts.scheme != "http" or not is_this_machine(host):
        return url
    if phone_named(host) is not None and phone_named(host) == phone_named(phone_host):
        return url
    return parts._replace(netloc=f"{phone_host}{port}").geturl()


def phone_named(host: str) -> str | None:
    """phone-1 of `phone-1.localhost`, or of `phone-1.desk.localhost`, the name it has within the desk."""
    labels = host.lower().rstrip(".").split(".")
    return labels[0] if labels[-1] == "localhost" and labels[0].startswith("phone-") else None


def is_this_machine(host: str) -> bool:
    """localhost, anything under it, or a loopback address (without brackets)."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def _piece(found: re.Match[str]) -> dict[str, Any]:
    if found["bare"]:
        return {"text": found["bare"], "href": found["bare"]}
    href = _unescaped(found["double"] if found["double"] is not None else found["single"])
    if href.lower().startswith("weixin://bizmsgmenu?"):
        query = parse_qs(href.partition("?")[2])
        sends = {"id": query.get("msgmenuid", [""])[0], "content": query.get("msgmenucontent", [""])[0]}
        return {"text": found["label"], "sends": sends}
    if not href.lower().startswith(("http://", "https://")):
        return {"text": found["label"]}
    return {"text": found["label"], "href": href}


def _unescaped(address: str) -> str:
    """`&amp;` is read, `&times` is not: ?id=1&times=2 is an address as people write it."""
    return re.sub(r"&#?\w+;", lambda found: unescape(found[0]), address)
