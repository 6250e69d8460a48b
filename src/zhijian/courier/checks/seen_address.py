"""The address WeChat saw a call come from, read out of the words of its refusal 40164."""

import re
from ipaddress import IPv6Address, ip_address
from typing import Final

_LOOKS_LIKE_ONE: Final = re.compile(r"[0-9a-fA-F:.]{3,45}")


def seen_address(errmsg: str) -> str:
    """The address to put on the IP list; "" when the words hold none.

    They are known as "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: …" and have changed
    before [U], so whatever reads as an address counts, the older kind first.
    """
    found = [
        address
        for word in _LOOKS_LIKE_ONE.findall(errmsg)
        if (address := _address(word.strip(".:") if "::" not in word else word.rstrip("."))) is not None
    ]
    return min(found, key=lambda address: "." not in address, default="")


def _address(word: str) -> str | None:
    try:
        address = ip_address(word)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)
