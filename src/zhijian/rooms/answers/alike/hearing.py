"""A text as it sounds: one character for each syllable, so that words can be looked for as usual."""

from functools import cache
from typing import Final

from zhijian.foundation.library.sounds import as_heard, syllables

# Numerals are read as one says them: 2学1做 and 两学一做 sound the same.
_SAID: Final = str.maketrans("0123456789两〇", "零一二三四五六七八九二零")
_FIRST_CODE: Final = (
    0xE000  # a private range; no normal form of a message holds it, for phones cannot type it
)


def heard(form: str) -> str:
    """As many characters as the form has, if every one of them has one syllable."""
    return "".join(map(_code, syllables(form.translate(_SAID))))


@cache
def _code(syllable: str) -> str:
    """Single characters that are no Chinese stand for themselves."""
    if len(syllable) == 1 and not syllable.isascii():
        return syllable
    sound = as_heard(syllable)
    return chr(_CODES.setdefault(sound, _FIRST_CODE + len(_CODES)))


_CODES: Final[dict[str, int]] = {}  # some 400 syllables; letters and digits beside them


def chinese_count(form: str) -> int:
    return sum("㐀" <= sign <= "鿿" for sign in form)
