"""Asking, agreeing, refusing, withdrawing: each with its line in the audit."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.staff.errors import AskedAlready, BeyondRights, NobodyElse, NotOpen
from zhijian.foundation.staff.joint_acts.acts import Act, Arguments, act_of
from zhijian.foundation.staff.models import JointAct, Staff
from zhijian.foundation.staff.queries import holders_over

OPEN_FOR: Final = timedelta(days=7)
USED_WITHIN: Final = timedelta(hours=24)
WAITING: Final = Q(agreed_at=None, refused_at=None, withdrawn_at=None, stale_at=None)


@transaction.atomic
def ask(code: str, arguments: Arguments, *, by: Staff, why: str = "") -> JointAct:
    """A request somebody else may agree to for a week; done at once only where the act says so.

    Raises `BeyondRights`, `AskedAlready`, `NobodyElse`.
    """
    act = act_of(code)
    path = act.path_of(arguments)
    if not by.rights.reach(path, *act.may_ask):
        raise BeyondRights
    digest = act.hash_of(arguments)
    Staff.objects.select_for_update().get(pk=by.pk)  # two clicks are one request
    if JointAct.objects.filter(WAITING, act=code, content_hash=digest, expires_at__gt=now()).exists():
        raise AskedAlready
    is_alone = not holders_over(path, *act.roles).exclude(pk=by.pk).exists()
    if is_alone and not act.may_be_alone:
        raise NobodyElse
    asked = JointAct.objects.create(
        act=code,
        arguments=dict(arguments),
        content_hash=digest,
        unit_path=path,
        why=why[:200],
        asked_by=by,
        expires_at=now() + OPEN_FOR,
    )
    _write("joint_act.asked", asked, by=by, is_alone=is_alone)
    if is_alone and by.rights.reach(path, *act.roles):
        _carry_out(act, asked)
    return asked


@transaction.atomic
def agree(asked: JointAct, *, by: Staff) -> JointAct:
    """Done now, or (`stale_at`) not done because it is no longer what was asked for.

    Raises `NotOpen`, and `BeyondRights` for whoever asked himself or has not the right.
    """
    asked = _open(asked)
    act = act_of(asked.act)
    _check_second(act, asked, by)
    asker = Staff.objects.get(pk=asked.asked_by_id)
    if not asker.rights.reach(asked.unit_path, *act.may_ask) or not _is_the_same(act, asked):
        asked.stale_at = now()
        asked.save(update_fields=["stale_at"])
        _write("joint_act.stale", asked, by=by)
        return asked
    asked.agreed_by, asked.agreed_at = by, now()
    asked.save(update_fields=["agreed_by", "agreed_at"])
    _write("joint_act.agreed", asked, by=by)
    _carry_out(act, asked)
    return asked


@transaction.atomic
def refuse(asked: JointAct, *, by: Staff, why: str = "") -> JointAct:
    """Raises `NotOpen`, `BeyondRights`."""
    asked = _open(asked)
    _check_second(act_of(asked.act), asked, by)
    asked.refused_by, asked.refused_at, asked.refused_why = by, now(), why[:200]
    asked.save(update_fields=["refused_by", "refused_at", "refused_why"])
    _write("joint_act.refused", asked, by=by)
    return asked


@transaction.atomic
def withdraw(asked: JointAct, *, by: Staff) -> JointAct:
    """By whoever asked. Raises `NotOpen`, `BeyondRights`."""
    asked = _open(asked)
    if asked.asked_by_id != by.pk:
        raise BeyondRights
    asked.withdrawn_at = now()
    asked.save(update_fields=["withdrawn_at"])
    _write("joint_act.withdrawn", asked, by=by)
    return asked


@transaction.atomic
def use(asked: JointAct, *, by: Staff) -> JointAct:
    """Whoever asked does it now, for the one time he may. Raises `NotOpen`, `BeyondRights`."""
    found = JointAct.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    act = act_of(found.act)
    if found.asked_by_id != by.pk or not by.rights.reach(found.unit_path, *act.may_ask):
        raise BeyondRights
    is_fresh = found.agreed_at is not None and found.agreed_at > now() - USED_WITHIN
    if act.carry_out or found.done_at or not is_fresh or not _is_the_same(act, found):
        raise NotOpen
    found.done_at = now()
    found.save(update_fields=["done_at"])
    _write("joint_act.used", found, by=by)
    return found


def _open(asked: JointAct) -> JointAct:
    found = JointAct.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if not found.is_open:
        raise NotOpen
    return found


def _check_second(act: Act, asked: JointAct, by: Staff) -> None:
    if by.pk == asked.asked_by_id or not by.rights.reach(asked.unit_path, *act.roles):
        raise BeyondRights


def _is_the_same(act: Act, asked: JointAct) -> bool:
    """Also when what it is about is gone meanwhile."""
    try:
        return act.hash_of(asked.arguments) == asked.content_hash
    except LookupError:
        return False


def _carry_out(act: Act, asked: JointAct) -> None:
    if act.carry_out is None:
        return
    act.carry_out(asked.arguments, asked.asked_by)
    asked.done_at = now()
    asked.save(update_fields=["done_at"])


def _write(action: str, asked: JointAct, *, by: Any, **more: Any) -> None:
    """The line says what it is about in the sentence both have read."""
    details = {"act": asked.act, "request": asked.pk, **more}
    audit.write(action, actor=by, subject=_sentence(asked), details=details, unit_path=asked.unit_path)


def _sentence(asked: JointAct) -> str:
    try:
        return act_of(asked.act).says(asked.arguments)
    except LookupError:
        return str(asked)
