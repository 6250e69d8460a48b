"""Posting letters, claiming them, and writing down what came of them."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import State

LEASE = timedelta(seconds=90)  # longer than every attempt the client may make in one call
MAX_ATTEMPTS = 6


def post(
    *,
    account_id: int,
    kind: str,
    body: dict[str, Any],
    key: str,
    to: str = "",
    due_at: datetime | None = None,
) -> None:
    """Put a letter into the outbox, in the caller's transaction. The same key again posts nothing."""
    letter = Letter(account_id=account_id, kind=kind, body=body, key=key, to=to, due_at=due_at or now())
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def claim_due(*, limit: int = 10) -> list[Letter]:
    """Take letters that are due, or whose sender died with them. Letters to one person keep their order."""
    moment = now()
    with transaction.atomic():
        due = _claimable(moment).select_for_update(skip_locked=_can_skip_locked()).order_by("id")[:limit]
        letters = list(due)
        Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(
            state=State.SENDING, lease_until=moment + LEASE, attempts=models.F("attempts") + 1
        )
    for letter in letters:
        letter.refresh_from_db()
    return letters


def _claimable(moment: datetime) -> models.QuerySet[Letter]:
    """Due now, and not behind an unfinished earlier letter to the same person."""
    earlier = Letter.objects.filter(
        account_id=models.OuterRef("account_id"),
        to=models.OuterRef("to"),
        pk__lt=models.OuterRef("pk"),
        state__in=[State.WAITING, State.SENDING],
    ).exclude(to="")
    return Letter.objects.filter(
        models.Q(state=State.WAITING, due_at__lte=moment)
        | models.Q(state=State.SENDING, lease_until__lt=moment)
    ).exclude(models.Exists(earlier))


def _can_skip_locked() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)


def mark_sent(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        state=State.SENT, finished_at=now(), lease_until=None, outcome_code=0, outcome=""
    )


def mark_stopped(letter: Letter, *, code: int | None, why: str) -> None:
    """It will not be tried again; a person may have to do something."""
    Letter.objects.filter(pk=letter.pk).update(
        state=State.STOPPED, finished_at=now(), lease_until=None, outcome_code=code, outcome=why[:200]
    )


def call_off(key: str) -> bool:
    """Never send the letter of this key. False: it is on its way, or has come to its end."""
    waiting = Letter.objects.filter(key=key, state=State.WAITING)
    return bool(waiting.update(state=State.STOPPED, finished_at=now(), outcome="called off"))


def put_back(letter: Letter, *, wait_seconds: float, code: int | None, why: str) -> bool:
    """Try again later; after `MAX_ATTEMPTS` it stops instead, and the answer is False."""
    if letter.attempts >= MAX_ATTEMPTS:
        mark_stopped(letter, code=code, why=why)
        return False
    Letter.objects.filter(pk=letter.pk).update(
        state=State.WAITING,
        lease_until=None,
        due_at=now() + timedelta(seconds=wait_seconds),
        outcome_code=code,
        outcome=why[:200],
    )
    return True
