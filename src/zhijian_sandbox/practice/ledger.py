"""What came of it: counts, how fast, and the last conversations."""

import csv
import io
from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.practice.sentences import KINDS_IN_WORDS
from zhijian_sandbox.practice.town import BRANCHES, Person

KEPT = 5000
SHOWN = 20
_RECENT_SECONDS = 60
_GOOD = ("answered", "accepted")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Conversation:
    """One thing said and what came back. `verdict` is the log's, or "refused" when the sandbox would not."""

    number: int
    at: float
    follower: str
    person: Person
    kind: str
    said: str
    heard: str
    verdict: str
    verdict_text: str
    ms: int

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "at": round(self.at, 3),
            "follower": self.follower,
            "name": self.person.name,
            "age": self.person.age,
            "branch": self.person.branch.code,
            "branch_name": self.person.branch.name,
            "kind": self.kind,
            "said": self.said,
            "heard": self.heard,
            "verdict": self.verdict,
            "verdict_text": self.verdict_text,
            "ms": self.ms,
        }


class Ledger:
    """Of one practice, from its start."""

    def __init__(self) -> None:
        self.sent = 0
        self.came_back = 0
        self._verdicts: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._branches: Counter[str] = Counter()
        self._ms: deque[int] = deque(maxlen=2000)
        self._sent_at: deque[float] = deque()
        self._conversations: deque[Conversation] = deque(maxlen=KEPT)

    def left(self, person: Person, kind: str, *, at: float) -> int:
        """One more on its way; its number."""
        self.sent += 1
        self._kinds[kind] += 1
        self._branches[person.branch.code] += 1
        self._sent_at.append(at)
        return self.sent

    def heard(self, conversation: Conversation) -> None:
        self.came_back += 1
        self._verdicts[conversation.verdict] += 1
        if conversation.verdict in _GOOD:
            self._ms.append(conversation.ms)
        self._conversations.append(conversation)

    def as_json(self, *, now: float) -> dict[str, Any]:
        return {
            "counts": {
                "sent": self.sent,
                "waiting": self.sent - self.came_back,
                "answered": self._verdicts["answered"],
                "silent": self._verdicts["accepted"],
                "refused": self._verdicts["refused"],
                "failed": self.came_back - sum(self._verdicts[one] for one in (*_GOOD, "refused")),
            },
            "speed": self._speed(),
            "last_minute": self._last_minute(now),
            "branches": [
                {"code": one.code, "name": one.name, "sent": self._branches[one.code]} for one in BRANCHES
            ],
            "kinds": [
                {"kind": kind, "name": KINDS_IN_WORDS[kind], "sent": sent}
                for kind, sent in self._kinds.most_common()
            ],
            "recent": [one.as_json() for one in list(self._conversations)[: -SHOWN - 1 : -1]],
        }

    def as_csv(self) -> str:
        """The conversations that are kept, the oldest first, as spreadsheets open it."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["次序", "姓名", "年龄", "支部", "哪一种", "说的", "回的", "结果", "毫秒"])
        for one in self._conversations:
            words = [one.person.name, one.person.age, one.person.branch.name, KINDS_IN_WORDS[one.kind]]
            told = [_cell(one.said), _cell(one.heard), one.verdict_text, one.ms]
            writer.writerow([one.number, *words, *told])
        return "\ufeff" + out.getvalue()

    def _speed(self) -> dict[str, int]:
        sorted_ms = sorted(self._ms)
        if not sorted_ms:
            return {"median_ms": 0, "p95_ms": 0, "slowest_ms": 0}
        return {
            "median_ms": sorted_ms[len(sorted_ms) // 2],
            "p95_ms": sorted_ms[min(len(sorted_ms) - 1, len(sorted_ms) * 95 // 100)],
            "slowest_ms": sorted_ms[-1],
        }

    def _last_minute(self, now: float) -> int:
        while self._sent_at and self._sent_at[0] < now - _RECENT_SECONDS:
            self._sent_at.popleft()
        return len(self._sent_at)


def _cell(words: str) -> str:
    """A spreadsheet must not take an answer for a formula."""
    return f"'{words}" if words.startswith(_FORMULA_SIGNS) else words
