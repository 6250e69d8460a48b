"""What the database believes about its tables, and what it does because of it."""

import pytest
from django.db import connection

from zhijian.foundation.org.models import Member
from zhijian.foundation.org.services.statistics import refresh_statistics
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_unit

MANY = 1500  # more than a short look would meet


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="read from a table that only SQLite has")
def test_it_knows_that_all_are_in_one_state() -> None:
    village = a_unit("河东村党支部")
    Member.objects.bulk_create(
        Member(code=f"M{number:07}", unit=village, name="陈玉兰", state=MemberState.ACTIVE)
        for number in range(MANY)
    )

    refresh_statistics()

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'members_of_units'")
        (believed,) = cursor.fetchone()
    rows, of_one_state, *_ = map(int, believed.split())
    assert (rows, of_one_state) == (MANY, MANY)
