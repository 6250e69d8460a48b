"""Pages of neighbours that help here: a unit's poster, a member's own invitation."""

from django.urls import NoReverseMatch, reverse

from zhijian.foundation.org.models import Member, Unit

POSTER, INVITATION = "console:reach-poster", "console:reach-member-code"


def poster_of(unit: Unit) -> str:
    return _address(POSTER, unit.pk)


def invitation_of(member: Member) -> str:
    return _address(INVITATION, member.code)


def _address(name: str, key: object) -> str:
    """Empty where there is no such page."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
