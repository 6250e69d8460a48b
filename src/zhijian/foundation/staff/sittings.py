"""Where somebody is signed in: one sitting a browser. The rows are allauth's, the sessions Django's."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from zhijian.foundation.staff.models import Staff


def sittings_of(staff: Staff) -> QuerySet[UserSession]:
    """The last seen first. Some may be over already: a session also ends by itself."""
    found: QuerySet[UserSession] = UserSession.objects.filter(user_id=staff.pk)
    return found.order_by("-last_seen_at", "-pk")


def end_sittings(staff: Staff, *, but: str = "") -> int:
    """Sign him out everywhere, except in the session with the key `but`. How many ended."""
    ending = list(sittings_of(staff).exclude(session_key=but))
    for sitting in ending:
        sitting.end()
    return len(ending)


def second_factors_of(staff: Staff) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=staff.pk)
    return found.order_by("created_at", "pk")
