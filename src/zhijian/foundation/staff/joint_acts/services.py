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
    request = JointAct.objects.create(
        act=code,
        arguments=dict(arguments),
        content_hash=digest,
        unit_path=path,
        why=why[:200],
        asked_by=by,
        expires_at=now() + OPEN_FOR,
    )
    _write("joint_act.asked", request, by=by, is_alone=is_alone)
    if is_alone and by.rights.reach(path, *act.roles):
        _carry_out(act, request)
    return request


@transaction.atomic
def agree(request: JointAct, *, by: Staff) -> JointAct:
    """Done now, or (`stale_at`) not done because it is no longer what was asked for.

    Raises `NotOpen`, and `BeyondRights` for whoever asked himself or has not the right.
    """
    request = _open(request)
    act = act_of(request.act)
    _check_second(act, request, by)
    asker = Staff.objects.get(pk=request.asked_by_id)
    if not asker.rights.reach(request.unit_path, *act.may_ask) or not _is_the_same(act, request):
        request.stale_at = now()
        request.save(update_fields=["stale_at"])
        _write("joint_act.stale", request, by=by)
        return request
    request.agreed_by, request.agreed_at = by, now()
    request.save(update_fields=["agreed_by", "agreed_at"])
    _write("joint_act.agreed", request, by=by)
    _carry_out(act, request)
    return request


@transaction.atomic
def refuse(request: JointAct, *, by: Staff, why: str = "") -> JointAct:
    """Raises `NotOpen`, `BeyondRights`."""
    request = _open(request)
    _check_second(act_of(request.act), request, by)
    request.refused_by, request.refused_at, request.refused_why = by, now(), why[:200]
    request.save(update_fields=["refused_by", "refused_at", "refused_why"])
    _write("joint_act.refused", request, by=by)
    return request


@transaction.atomic
def withdraw(request: JointAct, *, by: Staff) -> JointAct:
    """By whoever asked. Raises `NotOpen`, `BeyondRights`."""
    request = _open(request)
    if request.asked_by_id != by.pk:
        raise BeyondRights
    request.withdrawn_at = now()
    request.save(update_fields=["withdrawn_at"])
    _write("joint_act.withdrawn", request, by=by)
    return request


@transaction.atomic
def use(request: JointAct, *, by: Staff) -> JointAct:
    """Whoever asked does it now, for the one time he may. Raises `NotOpen`, `BeyondRights`."""
    found = JointAct.objects.select_for_update(of=("self",)).get(pk=request.pk)
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


def _open(request: JointAct) -> JointAct:
    found = JointAct.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not found.is_open:
        raise NotOpen
    return found


def _check_second(act: Act, request: JointAct, by: Staff) -> None:
    if by.pk == request.asked_by_id or not by.rights.reach(request.unit_path, *act.roles):
        raise BeyondRights


def _is_the_same(act: Act, request: JointAct) -> bool:
    """Also when what it is about is gone meanwhile."""
    try:
        return act.hash_of(request.arguments) == request.content_hash
    except LookupError:
        return False


def _carry_out(act: Act, request: JointAct) -> None:
    if act.carry_out is None:
        return
    act.carry_out(request.arguments, request.asked_by)
    request.done_at = now()
    request.save(update_fields=["done_at"])


def _write(action: str, request: JointAct, *, by: Any, **more: Any) -> None:
    details = {"act": request.act, "request": request.pk, **more}
    audit.write(action, actor=by, subject=request, details=details, unit_path=request.unit_path)
