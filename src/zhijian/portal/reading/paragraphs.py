"""Plain text as staff typed it, as paragraphs of a page: escaped, with addresses that can be pressed."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Only what an address may hold by RFC 3986: a Chinese full stop or bracket right after it ends it.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
_LINK = '<a class="out" href="{0}" rel="noreferrer noopener nofollow">{0}</a>'
_TRAILING = ".,;:!?'"


def paragraphs(text: str) -> list[SafeString]:
    """One for each line that is not empty."""
    return [pressable(line.strip()) for line in text.splitlines() if line.strip()]


def pressable(line: str) -> SafeString:
    """The line escaped, with its web addresses as links."""
    pieces: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(line):
        address = _without_trailing(found.group())
        pieces.append(conditional_escape(line[at : found.start()]))
        # The page a reader comes from is nobody's business: it names what he read.
        pieces.append(format_html(_LINK, address))
        at = found.start() + len(address)
    pieces.append(conditional_escape(line[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 -- every piece above is escaped


def _without_trailing(address: str) -> str:
    address = address.rstrip(_TRAILING)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_TRAILING)
    return address
