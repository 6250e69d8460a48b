"""Reading the staff."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate, now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.paths import paths_above
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.link_codes import hash_of
from zhijian.foundation.staff.models import Invitation, Post, Staff
from zhijian.foundation.staff.roles import MANAGE_STAFF, Role
from zhijian.foundation.staff.seers import Seer, who_sees

__all__ = [
    "Seer",
    "colleagues_kept_by",
    "colleagues_visible_to",
    "holders_at",
    "holders_over",
    "holds_nobody",
    "holds_sample_staff",
    "invited_by_code",
    "posts_visible_to",
    "who_sees",
]


def holds_sample_staff() -> bool:
    """Sample people have a password everybody knows; while one is here, nothing is served beyond loopback."""
    return Staff.objects.filter(is_sample=True, is_active=True).exists()


def holds_nobody() -> bool:
    """Nobody was ever taken on: time for the first administrator."""
    return not Staff.objects.exists()


def colleagues_visible_to(staff: Staff) -> QuerySet[Staff]:
    """For who manages the whole house, everybody; for who manages a part of it, those who hold, held or will
    hold a post there. Those who may sign in come first."""
    scope = staff.rights.scope(*MANAGE_STAFF)
    found = Staff.objects.select_related("invitation").order_by("-is_active", "name", "username")
    if scope.is_everything:
        return found
    return found.filter(Exists(Post.objects.filter(scope.q("unit__path"), staff=OuterRef("pk"))))


def colleagues_kept_by(staff: Staff) -> QuerySet[Staff]:
    """Whose way in he may open and close: nobody who also holds a post where he manages nothing."""
    scope = staff.rights.scope(*MANAGE_STAFF)
    found = colleagues_visible_to(staff)
    if scope.is_everything:
        return found
    elsewhere = Post.objects.filter(staff=OuterRef("pk")).exclude(until_day__lt=localdate())
    return found.exclude(Exists(elsewhere.exclude(pk__in=_within(scope))))


def posts_visible_to(staff: Staff) -> QuerySet[Post]:
    """Where he manages the staff: running ones, and those to come."""
    found = _within(staff.rights.scope(*MANAGE_STAFF)).exclude(until_day__lt=localdate())
    return found.select_related("unit", "staff").order_by("unit__path", "role", "pk")


def holders_at(account: Account, *roles: Role) -> QuerySet[Staff]:
    """Who holds one of `roles` on this account today, from wherever above."""
    path = account.unit.path if account.unit else ""
    return holders_over(path, *roles)


def holders_over(path: str, *roles: Role) -> QuerySet[Staff]:
    """Who holds one of `roles` at this place of the tree today, from wherever above."""
    reaching = Q(unit=None) | Q(unit__path__in=[*paths_above(path), path])
    posts = Post.objects.filter(reaching, role__in=roles).held_on(localdate())
    return Staff.objects.filter(pk__in=posts.values("staff")).order_by("name", "username")


def invited_by_code(code: str) -> Staff | None:
    """Whom the link is for, while it is good."""
    invitation = Invitation.objects.select_related("staff").filter(
        code_hash=hash_of(code), expires_at__gt=now(), staff__is_active=True
    )
    return found.staff if (found := invitation.first()) else None


def _within(scope: Scope) -> QuerySet[Post]:
    """`scope.q` alone says nothing of posts on the whole house: only who manages everything sees those."""
    return Post.objects.filter(scope.q("unit__path"))
