"""Who came by a member's own invitation: he follows, it seems, but has not proven who he is."""

from django.db import transaction

from zhijian.foundation.followers.models import Follower
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.services.changes import note_members
from zhijian.rooms.reach.models import Following


@transaction.atomic
def note_follows(member: Member, *, follower: Follower) -> Following:
    """He came by this member's own code or word. Safe to run twice; another code later means another member.

    A binding wins over it, and it ends by itself when he leaves. No act of staff, so no audit line.
    """
    known = Following.objects.select_related("member").filter(follower=follower).first()
    if known and known.member_id == member.pk:
        return known
    if known:
        note_members([known.member])
        known.delete()
    made = Following.objects.create(follower=follower, member=member)
    note_members([member])
    return made
