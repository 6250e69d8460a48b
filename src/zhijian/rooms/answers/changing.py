"""What changed since a book was made: noted with every change, read by whoever keeps a book.

The order can be trusted. Raising the revision locks the account's row until the transaction ends, so a
revision that can be seen means that all lower ones can be seen too, with all that belongs to them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.models import Change

MOST_NOTED: Final = 2000  # rules in one change; beyond that it is quicker to read all of them
KEPT: Final = 200  # revisions; gateways look several times a second


@dataclass(frozen=True, slots=True)
class Changes:
    """`rules` may be on file or gone. `only_rules` is False when something else changed, too."""

    rules: frozenset[int]
    only_rules: bool


def note(*, account_id: int, rules: Collection[int]) -> None:
    """Raise the account's revision and write down which rules changed. In the caller's transaction."""
    accounts.touch(account_id)
    revision = Account.objects.values_list("revision", flat=True).get(pk=account_id)
    noted = rules if len(rules) <= MOST_NOTED else [None]
    Change.objects.bulk_create(
        [Change(account_id=account_id, revision=revision, rule_id=rule) for rule in noted]
    )
    Change.objects.filter(account_id=account_id, revision__lte=revision - KEPT).delete()


def changes(*, account_id: int, since: int, until: int) -> Changes | None:
    """What changed after revision `since`, or None when nobody knows any more: then all is to be read.

    `until` is a revision seen before. Later changes may be among the rules; they will come once more.
    """
    rows = list(
        Change.objects.filter(account_id=account_id, revision__gt=since).values_list("revision", "rule_id")
    )
    # Asked after the rows: whatever was thrown away before they were read counts into this one.
    latest = Account.objects.filter(pk=account_id).values_list("revision", flat=True).first()
    if latest is None or until < since or latest - since > KEPT:
        return None
    if any(rule is None for _, rule in rows):
        return None
    noted = {revision for revision, _ in rows if revision <= until}
    return Changes(
        rules=frozenset(rule for _, rule in rows if rule is not None),
        only_rules=len(noted) == until - since,
    )
