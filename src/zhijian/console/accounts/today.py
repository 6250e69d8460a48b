"""What accounts bring to 今日: what WeChat refused, took away or gave, and a verification that ends."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from zhijian.console.accounts import card_words, check_words
from zhijian.console.accounts.addresses import guide_address
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts import queries
from zhijian.foundation.accounts.checking import State, What
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_accounts

REMIND_DAYS_BEFORE: Final = 60
HURRY_DAYS_BEFORE: Final = 14
# Without these nothing goes out or comes in.
_VITAL: Final = frozenset({What.IP, What.TOKEN, What.CALLBACK})


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    if account is None or not may_manage_accounts.on(staff, account):
        return ()
    return [*_refusals(account), *_contested(account), *_changes(account), *_verification(account)]


def _refusals(account: Account) -> Iterator[Line]:
    for what, check in queries.checks_of(account.pk).items():
        if check.state == State.FAILED:
            says, hint = check_words.says(check.finding)
            yield Line(
                key=f"account-check-{check.pk}",
                icon="plug-connected-x",
                what=str(check_words.TITLES[what]),
                why=says or hint,
                since=check.at,
                urgency=Urgency.NOW if what in _VITAL else Urgency.SOON,
                acts=(Act(_("去看看"), guide_address(account, at="a4")),),
                room=_("公众号"),
            )


def _contested(account: Account) -> Iterator[Line]:
    loss = queries.last_loss(account.pk)
    if loss is None or not queries.is_token_contested(account.pk):
        return
    yield Line(
        key=f"account-token-{account.pk}",
        icon="alert-triangle",
        what=_("有别的程序在抢凭据"),
        why=_("它也在用这个 AppID 领凭据，领一次就把我们的顶掉。找到它关掉，或者重置 AppSecret 后换到这里。"),
        since=loss.at,
        urgency=Urgency.NOW,
        acts=(Act(_("去看看"), guide_address(account, at="a1")),),
        room=_("公众号"),
    )


def _changes(account: Account) -> Iterator[Line]:
    unseen = list(queries.changes_of(account.pk).filter(seen_at=None)[:10])
    if not unseen:
        return
    has_lost = any(not change.is_given for change in unseen)
    said = [card_words.CHANGES[Right(change.right)][0 if change.is_given else 1] for change in unseen]
    card = reverse("console:account-card", args=[account.slug])
    seen = reverse("console:account-changes-seen", args=[account.slug])
    yield Line(
        key=f"account-rights-{account.pk}",
        icon="alert-triangle" if has_lost else "circle-check",
        what=_("微信收回了权限") if has_lost else _("微信多给了权限"),
        why=_("；").join(str(one) for one in said) + _("。"),
        since=unseen[-1].at,
        urgency=Urgency.SOON if has_lost else Urgency.WHEN_FREE,
        acts=(Act(_("看能力卡"), card), Act(_("知道了"), seen, is_post=True)),
        room=_("公众号"),
    )


def _verification(account: Account) -> Iterator[Line]:
    until = account.verified_until
    if until is None or not account.is_verified:
        return
    left = (until - localdate()).days
    if left > REMIND_DAYS_BEFORE:
        return
    is_over = left < 0
    yield Line(
        key=f"account-verification-{account.pk}",
        icon="rosette-discount-check",
        what=_("认证过期了") if is_over else _("认证还有 %(days)s 天") % {"days": left},
        why=_("推送、标签、二维码这些会停。年审通过后，把新的日期填上。"),
        since=_since(left),
        urgency=Urgency.NOW if is_over else Urgency.SOON if left <= HURRY_DAYS_BEFORE else Urgency.WHEN_FREE,
        acts=(Act(_("填新的日期"), reverse("console:account-basics", args=[account.slug])),),
        room=_("公众号"),
    )


def _since(days_left: int) -> datetime:
    """When the reminder began, at the beginning of that day."""
    begun = now() - timedelta(days=REMIND_DAYS_BEFORE - days_left)
    return localtime(begun).replace(hour=0, minute=0, second=0, microsecond=0)
