"""What screen 1 found out, carried to screen 2 by its address: signed, for this follower, for ten minutes."""

from collections.abc import Sequence
from typing import Final

from django.core import signing

from zhijian.foundation.followers.models import Follower
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.queries import members_within
from zhijian.foundation.org.scope import EVERYTHING

LASTS_SECONDS: Final = 600
_SALT: Final = "zhijian.portal.binding"
_LONGEST: Final = 400


def ticket_for(follower: Follower, members: Sequence[Member]) -> str:
    return signing.dumps({"f": follower.pk, "m": [member.pk for member in members]}, salt=_SALT)


def members_on(ticket: str, *, follower: Follower) -> list[Member]:
    """Nobody, where it is another's, too old, or not ours."""
    if len(ticket) > _LONGEST:
        return []
    try:
        said = signing.loads(ticket, salt=_SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return []
    if said["f"] != follower.pk:
        return []
    return list(members_within(EVERYTHING).filter(pk__in=said["m"]).order_by("unit__path", "pk"))
