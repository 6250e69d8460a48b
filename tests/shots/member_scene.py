"""Somebody at the members' door, for the pictures: one of the sample town's people, else made here."""

from datetime import date
from typing import Any

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.services import note_followed
from zhijian.foundation.followers.tests.builders import LONG_AGO, a_bound_follower
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.visits import services as visits


def visit_of_somebody(*, bound: bool) -> str:
    """The secret of her visit, for the browser's cookie."""
    account = Account.objects.order_by("pk").first()
    assert account
    unit = Unit.objects.filter(name="河东村党支部").first() or a_unit("河东村党支部", _top())
    chen = _somebody(unit, "陈玉兰", phone="13912340036", birth_year=1948)
    sun = _somebody(unit, "孙立平", phone="13912340037")
    if not Office.objects.filter(unit=unit, title="书记").exists():
        Office.objects.create(unit=unit, member=sun, title="书记", from_day=date(2024, 1, 1))
    if not Post.objects.filter(role="secretary", unit=unit).exists():
        staff, _ = Staff.objects.get_or_create(username="sun-of-the-pictures", defaults={"name": "孙立平"})
        Post.objects.create(
            staff=staff, role="secretary", unit=unit, from_day=date(2024, 1, 1), given_by_name="tests"
        )
    visits.show_phone(sun, shown=True)
    if not bound:
        mei = note_followed(account_id=account.pk, openid="o-of-the-pictures", at=LONG_AGO)
        return visits.open_visit(mei, device="安卓手机")
    binding = chen.bindings.first() or a_bound_follower(account, chen, "o-chen-of-the-pictures")
    return visits.open_visit(binding.follower, device="安卓手机")


def _top() -> Unit:
    return Unit.objects.filter(superior=None).order_by("pk").first() or a_unit()


def _somebody(unit: Unit, name: str, **particulars: Any) -> Member:
    return Member.objects.filter(unit=unit, name=name).first() or a_member(unit, name, **particulars)
