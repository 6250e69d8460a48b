"""Which part of a name a search word meant: the signs themselves, or those that sound like its letters."""

from zhijian.foundation.org.sounds import syllables_of

Piece = tuple[str, bool]  # some signs, and whether they were meant


def marked(name: str, word: str) -> list[Piece]:
    """The whole name, in pieces."""
    start, end = _span(name, word.strip())
    pieces = [(name[:start], False), (name[start:end], True), (name[end:], False)]
    return [piece for piece in pieces if piece[0]]


def _span(name: str, word: str) -> tuple[int, int]:
    if not word:
        return 0, 0
    if (at := name.lower().find(word.lower())) >= 0:
        return at, at + len(word)
    letters = word.lower().replace(" ", "")
    if not letters.isascii():
        return 0, 0
    said = syllables_of(name)
    for start in range(len(name)):
        if said[start] and (length := _heard(said[start:], letters)):
            return start, start + length
    return 0, 0


def _heard(said: list[str], letters: str) -> int:
    """How many signs sound like `letters`, by initials or in full; 0 if they do not."""
    if len(letters) <= len(said) and all(
        syllable[:1] == letter for syllable, letter in zip(said, letters, strict=False)
    ):
        return len(letters)
    heard = ""
    for count, syllable in enumerate(said, start=1):
        heard += syllable
        if heard.startswith(letters):
            return count
        if not letters.startswith(heard):
            return 0
    return 0
