"""People for tests, with posts where the test wants them."""

from datetime import date
from typing import Any

from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Post, Staff

LONG_AGO = date(2020, 1, 1)


def a_person(username: str = "lin", *posts: tuple[str, Unit | None], name: str = "", **values: Any) -> Staff:
    """Somebody who signs in; each post is a role and the unit it is held on, None for the whole house."""
    staff = Staff.objects.create_user(
        username=username, password=None, name=name or username.title(), **values
    )
    for role, unit in posts:
        a_post(staff, role, unit)
    return staff


def a_post(
    staff: Staff,
    role: str,
    unit: Unit | None = None,
    *,
    from_day: date = LONG_AGO,
    until_day: date | None = None,
) -> Post:
    """Straight into the table: what may be given by whom is tested elsewhere."""
    return Post.objects.create(
        staff=staff, role=role, unit=unit, from_day=from_day, until_day=until_day, given_by_name="tests"
    )
