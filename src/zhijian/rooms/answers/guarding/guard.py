"""Whether a text speaks of reporting somebody."""

import re
from collections.abc import Iterable, Sized

from ahocorasick_rs import AhoCorasick

from zhijian.rooms.answers.normal import normal


class Guard:
    """Report words with their exceptions, compiled. Never changes, so any number of threads may ask it."""

    def __init__(self, words: Iterable[str], exceptions: Iterable[str]) -> None:
        wanted = sorted({form for word in words if (form := normal(word))})
        spared = sorted({form for word in exceptions if (form := normal(word))}, key=len, reverse=True)
        # Empty for nearly every message. Public, for it is asked of each: one call less.
        self.words_in = AhoCorasick(wanted, store_patterns=False).find_matches_as_indexes if wanted else _none
        self._spared = re.compile("|".join(map(re.escape, spared))) if spared else None

    def catches(self, form: str) -> bool:
        """`form` is the text's normal form. What exceptions cover does not count; what stands beside does."""
        if not self.words_in(form):
            return False
        if self._spared is None:
            return True
        # A mark that is in no normal form keeps what stands left and right of it from growing together.
        return bool(self.words_in(self._spared.sub("\n", form)))


def _none(_form: str) -> Sized:
    return ()
