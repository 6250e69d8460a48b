"""A well-formed submission handed to the room."""

from typing import Any

from zhijian.console.answers.submission import Submission
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import writing_steps
from zhijian.rooms.answers.models import Rule


def make(submission: Submission, *, occasion: str, account: Account, by: Staff) -> Rule:
    """Raises `RuleRefused`."""
    return writing_steps.make_with_steps(
        account_id=account.pk, occasion=occasion, by=by, **_fields(submission)
    )


def change(rule: Rule, submission: Submission, *, seen_version: str, by: Staff) -> Rule:
    """Raises `RuleRefused`, and `RuleChangedMeanwhile` when it is not the one that was opened."""
    seen = int(seen_version) if seen_version.isdecimal() and len(seen_version) < 10 else None
    return writing_steps.change_with_steps(rule, seen_version=seen, by=by, **_fields(submission))


def _fields(submission: Submission) -> dict[str, Any]:
    return {
        "keywords": submission.keywords,
        "parts": submission.parts,
        "reply_mode": submission.reply_mode,
        "priority": submission.priority,
        "valid_from": submission.valid_from,
        "valid_until": submission.valid_until,
        "hours": submission.hours,
        "audience": submission.audience,
        "variants": submission.variants,
        "choices": submission.choices,
        "owner": submission.owner,
        "review_on": submission.review_on,
    }
