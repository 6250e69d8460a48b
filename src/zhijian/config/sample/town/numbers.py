"""Codes and telephone numbers out of a place in the row: no two alike, whatever the size, without a list."""

from typing import Final

_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # as org's own codes are written
_CODES: Final = len(_SIGNS) ** 8
_SPREAD: Final = 524_287_000_003  # shares no factor with _CODES, so that each place has a code of its own
# No telephone in China begins with 10 and eleven digits: whoever reads it sees that it is invented.
INVENTED: Final = "100"
_PHONES: Final = 10**8
_KEPT: Final = 10_000  # for people with a face, whose last four digits are told
_STRIDE: Final = 61_803_391


def code_of(index: int, *, seed: int) -> str:
    """Eight signs as on paper; different for each index of a seed."""
    number = (index + 12_345 + seed * 7_919) * _SPREAD % _CODES
    signs = []
    for _ in range(8):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return "".join(signs)


def phone_of(index: int, *, seed: int) -> str:
    """Different for each index below a hundred million."""
    number = _KEPT + (index * _STRIDE + seed * 104_729) % (_PHONES - _KEPT)
    return f"{INVENTED}{number:08d}"


def phone_ending_in(tail: str) -> str:
    """For somebody whose last four digits are told in the docs."""
    return f"{INVENTED}0000{tail}"
