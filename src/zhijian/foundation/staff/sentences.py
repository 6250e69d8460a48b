"""Rights, said in sentences: made from posts and from nothing else, wherever they are read.

李敏可以在河东村党支部等 3 个组织编辑自动回复、资料库和菜单，管组织和名册。
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.staff.roles import Role

ACTS: Final[Mapping[Role, Promise]] = {
    Role.ADMINISTRATOR: gettext_lazy("管公众号和同事，编辑自动回复、资料库和菜单，管组织和名册，看操作记录"),
    Role.EDITOR: gettext_lazy("编辑自动回复、资料库和菜单，管组织和名册"),
    Role.PUBLISHER: gettext_lazy("发布推送"),
    Role.REVIEWER: gettext_lazy("审核推送"),
    Role.INBOX_AGENT: gettext_lazy("答复留言"),
    Role.INSPECTOR: gettext_lazy("看组织，受理举报"),
    Role.SECRETARY: gettext_lazy("管名册，同意组织关系转接"),
    Role.AUDITOR: gettext_lazy("看操作记录，别的都看不到"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One role, and where it is held."""

    role: Role
    posts: tuple[Post, ...]

    @property
    def where(self) -> str:
        """The whole house, a unit, or the first of several."""
        units = [post.unit for post in self.posts if post.unit]
        if len(units) < len(self.posts):
            return _("全部组织")
        if len(units) == 1:
            return units[0].called
        return _("%(unit)s等 %(count)d 个组织") % {"unit": units[0].called, "count": len(units)}

    @property
    def until(self) -> date | None:
        """The earliest end among them: from then on less is true."""
        return min((post.until_day for post in self.posts if post.until_day), default=None)


def held_by(staff: Staff, *, seen: Scope = EVERYTHING, on: date | None = None) -> list[Held]:
    """Today's roles as far as they are held within `seen`, in the order of the roles."""
    today = on or localdate()
    posts = staff.posts.select_related("unit").filter(from_day__lte=today).exclude(until_day__lt=today)
    by_role: dict[str, list[Post]] = {}
    for post in posts.order_by("unit__path", "pk"):
        if seen.holds(post.path):
            by_role.setdefault(post.role, []).append(post)
    return [Held(role, tuple(by_role[role])) for role in Role if role in by_role]


def sentences_of(staff: Staff, *, seen: Scope = EVERYTHING, on: date | None = None) -> list[str]:
    """One a role. Nothing when he may do nothing: `nothing_of` says that."""
    return [_sentence(staff, held) for held in held_by(staff, seen=seen, on=on)]


def nothing_of(staff: Staff) -> str:
    return _("%(name)s今天没有岗位，登录后什么都做不了。") % {"name": staff}


def in_short(staff: Staff, *, seen: Scope = EVERYTHING) -> str:
    """For a line in a list: 编辑（组织委员）· 河东村党支部；审计人 · 全部组织."""
    said = [
        _("%(role)s · %(where)s") % {"role": held.role.label, "where": held.where}
        for held in held_by(staff, seen=seen)
    ]
    return _("；").join(said) or _("没有岗位")


def roles_in_words(staff: Staff) -> str:
    """Of today, each once; nothing is asked of the database that was not asked before."""
    held = {role for role, _path in staff.rights.held}
    return role_names(role for role in Role if role in held)


def role_names(roles: Iterable[Role]) -> str:
    return _("、").join(str(role.label) for role in roles)


def _sentence(staff: Staff, held: Held) -> str:
    said = {"name": staff, "where": held.where, "acts": ACTS[held.role]}
    if held.until is None:
        return _("%(name)s可以在%(where)s%(acts)s。") % said
    said["day"] = date_format(held.until)
    return _("%(name)s可以在%(where)s%(acts)s，到 %(day)s 为止。") % said
