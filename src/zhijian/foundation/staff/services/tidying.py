"""What is over and of no more use: sessions, brake entries, links, codes."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation.staff.models import BrakeEntry, Invitation, SetUpCode


@transaction.atomic
def forget_what_is_over() -> None:
    """Nobody asked for it and nobody misses it: no line in the audit."""
    moment = now()
    Session.objects.filter(expire_date__lt=moment).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    BrakeEntry.objects.filter(expires__lt=moment).delete()
    Invitation.objects.filter(expires_at__lt=moment).delete()
    SetUpCode.objects.filter(expires_at__lt=moment).delete()
