"""What two texts must share to be the same word: width, script, case, white space, punctuation.

Only normalised text is ever matched against normalised keywords, so nothing here needs to keep lengths.
Script is folded character by character, never by phrase: a phrase table reads 乾 differently in 乾坤 and
alone, and then a keyword inside a longer text would not be found.
"""

import unicodedata
from functools import cache

import opencc

# Pairs that opencc decides by phrase, or leaves alone. Folding both sides is harmless: it can only bring
# together what a Chinese reader would call the same word.
_MORE_SCRIPT = str.maketrans("著麽瞭徵覆妳牠祇藉馀鍾", "着么了征复你它只借余钟")

# No picture of their own: variation selectors and fillers that phones put in.
_INVISIBLE = frozenset(
    {0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}
)
# Symbols that people type as if they were punctuation: 你好~
_LIKE_PUNCTUATION = frozenset("~|^`´¨˜")

_MOST_REMEMBERED = 70_000  # code points in each table; a flood of strange ones must not eat the memory


def normal(text: str) -> str:
    """The form in which exact and contains compare. Normalising twice changes nothing; may be empty."""
    while True:
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        text = text.translate(_NORMAL)
        # Taking a character out can bring a combining mark to a new base: then once more.
        if unicodedata.is_normalized("NFKC", text):
            return text


def regex_text(text: str) -> str:
    """The form a regular expression sees: width and script folded. Case is folded by the engine itself."""
    return text.translate(_WIDTH_AND_SCRIPT)


def is_blank(text: str) -> bool:
    """Nothing a reader could see."""
    return all(_is_invisible(character) for character in text)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or ord(character) in _INVISIBLE


_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


class _Remembering(dict[int, str]):
    """A table for `str.translate` that works out a character when it first comes, then remembers it."""

    def __missing__(self, code_point: int) -> str:
        folded = self.fold(chr(code_point))
        if len(self) < _MOST_REMEMBERED:
            self[code_point] = folded
        return folded

    def fold(self, character: str) -> str:
        raise NotImplementedError


class _Normal(_Remembering):
    def fold(self, character: str) -> str:
        if _is_dropped(character):
            return ""
        folded = unicodedata.normalize("NFKC", _in_simplified(character).casefold())
        return "".join(piece for piece in folded if not _is_dropped(piece))


class _WidthAndScript(_Remembering):
    def fold(self, character: str) -> str:
        return _in_simplified(_in_usual_width(character))


def _is_dropped(character: str) -> bool:
    return (
        unicodedata.category(character).startswith("P")
        or _is_invisible(character)
        or character in _LIKE_PUNCTUATION
    )


def _in_usual_width(character: str) -> str:
    if unicodedata.decomposition(character).startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", character)
    return character


def _in_simplified(character: str) -> str:
    if not _is_han(character):
        return character
    simplified = _converter().convert(character).translate(_MORE_SCRIPT)
    return simplified if simplified == character else _in_simplified(simplified)  # 薴 苧 苎 takes two steps


def _is_han(character: str) -> bool:
    code_point = ord(character[0])
    return len(character) == 1 and (0x2E80 <= code_point < 0xA000 or 0x20000 <= code_point < 0x33480)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


_NORMAL = _Normal()
_WIDTH_AND_SCRIPT = _WidthAndScript()
