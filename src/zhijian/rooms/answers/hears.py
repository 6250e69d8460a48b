"""What this room does once a message is stored: post the letters, answer late, list what nobody answered.

Everything here may run twice with the same message: letters have constant keys, the list takes each once.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import doorplate_of
from zhijian.foundation.intake.answer import DEFAULT, LATE, NONE, NOTHING, Answer
from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import LetterKind
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.mentioning import in_words, is_from_a_person
from zhijian.rooms.answers.services import list_unanswered
from zhijian.wechat import messages
from zhijian.wechat.xml import Malformed

_ANSWER: Final = "answer"
_LATE: Final = "late"


def hear(row: StoredArrival, *, replay: bool) -> None:
    """Nothing is said to the follower on replay; what was missed is written down."""
    answer = _late_answer(row) if row.outcome == LATE else None
    outcome = answer.outcome if answer else row.outcome
    with transaction.atomic():
        if not replay:
            _post(row, row.letters, name=_ANSWER)
            _post(row, answer.letters if answer else (), name=_LATE)
        if outcome in (DEFAULT, NONE) and is_from_a_person(row):
            _list(row, asked_at=row.received_at)


def take_back(letter: Letter) -> None:
    """A letter came back for good. A follower left without any answer is one more for the list."""
    name, _, rest = letter.key.partition(":")
    intake_id = rest.partition(":")[0]
    if name not in (_ANSWER, _LATE) or not intake_id.isdecimal():
        return
    row = ArrivalRow.objects.filter(pk=int(intake_id), account_id=letter.account_id).first()
    if row and not row.answer and is_from_a_person(row):
        _list(row, asked_at=row.received)


def _post(row: StoredArrival, letters: Sequence[Mapping[str, Any]], *, name: str) -> None:
    for number, body in enumerate(letters):
        outbox.post(
            account_id=row.account_id,
            kind=LetterKind.MESSAGE,
            to=row.from_openid,
            body=dict(body),
            key=f"{name}:{row.id}:{number}",
        )


def _list(row: StoredArrival | ArrivalRow, *, asked_at: datetime) -> None:
    if Account.objects.filter(pk=row.account_id).exists():  # no key crosses to intake: it may be gone
        list_unanswered(
            account_id=row.account_id,
            intake_id=row.id,
            openid=row.from_openid,
            text=in_words(row),
            asked_at=asked_at,
        )


def _late_answer(row: StoredArrival) -> Answer:
    account = Account.objects.filter(pk=row.account_id).first()
    if account is None:
        return NOTHING
    try:
        return _BOOKS.of(account).answer_by_letter(messages.parse(row.raw))
    except Malformed:
        return NOTHING


class _Books:
    """The book opened last for each account: late messages come in crowds, and opening takes seconds."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, Book]] = {}
        self._one_at_a_time = threading.Lock()

    def of(self, account: Account) -> Book:
        with self._one_at_a_time:
            revision, book = self._open.get(account.pk, (0, None))
            if book is None:
                book = Book.load(doorplate_of(account), public_url=settings.ZHIJIAN_PUBLIC_URL)
            elif revision != account.revision:
                book = book.renewed(doorplate_of(account))
            self._open = {account.pk: (account.revision, book)}  # one at a time bounds the memory
            return book


_BOOKS: Final = _Books()
