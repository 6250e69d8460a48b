"""Looking in the library for what a follower may have meant. Nothing is better than nonsense.

    search(account_id, "当费怎么交")  ->  [Hit(党费交纳办法, ...)]

The index offers candidates; what decides is how much of the question a title covers, the same on every
database. A body counts only where no title does, and only for long words. Thresholds are held by tests.
"""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import Q
from django.utils.timezone import localdate

from zhijian.foundation.library import search_candidates as candidates
from zhijian.foundation.library import wording
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import SearchEntry
from zhijian.foundation.library.question import Question
from zhijian.foundation.library.spelling import spelled_alike
from zhijian.foundation.library.title_match import Found, covered

_BODY_SCORE: Final = 0.5
_LEAST_BODY_SIGNS: Final = 4
_PACK_FIRST: Final = 0.02  # a pack holds its parts


@dataclass(frozen=True, slots=True)
class Hit:
    """A good guess. `score` is above 0 and at most 1; `words` are what of the question was found."""

    item_id: int
    code: str
    title: str
    kind: str
    score: float
    words: tuple[str, ...]


def search(account_id: int, text: str, *, most: int = 3) -> list[Hit]:
    """The best fitting items of the account, the best first; empty when nothing fits well. Two queries."""
    question = Question.of(text)
    if question.is_empty:
        return []
    hits = _by_title(account_id, question) or _by_body(account_id, question)
    hits.sort(key=lambda hit: (-hit.score, len(hit.title), -hit.item_id))
    return hits[:most]


def _by_title(account_id: int, question: Question) -> list[Hit]:
    wanted = {"signs": question.signs, "sounds": question.sounds, "letters": question.letter_grams}
    ids = candidates.any_of(connection, account_id=account_id, wanted=wanted)
    found = [(entry, _judged(question, entry)) for entry in _entries(ids)]
    return [_hit(entry, judged.score, judged.words) for entry, judged in found if judged]


def _judged(question: Question, entry: SearchEntry) -> Found | None:
    if question.letters:
        return spelled_alike(question, entry) or covered(question, entry)
    return covered(question, entry)


def _by_body(account_id: int, question: Question) -> list[Hit]:
    """Items that hold every word of the question, long ones, as they were written."""
    runs = [run for run in question.runs if len(run) > 1]
    if max(map(len, runs), default=0) < _LEAST_BODY_SIGNS:
        return []
    ids = candidates.all_of(connection, account_id=account_id, column="body", words=question.signs)
    hits = []
    for entry in _entries(ids, with_body=True):
        said = wording.folded(f"{entry.item.summary}\n{entry.item.body}")
        if all(run in said for run in runs):
            hits.append(_hit(entry, _BODY_SCORE, tuple(runs)))
    return hits


def _entries(ids: list[int], *, with_body: bool = False) -> list[SearchEntry]:
    """What may still be shown today, in no order."""
    if not ids:
        return []
    allowed = Q(item__rights_until=None) | Q(item__rights_until__gte=localdate())
    entries = SearchEntry.objects.filter(allowed, pk__in=ids).select_related("item").defer("body", "letters")
    return list(entries if with_body else entries.defer("item__body"))


def _hit(entry: SearchEntry, score: float, words: tuple[str, ...]) -> Hit:
    item = entry.item
    bonus = _PACK_FIRST if item.kind == ItemKind.PACK else 0.0
    return Hit(item.pk, item.code, item.title, item.kind, round(min(1.0, score + bonus), 3), words)
