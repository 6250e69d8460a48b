"""The places of the console: the rail on a desk, the tabs in the hand, the rest behind 更多.

One line a room. A place is shown to whoever may do something there, once its room has an address.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhijian.console.followers.reach import may_see_bound
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import (
    may_edit_answers,
    may_edit_library,
    may_manage_staff,
    may_publish_menu,
    may_read_audit,
)
from zhijian.rooms.reach.register_permissions import may_see_register


def anybody(staff: Staff) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Room:
    """`at` is what its pages call themselves (`page(…, at="answers")`), `group` its list in the rail."""

    at: str
    label: Promise
    icon: str
    name: str
    may_open: Callable[[Staff], bool]
    group: int = 1
    is_tab: bool = False


ROOMS: Sequence[Room] = (
    Room("today", _("今日"), "sun-high", "console:today", anybody, is_tab=True),
    Room("answers", _("自动回复"), "message-reply", "console:rules", may_edit_answers, is_tab=True),
    Room("library", _("资料库"), "folders", "console:library", may_edit_library, is_tab=True),
    Room("menu", _("菜单"), "layout-bottombar", "console:menu", may_publish_menu),
    Room("org", _("组织成员"), "sitemap", "console:org", anybody, is_tab=True),
    Room("account", _("公众号"), "plug-connected", "console:accounts", may_see_register, group=2),
    Room("followers", _("关注者"), "user-check", "console:followers", may_see_bound, group=2),
    Room("staff", _("同事"), "users", "console:colleagues", may_manage_staff, group=2),
    Room("audit", _("操作记录"), "history", "console:audit", may_read_audit, group=2),
)


def rooms_for(staff: Staff) -> list[Room]:
    """What this person finds something to do in."""
    return [room for room in ROOMS if room.may_open(staff) and address_of(room.name)]


@cache
def address_of(name: str) -> str:
    """Empty while the room has no page yet."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
