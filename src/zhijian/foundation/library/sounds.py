"""How Chinese sounds in Latin letters, with the differences forgotten that many people do not hear."""

import re
from functools import lru_cache
from itertools import pairwise

from zhijian.foundation import spoken
from zhijian.foundation.library import wording

_HISSED = re.compile(r"([zcs])h")
_NASAL = re.compile(r"([aei])ng")


def syllables(run: str) -> list[str]:
    """One for each sign: dang, fei. A digit or a rare sign stands for itself."""
    return spoken.said(run)


@lru_cache(maxsize=4096)
def as_heard(letters: str) -> str:
    """zh and z, ang and an are one: many who write by sound cannot tell them apart."""
    return _NASAL.sub(r"\1n", _HISSED.sub(r"\1", letters))


def sound_grams(run: str) -> list[str]:
    """Pairs of neighbouring syllables as heard: 党费 and 档废 share theirs."""
    if wording.is_latin(run):
        return []
    heard = [as_heard(said) for said in syllables(run)]
    return [f"{first}0{second}" for first, second in pairwise(heard)]


def letter_grams(letters: str) -> list[str]:
    """Every three neighbouring letters, so that one slip of a finger leaves the others to be found."""
    return [letters[at : at + 3] for at in range(len(letters) - 2)]
