"""What this room does once a message is stored: count by which code somebody came.

Each message counts once, however often it is brought here. The count does not say who it was.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.services import note_came_by
from zhijian.foundation.intake.answer import ANSWERED
from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.codes import normal
from zhijian.rooms.reach.models import Counted, Invitation, InvitationDay
from zhijian.rooms.reach.services.following import note_follows
from zhijian.wechat import messages
from zhijian.wechat.xml import Malformed

_SCENE: Final = "qrscene_"
# Who says a word so soon after he began to follow, and came by no code, came by this word.
COMES_WITHIN: Final = timedelta(days=3)


class _Came(NamedTuple):
    invitation: Invitation
    by_word: bool
    began_to_follow: bool


def hear(row: StoredArrival, *, replay: bool) -> None:
    """On replay too: what was missed is counted, and nothing is said."""
    came = _came(row)
    if came is None:
        return
    at = datetime.fromtimestamp(row.created_at, UTC) if row.created_at else row.received_at
    with transaction.atomic():
        _, is_new = Counted.objects.get_or_create(source=f"intake:{row.id}")
        if not is_new:
            return
        joined = came.began_to_follow
        if came.by_word:
            joined = note_came_by(
                account_id=row.account_id,
                openid=row.from_openid,
                scene=came.invitation.scene,
                followed_after=at - COMES_WITHIN,
            )
        _count(came.invitation, at=at, joined=joined)
        _note_person(came.invitation, row)


def _came(row: StoredArrival) -> _Came | None:
    """By which living invitation, if by any."""
    living = Invitation.objects.select_related("member").filter(account=row.account_id, revoked_at=None)
    if row.event == "subscribe" and row.event_key.startswith(_SCENE):
        found = living.filter(scene=row.event_key.removeprefix(_SCENE)[:64]).first()
        return _Came(found, by_word=False, began_to_follow=True) if found else None
    if row.event == "SCAN" and row.event_key:
        found = living.filter(scene=row.event_key[:64]).first()
        return _Came(found, by_word=False, began_to_follow=False) if found else None
    # A word is answered by no rule; a wrong number, and a right one that was not believed, otherwise.
    if row.type == "text" and row.outcome == ANSWERED and row.rule_id is None:
        found = living.filter(phrase=_phrase(row)).first()
        return _Came(found, by_word=True, began_to_follow=False) if found else None
    return None


def _phrase(row: StoredArrival) -> str:
    try:
        message = messages.parse(row.raw)
    except Malformed:
        return ""
    return normal(message.content)[:32] if isinstance(message, messages.Text) else ""


def _count(invitation: Invitation, *, at: datetime, joined: bool) -> None:
    day, _ = InvitationDay.objects.get_or_create(invitation=invitation, day=localdate(at))
    InvitationDay.objects.filter(pk=day.pk).update(scans=F("scans") + 1, joins=F("joins") + int(joined))


def _note_person(invitation: Invitation, row: StoredArrival) -> None:
    """By a member's own code: as far as anybody can see it is he, who has not said so yet."""
    if invitation.member is None or invitation.member.state != MemberState.ACTIVE:
        return
    follower = Follower.objects.filter(
        account=row.account_id, openid=row.from_openid, left_at=None, binding=None
    ).first()
    if follower:
        note_follows(invitation.member, follower=follower)
