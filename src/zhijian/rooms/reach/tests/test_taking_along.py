"""Numbers that leave the house: to the helper they were given to, and never many at once."""

import pytest

from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.tests.builders import a_member
from zhijian.rooms.reach.errors import NotHisToHelp
from zhijian.rooms.reach.services.care import hand_over
from zhijian.rooms.reach.services.taking_along import MOST_NUMBERS, call_as_helper, take_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(hedong: Unit) -> Member:
    return a_member(hedong, "赵德明", phone="13900000001")


def test_a_number_is_for_the_helper_it_was_given_to(hedong: Unit, zhao: Member) -> None:
    li, sun = a_member(hedong, "李秀英"), a_member(hedong, "孙桂芳")
    hand_over([zhao], helper=li, shows_phone=True, by="tests")

    with pytest.raises(NotHisToHelp):
        call_as_helper(zhao, helper=sun)

    assert call_as_helper(zhao, helper=li) == "13900000001"


def test_a_number_goes_with_the_visit_to_the_next_helper(hedong: Unit, zhao: Member) -> None:
    li, sun = a_member(hedong, "李秀英"), a_member(hedong, "孙桂芳")
    hand_over([zhao], helper=li, shows_phone=True, by="tests")

    hand_over([zhao], helper=sun, by="tests")

    for one in (li, sun):
        with pytest.raises(NotHisToHelp):
            call_as_helper(zhao, helper=one)


def test_more_whole_numbers_than_may_be_leave_no_trace(hedong: Unit) -> None:
    people = [a_member(hedong, f"同志{number}") for number in range(MOST_NUMBERS + 1)]

    with pytest.raises(ValueError, match="too many"):
        take_list(people, unit=hedong, by="tests", why="入户", with_numbers=True)

    assert not Line.objects.filter(action="reach.list_taken").exists()
