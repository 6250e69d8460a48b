"""Giving somebody a role somewhere, and taking it back."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from zhijian.foundation import audit
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.errors import (
    BeyondRights,
    LastAdministrator,
    PostHeldAlready,
    TakesTwo,
    TermOutOfOrder,
)
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.staff.roles import MANAGE_STAFF, Role


@transaction.atomic
def give_post(
    staff: Staff,
    *,
    role: str,
    unit: Unit | None,
    by: Any,
    from_day: date | None = None,
    until_day: date | None = None,
) -> Post:
    """From `from_day` (today) through `until_day` he holds it. Raises `BeyondRights`, `TakesTwo`,
    `PostHeldAlready`, `TermOutOfOrder`."""
    _check_reach(by, unit)
    if is_for_two(role, unit=unit, by=by):
        raise TakesTwo
    return put_post(staff, role=role, unit=unit, by=by, from_day=from_day, until_day=until_day)


def is_for_two(role: str, *, unit: Unit | None, by: Any) -> bool:
    """Whoever is administrator of the whole house can undo everything: while there are two of them, both say
    yes to a third. The only one there is, and the command, give it alone."""
    if role != Role.ADMINISTRATOR or unit is not None or not isinstance(by, Staff):
        return False
    others = Post.objects.filter(role=role, unit=None).held_on(localdate()).exclude(staff=by)
    return others.exists()


def put_post(
    staff: Staff,
    *,
    role: str,
    unit: Unit | None,
    by: Any,
    from_day: date | None = None,
    until_day: date | None = None,
) -> Post:
    """The act itself, in the caller's transaction, once it is known that it may be done."""
    start = from_day or localdate()
    if until_day and until_day < start:
        raise TermOutOfOrder(str(until_day))
    there = Post.objects.filter(staff=staff, role=role, unit=unit).exclude(until_day__lt=start)
    if until_day:
        there = there.filter(from_day__lte=until_day)
    if there.exists():
        raise PostHeldAlready(role)
    post = Post.objects.create(
        staff=staff, role=role, unit=unit, from_day=start, until_day=until_day, given_by_name=str(by)[:150]
    )
    staff.forget_rights()
    details = {"role": role, "unit": unit.code if unit else "", "until": str(until_day or "")}
    audit.write("post.given", actor=by, subject=staff, details=details, unit_path=post.path)
    return post


@transaction.atomic
def end_post(post: Post, *, by: Any, on: date | None = None) -> None:
    """`on` is his last day; without it he has the role no more from this moment. A post whose first day never
    came is gone without a trace but for the audit's. Raises `BeyondRights`, `LastAdministrator`."""
    _check_reach(by, post.unit)
    _check_another(Q(pk=post.pk))
    last = on or localdate() - timedelta(days=1)
    if last < post.from_day:
        Post.objects.filter(pk=post.pk).delete()
    else:
        post.until_day, post.ended_by_name = last, str(by)[:150]
        post.save(update_fields=["until_day", "ended_by_name"])
    post.staff.forget_rights()
    details = {"role": post.role, "unit": post.unit.code if post.unit else "", "last_day": str(last)}
    audit.write("post.ended", actor=by, subject=post.staff, details=details, unit_path=post.path)


def check_can_go(staff: Staff) -> None:
    """Raises `LastAdministrator` when the house would be left without one."""
    _check_another(Q(staff=staff))


def _check_reach(by: Any, unit: Unit | None) -> None:
    """A word instead of a person (the command, the set-up) is the operator's own, who may everything."""
    if isinstance(by, Staff) and not by.rights.reach(unit.path if unit else "", *MANAGE_STAFF):
        raise BeyondRights


def _check_another(leaving: Q) -> None:
    """Somebody else must be administrator of the whole house, now and without an end."""
    # Locked, so that two administrators who let each other go at the same moment do not both succeed.
    heads = Post.objects.select_for_update(of=("self",)).filter(role=Role.ADMINISTRATOR, unit=None)
    # Whole rows: PostgreSQL locks none of which only a column is asked for.
    counted = [post.pk for post in heads.held_on(localdate()).lasting()]
    staying = Post.objects.filter(pk__in=counted).exclude(leaving)
    if counted and not staying.exists():
        raise LastAdministrator
