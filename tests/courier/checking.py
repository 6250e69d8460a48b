"""Running the live checks in a test, and reading what they found."""

from dataclasses import replace
from datetime import timedelta
from time import time
from typing import Any

from tests.courier.conftest import Desk
from zhijian.courier.checks import carry_out
from zhijian.courier.checks.asking import Surroundings
from zhijian.foundation.accounts import queries
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.models import ArrivalRow


def found(account: Account) -> dict[str, tuple[str, str]]:
    """State and code of every check on file."""
    return {what.value: (row.state, row.code) for what, row in queries.checks_of(account.pk).items()}


def change(desk: Desk, account: Account, **changes: Any) -> None:
    desk.control("PATCH", f"apps/{account.appid}", **changes)


def a_message(account: Account, *, answer: str = "<xml/>", at: float | None = None) -> None:
    ArrivalRow.objects.create(
        account_id=account.pk,
        account=account.slug,
        dedupe="1",
        received_at=time() if at is None else at,
        msg_id="1",
        from_openid="oMei",
        created_at=1,
        type="text",
        event="",
        event_key="",
        raw=b"",
        answer=answer,
        outcome="answered",
        followups="",
    )


def run(account: Account, around: Surroundings) -> int | None:
    """Carry out what is queued, and look once; the seconds until the next look."""
    return carry_out(account, goes_on=lambda: True, surroundings=around)


def later(around: Surroundings, **by: float) -> Surroundings:
    return replace(around, clock=lambda: time() + timedelta(**by).total_seconds())
