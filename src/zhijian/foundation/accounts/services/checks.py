"""Asking for checks, and writing down what came of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.checking import FOR_A_PERSON, Code, Finding, State, What, widened
from zhijian.foundation.accounts.models import Account, Allowance, Check, Grant, GrantChange
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services.accounts import touch
from zhijian.foundation.tasks import services as tasks

CHORE: Final = "accounts.check"
# The right whose loss tells that what comes with verification is gone. Sending itself cannot be asked for
# without sending, and reading the list of followers is given to the very same accounts (protocol 5.1).
TELLS_OF_SENDING: Final = Right.USERS
_KEPT_ADDRESSES: Final = 4
KEEP_CHANGES: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Answered:
    """WeChat's word on one right; None is no clear word, which changes nothing."""

    is_given: bool | None
    errcode: int = 0


@transaction.atomic
def ask_checks(account: Account, whats: Collection[What], *, by: Any) -> None:
    """Have the worker ask, once for each press: what is being asked already is not asked twice."""
    moment = now()
    asked = widened(frozenset(whats))
    for what in asked:
        Check.objects.update_or_create(
            account=account,
            what=what,
            defaults={"state": State.QUEUED, "code": Code.ASKED, "at": moment, "asked_at": moment},
            create_defaults={
                "state": State.QUEUED,
                "code": Code.ASKED,
                "facts": {},
                "at": moment,
                "asked_at": moment,
            },
        )
    key = f"{CHORE}:{account.pk}"
    tasks.plan_anew(CHORE, key=key, arguments={"account": account.pk})
    tasks.hurry(key)  # it may be looking for a message meanwhile, and be due only later
    audit.write("account.checks_asked", actor=by, subject=account, details={"checks": sorted(asked)})


def begin_check(account_id: int, what: What) -> None:
    """It is being asked now; the page shows it."""
    Check.objects.filter(account_id=account_id, what=what).update(state=State.RUNNING, at=now())


def note_look(account_id: int, what: What) -> None:
    """Looked for, and not there yet; without it the page says after a while that nobody looks."""
    Check.objects.filter(account_id=account_id, what=what, state=State.RUNNING).update(at=now())


def queue_what_was_left(account_id: int) -> None:
    """Checks a worker died with are asked again by the next; one worker at a time has an account's.

    What is looked for stays so: it was asked, and waits for a person.
    """
    left = Check.objects.filter(account_id=account_id, state=State.RUNNING)
    left.exclude(code__in=FOR_A_PERSON).update(state=State.QUEUED, code=Code.ASKED)


def queue_what_waited_for_the_token(account_id: int) -> None:
    """The token is there now; what waited for it goes on without anybody pressing again."""
    waited = Check.objects.filter(account_id=account_id, code__in=[Code.AFTER_IP, Code.AFTER_TOKEN])
    waited.filter(state=State.WAITING).update(state=State.QUEUED, code=Code.ASKED, at=now())


@transaction.atomic
def note_finding(account_id: int, finding: Finding) -> Check:
    """Keep what came of a check. Failures in a row are counted, so that nothing asks for ever."""
    moment = now()
    before = Check.objects.filter(account_id=account_id, what=finding.what).first()
    failures = (before.failures + 1 if before else 1) if finding.state == State.FAILED else 0
    check, _ = Check.objects.update_or_create(
        account_id=account_id,
        what=finding.what,
        defaults={
            "state": finding.state,
            "code": finding.code,
            "facts": _facts(finding, before),
            "at": moment,
            "failures": failures,
            "asked_at": before.asked_at if before else moment,
        },
    )
    return check


def _facts(finding: Finding, before: Check | None) -> dict[str, Any]:
    """Addresses WeChat saw stay on file when it lets us in: somebody may have to list them again."""
    facts = dict(finding.facts)
    if finding.what == What.IP:
        known = list(before.facts.get("addresses", [])) if before else []
        seen = [facts["address"]] if facts.get("address") else []
        facts["addresses"] = list(dict.fromkeys([*seen, *known]))[:_KEPT_ADDRESSES]
    return facts


@transaction.atomic
def note_rights(
    account_id: int, answers: Mapping[Right, Answered], used: Mapping[str, tuple[int, int]]
) -> None:
    """Keep WeChat's word on each right and what is `used` of how much; note what changed since last time."""
    moment = now()
    known = dict(Grant.objects.filter(account_id=account_id).values_list("right", "is_given"))
    for right, answer in answers.items():
        if answer.is_given is None:
            continue
        if right in known and known[right] != answer.is_given:
            GrantChange.objects.create(
                account_id=account_id, right=right, is_given=answer.is_given, at=moment
            )
        Grant.objects.update_or_create(
            account_id=account_id,
            right=right,
            defaults={"is_given": answer.is_given, "errcode": answer.errcode, "asked_at": moment},
        )
    for what, (count, most) in used.items():
        Allowance.objects.update_or_create(
            account_id=account_id, what=what, defaults={"used": count, "most": most, "asked_at": moment}
        )
    GrantChange.objects.filter(account_id=account_id, at__lt=moment - KEEP_CHANGES).delete()
    _note_sending(account_id, answers)


def _note_sending(account_id: int, answers: Mapping[Right, Answered]) -> None:
    said = answers.get(TELLS_OF_SENDING)
    if said is None or said.is_given is None:
        return
    different = Account.objects.filter(pk=account_id).exclude(is_trusted_to_send=said.is_given)
    if different.update(is_trusted_to_send=said.is_given):
        touch(account_id)


@transaction.atomic
def see_changes(account: Account, *, by: Any) -> None:
    """Somebody took note of what changed; 今日 need not say it any more."""
    unseen = GrantChange.objects.filter(account=account, seen_at=None)
    if unseen.update(seen_at=now(), seen_by_name=str(by)[:150]):
        audit.write("account.changes_seen", actor=by, subject=account)
