"""谁能看见我: each person who sees something of a member, by name and office, with the fields he sees.

Read from the same rights that open the pages of the console, so that this page cannot promise more than they
keep (foundation.staff.roles).
"""

from collections.abc import Iterator
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
    office: str
    reach: str
    fields: tuple[str, ...]

    @property
    def face(self) -> str:
        return self.name[:1]


def seers_of(member: Member) -> list[Seer]:
    """Everybody, the nearest first. One person with two offices has two lines."""
    path = member.unit.path
    reaching = Q(unit=None) | Q(unit__path__in=[*paths_above(path), path])
    posts = Post.objects.filter(reaching, role__in=[*SEE_MEMBERS]).held_on(localdate())
    found = posts.select_related("staff", "unit").order_by("role", "staff__name", "pk")
    in_order = sorted(found, key=lambda post: -len(post.path))
    return [
        Seer(
            post.staff.name or post.staff.username,
            str(post.get_role_display()),
            post.unit.called if post.unit else _("全部组织"),
            tuple(_fields(Role(post.role))),
        )
        for post in in_order
    ]


def _fields(role: Role) -> Iterator[str]:
    if role in SEE_MEMBERS:
        yield from (_("姓名"), _("组织和职务"), _("出生年和入党时间"), _("是不是认识了"))
    if role in KEEP_ROSTER:
        yield from (_("手机号（点开才看得到，会记下是谁点的）"), _("身份证号（如果登记了，也一样）"))
