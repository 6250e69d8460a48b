"""What report words would have caught of late: numbers only, for whoever chooses the words."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers.guarding.guard import Guard
from zhijian.rooms.answers.normal import normal
from zhijian.wechat import messages
from zhijian.wechat.xml import Malformed

DAYS: Final = 7
MOST_TEXTS: Final = 2000  # the newest; enough to tell a word that catches too much


@dataclass(frozen=True, slots=True)
class Caught:
    """Of `texts` messages, how many each word and all of them together would have kept."""

    texts: int
    together: int
    by_word: Mapping[str, int]


def caught_lately(account_id: int, *, words: Sequence[str], exceptions: Sequence[str]) -> Caught:
    forms = [normal(text) for text in _texts(account_id)]
    guard = Guard(words, exceptions)
    kept = [form for form in forms if guard.catches(form)]
    alone = {word: Guard([word], exceptions) for word in words}
    return Caught(
        texts=len(forms),
        together=len(kept),
        by_word={word: sum(map(one.catches, kept)) for word, one in alone.items()},
    )


def _texts(account_id: int) -> list[str]:
    rows = ArrivalRow.objects.filter(
        account_id=account_id, type="text", is_replay=False, received_at__gte=time.time() - DAYS * 86_400
    )
    newest = rows.order_by("-received_at").values_list("raw", flat=True)[:MOST_TEXTS]
    return [text for raw in newest if (text := _text_of(bytes(raw)))]


def _text_of(raw: bytes) -> str:
    try:
        message = messages.parse(raw)
    except Malformed:
        return ""
    return message.content if isinstance(message, messages.Text) else ""
