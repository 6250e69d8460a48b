"""Regular expressions as staff write them: checked when saved, folded like the text they will see."""

import re
from collections.abc import Iterator

import re2

from zhijian.rooms.answers.engine_words import in_our_words
from zhijian.rooms.answers.errors import RegexLooksAround, RegexRefersBack, RegexRefused
from zhijian.rooms.answers.normal import regex_text

PROGRAM_BYTES = 1 << 20  # what one pattern may need; one that needs more is a mistake

_META = frozenset(r"\.+*?()|[]{}^$-&~")


def check(pattern: str) -> None:
    """Raises `RegexRefused` (or its named kinds) when the pattern cannot be run in linear time."""
    try:
        compiled(folded(pattern))
    except re2.error as error:
        raise _refusal(_reason(error)) from None


def compiled(folded_pattern: str) -> "re2._Regexp":
    return re2.compile(folded_pattern, options(max_bytes=PROGRAM_BYTES))


def options(*, max_bytes: int) -> "re2.Options":
    """How every pattern is read: case does not count, no capture is kept, no log is written."""
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.never_capture = True
    chosen.log_errors = False
    chosen.max_mem = max_bytes
    return chosen


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _refusal(reason: str) -> RegexRefused:
    if re.search(r"operator: \(\?<?[=!]", reason):
        return RegexLooksAround()
    if re.search(r"escape sequence: \\[1-9k]|operator: \(\?P$", reason):
        return RegexRefersBack()
    return RegexRefused(in_our_words(reason))


def folded(pattern: str) -> str:
    r"""The pattern with its literal characters folded as the text is.

    A wide meta character becomes its narrow twin taken literally: （ means a bracket in the text, not a
    group. `\uXXXX`, which other engines know and people use for Chinese ranges, is written as this one
    wants it. Ends of ranges stay as they are: folding one could turn the range round.
    """
    pieces = list(_pieces(pattern))
    in_class = False
    out = []
    for place, piece in enumerate(pieces):
        if piece == "[":
            in_class = True
        elif piece == "]" and pieces[place - 1] not in ("[", "^"):
            in_class = False
        is_end_of_range = in_class and "-" in pieces[max(place - 1, 0) : place + 2 : 2]
        out.append(piece if is_end_of_range and len(piece) == 1 else _folded_piece(piece))
    return "".join(out)


def _folded_piece(piece: str) -> str:
    if len(piece) > 1:
        return "\\x{" + piece[2:] + "}" if _UNICODE_ESCAPE.fullmatch(piece) else piece
    plain = regex_text(piece)
    if plain == piece:
        return piece
    return "".join("\\" + character if character in _META else character for character in plain)


_UNICODE_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}")
_PIECE = re.compile(
    r"""\\Q.*?(?:\\E|\Z)      # quoted: stays as it stands
      | \\u[0-9A-Fa-f]{4}
      | \\.
      | \[:\^?\w+:\]          # a named class holds a bracket that closes nothing
      | .""",
    re.VERBOSE | re.DOTALL,
)


def _pieces(pattern: str) -> Iterator[str]:
    return (found.group() for found in _PIECE.finditer(pattern))
