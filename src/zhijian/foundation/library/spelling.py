"""A question in Latin letters against the pinyin of a title: initials, whole syllables, one slip."""

from typing import Final

from zhijian.foundation.library import sounds
from zhijian.foundation.library.models import SearchEntry
from zhijian.foundation.library.question import Question
from zhijian.foundation.library.title_match import Found

_LEAST_INITIALS: Final = 3
_LEAST_PART_OF_INITIALS: Final = 4
_LEAST_LETTERS: Final = 4
_LEAST_FOR_A_SLIP: Final = 7
_LEAST_FOR_TWO: Final = 12


def spelled_alike(question: Question, entry: SearchEntry) -> Found | None:
    """lxyz, liangxueyizuo, liangxueyizou are all 两学一做. Short letters say too little and find nothing."""
    letters, spelled = question.letters, entry.pinyin.split()
    score = max(_by_initials(letters, entry.initials), _by_syllables(letters, spelled))
    return Found(score, (letters,)) if score else None


def _by_initials(letters: str, initials: str) -> float:
    if len(letters) < _LEAST_INITIALS:
        return 0.0
    if letters == initials:
        return 0.95
    if len(letters) < _LEAST_PART_OF_INITIALS or letters not in initials:
        return 0.0
    return 0.85 if initials.startswith(letters) else 0.7


def _by_syllables(letters: str, spelled: list[str]) -> float:
    if len(letters) < _LEAST_LETTERS:
        return 0.0
    asked = sounds.as_heard(letters)
    best = 0.0
    # Nobody slips on the first letter; this keeps the work small.
    starts = (start for start in range(len(spelled) - 1) if spelled[start][0] == asked[0])
    for start in starts:
        heard = sounds.as_heard("".join(spelled[start : start + 12]))
        if heard.startswith(asked):
            if len(asked) in _ends(spelled[start : start + 12]) or len(asked) >= _LEAST_FOR_A_SLIP:
                best = max(best, 0.9 if start else 0.95)
        elif _slips(asked, heard) <= _allowed(asked):
            best = max(best, 0.7 if start else 0.75)
    return best


def _ends(spelled: list[str]) -> set[int]:
    """Where at least two syllables end."""
    return {len(sounds.as_heard("".join(spelled[:count]))) for count in range(2, len(spelled) + 1)}


def _allowed(asked: str) -> int:
    if len(asked) < _LEAST_FOR_A_SLIP:
        return -1
    return 2 if len(asked) >= _LEAST_FOR_TWO else 1


def _slips(asked: str, heard: str) -> int:
    """Letters wrong, missing, surplus or exchanged, against the beginning of what is heard."""
    if len(heard) < len(asked) - 2:
        return len(asked)
    heard = heard[: len(asked) + 2]
    before_last: list[int] = []
    last = list(range(len(heard) + 1))
    for row, letter in enumerate(asked, 1):
        this = [row]
        for at, theirs in enumerate(heard, 1):
            cost = min(last[at] + 1, this[at - 1] + 1, last[at - 1] + (letter != theirs))
            exchanged = row > 1 and at > 1 and letter == heard[at - 2] and asked[row - 2] == theirs
            this.append(min(cost, before_last[at - 2] + 1) if exchanged else cost)
        before_last, last = last, this
    return min(last[len(asked) - 2 :])
