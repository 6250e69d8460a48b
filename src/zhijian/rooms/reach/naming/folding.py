"""Reading names as people do: two that look the same are the same."""

import unicodedata
from functools import cache, lru_cache

import opencc

from zhijian.rooms.reach.naming.tables import lookalikes

# Invisible, or turning what stands after them: joiners, direction marks, tags, fillers.
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0")
_PLAIN_PUNCTUATION = frozenset("（）()·•、，,。.-－—《》“”\"' 　")


def is_hidden(sign: str) -> bool:
    """Takes no place on a screen, or turns the order of the signs."""
    return sign in _INVISIBLE or unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn", "Cs")


def is_decoration(sign: str) -> bool:
    """A picture or a mark: anything but letters, digits, marks on letters and plain punctuation."""
    if is_hidden(sign) or sign in _PLAIN_PUNCTUATION:
        return False
    return unicodedata.category(sign)[0] not in "LNM" or sign in _NUMBERS_THAT_DECORATE


_NUMBERS_THAT_DECORATE = frozenset(chr(code) for code in (*range(0x2460, 0x2500), *range(0x2776, 0x2794)))


def is_fullwidth(sign: str) -> bool:
    """Ａ or １: a letter or digit as wide as a Chinese sign."""
    return "\uff01" <= sign <= "\uff5e" and sign not in "（），．－"


@lru_cache(maxsize=50_000)  # a house asks the same names of each other, again and again
def plain(name: str) -> str:
    """Without what cannot be seen, decorations, blanks and punctuation; narrow, small, simplified."""
    seen = "".join(sign for sign in name if not is_hidden(sign))
    narrow = unicodedata.normalize("NFKC", seen).translate(lookalikes().foreign).casefold()
    kept = "".join(sign for sign in narrow if unicodedata.category(sign)[0] in "LNM")
    return simplified(kept)


def folded(name: str) -> str:
    """As `plain`, and with Chinese signs that look alike made one: only for comparing."""
    return plain(name).translate(lookalikes().chinese)


def simplified(text: str) -> str:
    return str(_converter().convert(text)) if text else text


def width_of(name: str, *, wide: int) -> int:
    """As WeChat counts: a sign of a wide script is so many."""
    return sum(wide if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in name)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
