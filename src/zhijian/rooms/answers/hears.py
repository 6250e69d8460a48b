"""What this room does once a message is stored: post the letters, answer late, list what nobody answered.

Everything here may run twice with the same message: letters have constant keys, the list takes each once.
A message that speaks of reporting somebody is listed nowhere, whatever the gateway made of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake import services as intake
from zhijian.foundation.intake.answer import DEFAULT, GUARDED, LATE, NONE, NOTHING, Answer
from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import LetterKind
from zhijian.rooms.answers.bookshelf import BOOKS
from zhijian.rooms.answers.guarding.guard import Guard
from zhijian.rooms.answers.guarding.texts import texts_to_guard
from zhijian.rooms.answers.mentioning import in_words, is_from_a_person
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.services import list_unanswered
from zhijian.rooms.answers.settling import settings_of
from zhijian.wechat import messages
from zhijian.wechat.xml import Malformed

_ANSWER: Final = "answer"
_LATE: Final = "late"


def hear(row: StoredArrival, *, replay: bool) -> None:
    """Nothing is said to the follower on replay; what was missed is written down."""
    answer = _late_answer(row) if row.outcome == LATE else None
    outcome = answer.outcome if answer else row.outcome
    is_listed = outcome in (DEFAULT, NONE) and is_from_a_person(row)
    if is_listed and _is_guarded(row):
        # The gateway would have known it; it answered without looking, for something had gone wrong.
        is_listed = False
        intake.note_answer(row.id, outcome=GUARDED, rule_id=None)
    with transaction.atomic():
        if not replay:
            _post(row, row.letters, name=_ANSWER)
            _post(row, answer.letters if answer else (), name=_LATE)
        if is_listed:
            _list(row, asked_at=row.received_at)
    if answer and outcome != LATE:
        # Last: were it cut off before, the row still says that the answer is owed.
        intake.note_answer(row.id, outcome=outcome, rule_id=answer.rule_id)


def take_back(letter: Letter) -> None:
    """A letter came back for good. A follower left without any answer is one more for the list."""
    name, _, rest = letter.key.partition(":")
    intake_id = rest.partition(":")[0]
    if name not in (_ANSWER, _LATE) or not intake_id.isdecimal():
        return
    row = ArrivalRow.objects.filter(pk=int(intake_id), account_id=letter.account_id).first()
    if row and not row.answer and is_from_a_person(row) and row.outcome != GUARDED and not _is_guarded(row):
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


def _is_guarded(row: StoredArrival | ArrivalRow) -> bool:
    try:
        message = messages.parse(bytes(row.raw))
    except Malformed:
        return False
    settings = settings_of(row.account_id)
    guard = Guard(settings.report_words, settings.report_exceptions)
    return any(guard.catches(normal(text)) for text in texts_to_guard(message))


def _late_answer(row: StoredArrival) -> Answer:
    account = Account.objects.filter(pk=row.account_id).first()
    if account is None:
        return NOTHING
    try:
        return BOOKS.of(account).answer_by_letter(messages.parse(row.raw))
    except Malformed:
        return NOTHING
