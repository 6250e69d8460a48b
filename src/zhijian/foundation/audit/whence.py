"""From where an act is done: the address of the request, or a word for what is no request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import ip_address
from typing import Final

LONGEST: Final = 45  # an IPv6 address

_PLACES: Final = frozenset({"command", "worker"})

_whence: ContextVar[str] = ContextVar("audit_whence", default="")


@contextmanager
def coming_from(place: str) -> Iterator[None]:
    """Acts in here are written down as coming from `place`."""
    token = _whence.set(_tidy(place))
    try:
        yield
    finally:
        _whence.reset(token)


def whence(actor: object) -> str:
    """Where the act at hand comes from; what acts by itself is its own place."""
    return _whence.get() or (actor if isinstance(actor, str) and actor in _PLACES else "")


def _tidy(place: str) -> str:
    """One spelling for each address, and nothing that is not one but our own words."""
    try:
        address = ip_address(place)
    except ValueError:
        return place[:LONGEST] if place.isascii() and place.replace("-", "").isalpha() else ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
