"""Codes on paper: eight signs in two groups, the last of them a check. `7KQ4-M2XW`."""

import secrets
from typing import Final

from zhijian.foundation.vault.digests import digest

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # as in members' codes: nothing that reads like another
LENGTH: Final = 8
_GROUP: Final = 4
_PLACE: Final = "followers.binding_code"


def new_code() -> str:
    """35 random bits, and the check sign. Write it down: only its digest is kept."""
    random = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return random + check_sign(random)


def check_sign(signs: str) -> str:
    """31 signs, a prime: whatever single sign is wrong, and whichever two are swapped, shows."""
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(signs, start=2))
    return SIGNS[total % len(SIGNS)]


def tidy(typed: str) -> str:
    """As somebody copies it from paper: small letters, spaces and dashes do not matter."""
    return "".join(sign for sign in typed.upper() if sign not in " -－—_·\u3000")


def is_whole(code: str) -> bool:
    """Whether it can be a code at all, before anybody looks for it."""
    return len(code) == LENGTH and all(sign in SIGNS for sign in code) and check_sign(code[:-1]) == code[-1]


def as_printed(code: str) -> str:
    return f"{code[:_GROUP]}-{code[_GROUP:]}"


def hash_of(code: str) -> bytes:
    """Made with the installation's key: who steals the table alone cannot try all codes until one fits."""
    return digest(code, place=_PLACE)
