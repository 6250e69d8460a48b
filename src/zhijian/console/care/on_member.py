"""What a member's page says of how he is reached."""

from dataclasses import dataclass

from django.urls import reverse

from zhijian.console.care import words
from zhijian.foundation.org.models import Member
from zhijian.rooms.reach.queries.care import standing_of
from zhijian.rooms.reach.states import Standing


@dataclass(frozen=True, slots=True)
class Reached:
    """`helper` is who goes there, while he is not reached; `address` is where something new is said."""

    standing: str
    helper: str
    note: str
    address: str


def reached(member: Member) -> Reached | None:
    """None for who is not active on the roster."""
    one = standing_of(member)
    if one is None:
        return None
    return Reached(
        standing=words.standing(one),
        helper=one.helper if one.standing == Standing.NOT_YET else "",
        note=one.note if one.standing != Standing.BOUND else "",
        address=reverse("console:care-member", args=[member.code]),
    )
