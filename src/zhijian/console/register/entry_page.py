"""One account: what rings, what it is called, what is known of it, and its life so far and ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.words import path_in_words
from zhijian.console.page import page
from zhijian.console.register import fetching, words
from zhijian.console.register.rows import sort_called, stage_flag
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org import numbers
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts
from zhijian.foundation.staff.roles import SEE_MEMBERS
from zhijian.rooms.reach.life import ENDING, IN_USE, SETTLED_WITH_A_WORD, STEPS, Stage, Turn
from zhijian.rooms.reach.models import Alarm, Entry, Step
from zhijian.rooms.reach.naming import Grade
from zhijian.rooms.reach.naming.sentences import request_to_rename, says
from zhijian.rooms.reach.queries import register as queries
from zhijian.rooms.reach.queries.names import check_names
from zhijian.rooms.reach.register_permissions import SEE_REGISTER, may_see_register
from zhijian.rooms.reach.services.closing import waiting_request
from zhijian.rooms.reach.services.lifecycle import may_undo

# These ask for a word or a day first; the others are done at the press of a button.
WITH_A_FORM = (Turn.FILED, Turn.RENEWED, Turn.DROPPED)


@dataclass(frozen=True, slots=True)
class Ring:
    what: str
    to_do: str
    settling: str


@dataclass(frozen=True, slots=True)
class NameFound:
    look: str
    icon: str
    says: str


@dataclass(frozen=True, slots=True)
class Proposal:
    name: str
    request: str


@dataclass(frozen=True, slots=True)
class Past:
    """A step that was done; `undoing` where it may be taken back."""

    label: str
    says: str
    is_undone: bool
    undoing: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """`turn` is posted at once, or, with an address, asked for on a page of its own."""

    turn: str
    label: str
    hint: str
    address: str


@dataclass(frozen=True, slots=True)
class Phone:
    """The administrator's number behind its mask; `shown` only in the answer to 显示."""

    mask: str
    address: str
    shown: str = ""


@require_safe
@staff_only(may_see_register)
def entry(request: StaffRequest, key: str) -> HttpResponse:
    return entry_page(request, fetching.entry_of(request.staff, key))


def entry_page(
    request: StaffRequest, found: Entry, *, shown: str = "", wrong: str = "", status: int = 200
) -> HttpResponse:
    """`shown` is the number somebody asked to see; `wrong` why something was not done."""
    staff = request.staff
    keeps, manages = fetching.keeps(staff, found), fetching.manages(staff, found)
    stage = found.stands
    notice = queries.notice_of(found)
    context = {
        "entry": found,
        "wrong": wrong,
        "stage": stage_flag(found),
        "sort": sort_called(found),
        "path": path_in_words(found.owner) if found.owner else "",
        "owner_address": reverse("console:org-unit", args=[found.owner.pk]) if found.owner else "",
        "verification": words.verification_says(found),
        "administrator": words.administrator_called(found),
        "administrator_address": _member_address(staff, found),
        "phone": phone_of(found, shown=shown),
        "rings": [_ring(alarm, may_settle=keeps) for alarm in queries.alarms_of(found)],
        "settled": queries.settled_of(found),
        "name": _name(staff, found) if found.is_alive else None,
        "trail": _trail(found, manages=manages),
        "current": str(stage.label),
        "ahead": _ahead(found),
        "next_steps": _next_steps(found) if manages else [],
        "notice": notice if stage in ENDING else None,
        "notice_is_over": bool(notice and queries.is_over(notice)),
        "closing_request": waiting_request(found) if manages and found.pk else None,
        "ways_back": [str(one) for one in words.STEPS_TO_FIND[found.loss or "unknown"]]
        if stage == Stage.LOST
        else [],
        "at_last": words.AT_LAST,
        "beside": [(other, _may_take(other)) for other in queries.beside(found)],
        "keeps": keeps and found.is_alive,
        "manages": manages and found.is_alive,
        "may_lose": manages and stage in IN_USE,
        "may_close": manages and stage in (*IN_USE, Stage.LOST),
        "account_address": _account_address(staff, found.account),
        "card_address": _card_address(staff, found.account),
    }
    return page(request, "console/register/entry.html", context, at="account", status=status)


def phone_piece(request: StaffRequest, found: Entry, *, shown: str) -> HttpResponse:
    context = {"phone": phone_of(found, shown=shown), "keeps": True}
    return render(request, "console/register/_phone.html", context)


def phone_of(found: Entry, *, shown: str = "") -> Phone:
    """Opened for its mask: this page is about one account, and a mask is how one knows whose it is."""
    plain = found.phone.reveal() if found.phone_digest else ""
    mask = numbers.masked_phone(plain) if plain else ""
    return Phone(mask, reverse("console:register-phone", args=[found.key]), shown)


def _ring(alarm: Alarm, *, may_settle: bool) -> Ring:
    what, to_do = words.alarm_says(alarm)
    may_settle = may_settle and alarm.what in SETTLED_WITH_A_WORD
    settling = reverse("console:register-alarm", args=[alarm.entry.key, alarm.pk]) if may_settle else ""
    return Ring(what, to_do, settling)


def _name(staff: Staff, found: Entry) -> dict[str, object]:
    (checked,) = check_names([found], scope=staff.rights.scope(*SEE_REGISTER))
    looks = {Grade.CHANGE: ("warn", "alert-triangle"), Grade.LOOK: ("", "info-circle")}
    full = found.owner.name if found.owner else ""
    return {
        "findings": [NameFound(*looks[one.grade], says(one)) for one in checked.findings],
        "proposals": [
            Proposal(name, request_to_rename(now=found.called, to=name, full=full))
            for name in checked.proposals
        ],
        "is_too_long": bool(checked.findings and found.owner and not checked.proposals),
    }


def _trail(found: Entry, *, manages: bool) -> Sequence[Past]:
    steps = queries.steps_of(found)
    last = next((step for step in reversed(steps) if step.undone_at is None), None)
    return [_past(step, found, is_last=manages and step is last) for step in steps]


def _past(step: Step, found: Entry, *, is_last: bool) -> Past:
    said = [date_format(step.on), step.by_name, *([step.note] if step.note else [])]
    if step.undone_at:
        said.append(_("%(who)s撤回了") % {"who": step.undone_by_name})
    undoing = (
        reverse("console:register-step-undoing", args=[found.key, step.pk])
        if is_last and may_undo(step, found)
        else ""
    )
    return Past(step.get_turn_display(), " · ".join(said), step.undone_at is not None, undoing)


def _ahead(found: Entry) -> list[str]:
    done = queries.done_for_notice(found)
    return [str(turn.label) for turn in words.AHEAD.get(found.stands, ()) if turn not in done]


def _next_steps(found: Entry) -> list[NextStep]:
    done, here = queries.done_for_notice(found), reverse("console:register-step", args=[found.key])
    return [
        NextStep(
            turn.value,
            str(words.ACTS[turn][0]),
            str(words.ACTS[turn][1]),
            f"{here}?turn={turn.value}" if turn in WITH_A_FORM else "",
        )
        for turn in STEPS[found.stands]
        if turn in words.ACTS and turn not in done and not _is_needless(turn, found)
    ]


def _is_needless(turn: Turn, found: Entry) -> bool:
    """Filed already; or never verified, so that there is nothing to renew."""
    return (turn is Turn.FILED and bool(found.filing)) or (turn is Turn.RENEWING and found.ends_on is None)


def _may_take(other: Entry) -> bool:
    """Followers may be sent there."""
    return bool(other.pk) and other.stands in (Stage.RUNNING, Stage.RENEWING)


def _member_address(staff: Staff, found: Entry) -> str:
    somebody = found.administrator
    if somebody is None or not staff.rights.reach(somebody.unit.path, *SEE_MEMBERS):
        return ""
    return reverse("console:org-member", args=[somebody.code])


def _account_address(staff: Staff, account: Account | None) -> str:
    if account is None or not may_manage_accounts.on(staff, account) or account.closed_at:
        return ""
    return reverse("console:account", args=[account.slug])


def _card_address(staff: Staff, account: Account | None) -> str:
    if account is None or not may_edit_answers.on(staff, account) or account.closed_at:
        return ""
    return reverse("console:account-card", args=[account.slug])
