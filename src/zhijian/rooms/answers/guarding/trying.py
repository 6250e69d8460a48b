"""How much a list of report words would catch, before it is taken: counts alone, never the messages."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers.guarding.guard import Guard
from zhijian.rooms.answers.guarding.texts import texts_to_guard
from zhijian.rooms.answers.normal import normal
from zhijian.wechat import messages
from zhijian.wechat.xml import Malformed

MOST_TEXTS: Final = 5000
DAY_SECONDS: Final = 86_400
_SUSPICIOUS_SHARE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Caught:
    """A word and how many texts it alone would have caught. `is_too_wide`: one text in twenty, or more."""

    word: str
    count: int
    is_too_wide: bool


def check_words(
    words: Sequence[str], *, exceptions: Sequence[str] = (), against: Sequence[str]
) -> list[Caught]:
    """In the order of the words; the texts as people wrote them."""
    forms = [normal(text) for text in against]
    caught = []
    for word in words:
        guard = Guard([word], exceptions)
        count = sum(guard.catches(form) for form in forms)
        caught.append(
            Caught(word, count, is_too_wide=bool(count) and count >= len(forms) * _SUSPICIOUS_SHARE)
        )
    return caught


def recent_texts(account_id: int, *, seconds: float = DAY_SECONDS, most: int = MOST_TEXTS) -> list[str]:
    """What people wrote to the account lately. For counting: no ordinary eye may see what it holds."""
    rows = ArrivalRow.objects.filter(
        account_id=account_id, received_at__gte=time.time() - seconds, type="text", event=""
    )
    return list(_texts(rows.order_by("-received_at").values_list("raw", flat=True)[:most]))


def _texts(raws: "Iterable[bytes | memoryview[int]]") -> Iterator[str]:
    for raw in raws:
        try:
            yield from texts_to_guard(messages.parse(bytes(raw)))
        except Malformed:
            continue
