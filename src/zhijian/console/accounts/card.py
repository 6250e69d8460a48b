"""The capability card: what the account can do, by what people want to do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.accounts import card_words, check_words, reach
from zhijian.console.page import page
from zhijian.foundation.accounts import queries, services
from zhijian.foundation.accounts.capabilities import Judged, Standing, Verdict, card
from zhijian.foundation.accounts.checking import What
from zhijian.foundation.accounts.models import Account, Allowance
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts

_LOOKS: Final = {
    Verdict.CAN: ("ok", "circle-check"),
    Verdict.CAN_IF: ("warn", "alert-triangle"),
    Verdict.CANNOT: ("no", "circle-minus"),
}
_SCARCE: Final = 0.9  # of an allowance used: worth a sign
CHANGES_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class AbilityLine:
    look: str
    icon: str
    word: str
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class WishRow:
    icon: str
    name: str
    lines: Sequence[AbilityLine]


@dataclass(frozen=True, slots=True)
class AllowanceLine:
    name: str
    used: int
    most: int

    @property
    def in_numbers(self) -> str:
        return f"{self.used:,} / {self.most:,}"

    @property
    def is_scarce(self) -> bool:
        return self.most > 0 and self.used >= self.most * _SCARCE


@dataclass(frozen=True, slots=True)
class ChangeLine:
    look: str
    icon: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """All of the page. `asked_at` is when WeChat last spoke; None: everything follows from the kind."""

    account: Account
    wishes: Sequence[WishRow]
    allowances: Sequence[AllowanceLine]
    changes: Sequence[ChangeLine]
    asked_at: datetime | None
    is_under_way: bool
    may_manage: bool
    token_is_contested: bool

    @property
    def asked(self) -> str:
        if self.asked_at is None:
            return _("还没问过微信，先按账号的种类写")
        return _("%(at)s 问过微信") % {"at": check_words.moment(self.asked_at)}

    @property
    def days_left(self) -> int | None:
        until: date | None = self.account.verified_until
        return None if until is None else (until - localdate()).days


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def account_card(request: StaffRequest, slug: str) -> HttpResponse:
    """POST has the rights asked for anew; the page says so and looks again."""
    account = reach.account_to_know(request.staff, slug)
    if request.method == "POST":
        services.ask_checks(account, [What.TOKEN, What.RIGHTS], by=request.staff)
        return redirect("console:account-card", account.slug)
    shown = card_of(account, may_manage=may_manage_accounts.on(request.staff, account))
    if request.headers.get("HX-Request") == "true":
        status = 200 if shown.is_under_way else 286
        return render(request, "console/accounts/_card.html", {"card": shown}, status=status)
    return page(request, "console/accounts/card.html", {"card": shown}, at="account")


@require_POST
@staff_only(may_edit_answers)
def changes_seen(request: StaffRequest, slug: str) -> HttpResponse:
    """知道了: what changed leaves 今日 and stays on the card."""
    account = reach.account_to_know(request.staff, slug)
    services.see_changes(account, by=request.staff)
    if request.headers.get("HX-Request") == "true":
        context = {
            "says": _("记下了，能力卡上还看得到"),
            "opens": reverse("console:account-card", args=[slug]),
        }
        return render(request, "console/accounts/_seen.html", context)
    return redirect("console:account-card", slug)


def card_of(account: Account, *, may_manage: bool) -> Card:
    known = queries.checks_of(account.pk)
    rights = known.get(What.RIGHTS)
    judged = card(Standing.of(account, queries.grants_of(account.pk)))
    return Card(
        account=account,
        wishes=_wishes(judged, kind=account.kind),
        allowances=_allowances(judged, queries.allowances_of(account.pk)),
        changes=[
            _change(Right(change.right), change.at, is_given=change.is_given)
            for change in queries.changes_of(account.pk)[:CHANGES_SHOWN]
        ],
        asked_at=queries.last_asked_at(account.pk),
        is_under_way=rights is not None and rights.is_under_way,
        may_manage=may_manage,
        token_is_contested=queries.is_token_contested(account.pk),
    )


def _wishes(judged: Sequence[Judged], *, kind: str) -> Sequence[WishRow]:
    rows = []
    for wish, lines in groupby(judged, key=lambda one: one.wish):
        icon, name = card_words.WISHES[wish]
        rows.append(WishRow(icon, str(name), [_line(one, kind=kind) for one in lines]))
    return rows


def _line(judged: Judged, *, kind: str) -> AbilityLine:
    look, icon = _LOOKS[judged.verdict]
    what, hint = card_words.WORDS[judged.key, judged.verdict]
    hint = card_words.BY_KIND.get((judged.key, judged.verdict, kind), hint)
    word = {
        Verdict.CAN: _("能做"),
        Verdict.CAN_IF: _("能做，有条件"),
        Verdict.CANNOT: _("微信不给"),
    }[judged.verdict]
    return AbilityLine(look, icon, word, str(what), str(hint))


def _allowances(judged: Sequence[Judged], known: Mapping[str, Allowance]) -> Sequence[AllowanceLine]:
    able = {one.key for one in judged if one.verdict != Verdict.CANNOT}
    return [
        AllowanceLine(str(name), known[what].used, known[what].most)
        for what, (name, ability) in card_words.ALLOWANCES.items()
        if what in known and ability in able
    ]


def _change(right: Right, at: datetime, *, is_given: bool) -> ChangeLine:
    given, taken = card_words.CHANGES[right]
    look, icon = ("ok", "circle-check") if is_given else ("warn", "alert-triangle")
    return ChangeLine(look, icon, str(given if is_given else taken), at)
