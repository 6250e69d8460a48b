"""Closing with notice, or merging into another account: agreed to by two, announced, waited for, then done.

request = ask_to_close(entry, Plan(…), by=wen)
joint_acts.agree(request, by=lin)        # the notice runs from today
close_after_notice(entry, by=wen)        # once the days are over
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.staff import joint_acts
from zhijian.foundation.staff.models import JointAct, Staff
from zhijian.foundation.staff.roles import MANAGE_ACCOUNTS
from zhijian.rooms.reach.life import ENDING, IN_USE, TOLD_AND_KEPT, Ending, Stage, Turn
from zhijian.rooms.reach.models import Entry, Notice
from zhijian.rooms.reach.queries.register import done_for_notice, is_over, notice_of
from zhijian.rooms.reach.register_errors import (
    NoticeRuns,
    NoticeTooShort,
    NotYetTold,
    NowhereToGo,
    OutOfTurn,
    WordMissing,
)
from zhijian.rooms.reach.services.register import locked, write_step
from zhijian.rooms.reach.services.watching import look_at

ANNOUNCE: Final = "closing.announce"
# Stands in a notice for its last day, which is known only once somebody has agreed.
THE_DAY: Final = "［停用日］"
SHORTEST_DAYS, USUAL_DAYS, LONGEST_DAYS = 7, 30, 180
_MAY_BEGIN: Final = (*IN_USE, Stage.LOST)


class Gone(LookupError):
    """The account it was about is not in the register any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How it is to end: why, what followers read and for how many days, where they should go instead, and
    what is kept of what there was."""

    ending: Ending
    reason: str
    text: str
    days: int
    go_to: Entry | None = None
    go_to_name: str = ""
    kept: str = ""


def ask_to_close(entry: Entry, plan: Plan, *, by: Staff) -> JointAct:
    """Nothing happens until a second administrator agrees.

    Raises `OutOfTurn`, `WordMissing`, `NoticeTooShort`, `NowhereToGo`, and what `joint_acts.ask` raises.
    """
    with transaction.atomic():
        entry = locked(entry)
    if entry.stands not in _MAY_BEGIN:
        raise OutOfTurn
    _check(plan, entry)
    given = {
        "entry": entry.pk,
        "ending": plan.ending.value,
        "reason": plan.reason.strip()[:200],
        "text": plan.text.strip()[:2000],
        "days": plan.days,
        "go_to": plan.go_to.pk if plan.go_to else None,
        "go_to_name": plan.go_to_name.strip()[:60],
        "kept": plan.kept.strip()[:200],
    }
    return joint_acts.ask(ANNOUNCE, given, by=by, why=plan.reason.strip()[:200])


def _check(plan: Plan, entry: Entry) -> None:
    if not plan.reason.strip() or not plan.text.strip():
        raise WordMissing
    if not SHORTEST_DAYS <= plan.days <= LONGEST_DAYS:
        raise NoticeTooShort
    if plan.ending is Ending.MERGE and plan.go_to is None:
        raise NowhereToGo
    if plan.go_to and (plan.go_to.pk == entry.pk or not plan.go_to.is_alive):
        raise NowhereToGo


def waiting_request(entry: Entry) -> JointAct | None:
    """Asked for, and nobody agreed yet."""
    open_ones = JointAct.objects.filter(
        act=ANNOUNCE,
        agreed_at=None,
        refused_at=None,
        withdrawn_at=None,
        stale_at=None,
        expires_at__gt=now(),
    )
    return next((one for one in open_ones if one.arguments.get("entry") == entry.pk), None)


@transaction.atomic
def withdraw_notice(entry: Entry, *, by: Any) -> Entry:
    """It stays after all; what followers were told is to be put right by hand. Raises `OutOfTurn`."""
    entry = locked(entry)
    notice = notice_of(entry)
    if entry.stands not in ENDING or notice is None:
        raise OutOfTurn
    notice.withdrawn_at, notice.withdrawn_by_name = now(), str(by)[:150]
    notice.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    announced = entry.steps.filter(turn=Turn.ANNOUNCED).order_by("-pk").first()
    before, entry.stage = entry.stage, announced.before if announced else Stage.RUNNING
    entry.version += 1
    entry.save(update_fields=["stage", "version"])
    write_step(entry, Turn.WITHDRAWN, before=before, by=by)
    _audit("register.notice_withdrawn", entry, by=by)
    look_at([entry])
    return entry


@transaction.atomic
def close_after_notice(entry: Entry, *, by: Any) -> Entry:
    """Over: nothing is answered in its name any more, and it stands in no list. What it was stays to be read.
    Two have agreed to it. Raises `OutOfTurn`, `NoticeRuns`, `NotYetTold`."""
    entry = locked(entry)
    notice = notice_of(entry)
    if entry.stands not in ENDING or notice is None:
        raise OutOfTurn
    if not is_over(notice):
        raise NoticeRuns
    if not set(TOLD_AND_KEPT) <= done_for_notice(entry):
        raise NotYetTold
    before, entry.stage = entry.stage, Stage.CLOSED
    entry.version += 1
    entry.save(update_fields=["stage", "version"])
    write_step(entry, Turn.CLOSED, before=before, by=by)
    if entry.account is not None:
        accounts.close_account(entry.account, by=by)
    _audit("register.closed", entry, by=by)
    look_at([entry])
    return entry


def _announce(given: Mapping[str, Any], by: Staff) -> None:
    """Carried out when the second agrees: the days begin."""
    entry = locked(_entry(given))
    if entry.stands not in _MAY_BEGIN:
        raise OutOfTurn
    ending = Ending(given["ending"])
    before, entry.stage = entry.stage, Stage.MERGING if ending is Ending.MERGE else Stage.CLOSING
    entry.version += 1
    entry.save(update_fields=["stage", "version"])
    today = localdate()
    last_day = today + timedelta(days=given["days"])
    Notice.objects.create(
        entry=entry,
        ending=ending,
        reason=given["reason"],
        text=given["text"].replace(THE_DAY, date_format(last_day)),
        days=given["days"],
        announced_on=today,
        last_day=last_day,
        go_to_id=given.get("go_to"),
        go_to_name=given.get("go_to_name", ""),
        kept=given.get("kept", ""),
        asked_by_name=str(by)[:150],
    )
    write_step(entry, Turn.ANNOUNCED, before=before, by=_both(given, by), note=given["reason"])
    _audit("register.announced", entry, by=by)
    look_at([entry])


def _both(given: Mapping[str, Any], by: Staff) -> str:
    """Who asked and who agreed: the act is being carried out, so the agreement is written already."""
    open_ones = JointAct.objects.filter(act=ANNOUNCE, done_at=None, agreed_at__isnull=False)
    agreed = next((one for one in open_ones if one.arguments == dict(given)), None)
    return f"{by}、{agreed.agreed_by}" if agreed and agreed.agreed_by else str(by)


def _entry(given: Mapping[str, Any]) -> Entry:
    found = Entry.objects.select_related("account__unit", "unit").filter(pk=given["entry"]).first()
    if found is None:
        raise Gone("Entry")
    return found


def _content(given: Mapping[str, Any]) -> list[object]:
    """Had it another name, another unit or another stage meanwhile, it is not what was asked for."""
    entry = _entry(given)
    return [entry.key, entry.called, entry.path, entry.stands]


def _says(given: Mapping[str, Any]) -> str:
    said = {"name": _entry(given).called, "days": given["days"]}
    if given["ending"] == Ending.MERGE:
        into = Entry.objects.select_related("account").filter(pk=given.get("go_to") or 0).first()
        said["into"] = into.called if into else given.get("go_to_name", "")
        return _("把公众号“%(name)s”并到“%(into)s”，公告 %(days)d 天后关停") % said
    return _("公告 %(days)d 天后关停公众号“%(name)s”") % said


def _audit(action: str, entry: Entry, *, by: Any) -> None:
    audit.write(action, actor=by, subject=entry, unit_path=entry.path)


joint_acts.register(
    joint_acts.Act(
        ANNOUNCE,
        MANAGE_ACCOUNTS,
        says=_says,
        content_of=_content,
        path_of=lambda given: _entry(given).path,
        carry_out=_announce,
    )
)
