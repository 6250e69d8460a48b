"""Reading checks, rights and what is left."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.accounts.checking import MOST_FAILURES, State, What
from zhijian.foundation.accounts.models import (
    Account,
    Allowance,
    Check,
    DomainFile,
    Grant,
    GrantChange,
    TokenLoss,
)
from zhijian.foundation.accounts.rights import Right

# So many tokens lost within the hour, and it is no accident: another program asks for tokens of this AppID.
LOSSES_THAT_TELL: Final = 3
LOSS_WINDOW: Final = timedelta(hours=1)
_TOLD_FOR: Final = timedelta(days=1)


def checks_of(account_id: int) -> dict[What, Check]:
    """The last word on each check that was ever asked."""
    return {What(check.what): check for check in Check.objects.filter(account_id=account_id)}


def queued_checks(account_id: int) -> list[What]:
    queued = Check.objects.filter(account_id=account_id, state=State.QUEUED)
    return [What(what) for what in queued.values_list("what", flat=True)]


def has_refused_too_often(account_id: int) -> bool:
    """Nothing should ask WeChat by itself any more: a person must look first."""
    return Check.objects.filter(account_id=account_id, failures__gte=MOST_FAILURES).exists()


def grants_of(account_id: int) -> dict[Right, bool]:
    """WeChat's own word on the rights it has been asked for."""
    rows = Grant.objects.filter(account_id=account_id).values_list("right", "is_given")
    return {Right(right): is_given for right, is_given in rows if right in Right.values}


def last_asked_at(account_id: int) -> datetime | None:
    """When WeChat last said a clear word on any right."""
    return (
        Grant.objects.filter(account_id=account_id)
        .order_by("-asked_at")
        .values_list("asked_at", flat=True)
        .first()
    )


def changes_of(account_id: int) -> models.QuerySet[GrantChange]:
    """What was given and taken, the newest first."""
    return GrantChange.objects.filter(account_id=account_id).order_by("-at", "-pk")


def allowances_of(account_id: int) -> Mapping[str, Allowance]:
    return {row.what: row for row in Allowance.objects.filter(account_id=account_id)}


def losses_lately(account_id: int) -> int:
    """How many tokens were taken from us within the last hour."""
    return TokenLoss.objects.filter(account_id=account_id, at__gt=now() - LOSS_WINDOW).count()


def is_token_contested(account_id: int) -> bool:
    """Another program takes tokens for this AppID: within a day several were lost in one hour."""
    times = list(
        TokenLoss.objects.filter(account_id=account_id, at__gt=now() - _TOLD_FOR)
        .order_by("at")
        .values_list("at", flat=True)
    )
    spans = zip(times, times[LOSSES_THAT_TELL - 1 :], strict=False)
    return any(last - first <= LOSS_WINDOW for first, last in spans)


def last_loss(account_id: int) -> TokenLoss | None:
    return TokenLoss.objects.filter(account_id=account_id).order_by("at").last()


def domain_files_of(account: Account) -> models.QuerySet[DomainFile]:
    return DomainFile.objects.filter(account=account).order_by("name")


def domain_file_by_name(name: str) -> DomainFile | None:
    """For whoever asks at the site's root."""
    return DomainFile.objects.filter(name=name).first()
