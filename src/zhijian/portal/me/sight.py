"""谁能看见我: who sees something of a member, by name and office, and each field with the offices seeing it.

Read from the same rights that open the pages of the console, so that this page cannot promise more than they
keep (foundation.staff.roles).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zhijian.foundation.org.models import Member
from zhijian.foundation.org.paths import paths_above
from zhijian.foundation.staff.models import Post
from zhijian.foundation.staff.roles import KEEP_ROSTER, SEE_MEMBERS, Role


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody with an office. `reach` is the part of the tree it is held on."""

    name: str
    role: Role
    reach: str

    @property
    def office(self) -> str:
        return str(self.role.label)


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """One thing on file, and the offices that see it, in words."""

    icon: str
    name: str
    offices: str


def seers_of(member: Member) -> list[Seer]:
    """Everybody, the nearest first. One person with two offices has two lines."""
    path = member.unit.path
    reaching = Q(unit=None) | Q(unit__path__in=[*paths_above(path), path])
    posts = Post.objects.filter(reaching, role__in={*SEE_MEMBERS, *KEEP_ROSTER}).held_on(localdate())
    found = posts.select_related("staff", "unit").order_by("role", "staff__name", "pk")
    in_order = sorted(found, key=lambda post: -len(post.path))
    return [
        Seer(
            post.staff.name or post.staff.username,
            Role(post.role),
            post.unit.called if post.unit else _("全部组织"),
        )
        for post in in_order
    ]


def fields_seen_by(seers: Iterable[Seer]) -> list[FieldSeen]:
    """Field by field: what nobody with a right to it holds an office for is seen by nobody."""
    roles = list(dict.fromkeys(seer.role for seer in seers))
    see, keep = (
        _("、").join(str(role.label) for role in roles if role in allowed) or _("现在没有人")
        for allowed in (SEE_MEMBERS, KEEP_ROSTER)
    )
    return [
        FieldSeen("user", _("姓名、组织、职务"), see),
        FieldSeen("calendar", _("出生年、加入时间、标签"), see),
        FieldSeen("user-check", _("是不是认识了，用的哪种办法"), see),
        FieldSeen(
            "phone", _("手机号"), _("%(offices)s；名单上不显示，要一个人一个人点开") % {"offices": keep}
        ),
        FieldSeen(
            "id", _("身份证号"), _("%(offices)s；名单上不显示，要一个人一个人点开") % {"offices": keep}
        ),
    ]
