"""Accounts of which there may be one too many, with what to do about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.page import page
from zhijian.console.register.rows import Row, rows_of
from zhijian.rooms.reach.queries.duplicates import Alike, Group, duplicates_within
from zhijian.rooms.reach.register_permissions import SEE_REGISTER, may_manage_register, may_see_register

ADVICE: Final[Mapping[Alike, Promise]] = {
    Alike.UNIT: gettext_lazy(
        "一个组织，一个号就够：留下读者多、认证在的那个，另一个出公告并过来。各有用处的，各写一句就不再提。"
    ),
    Alike.NAME: gettext_lazy(
        "搜出来分不清哪个是哪个：让其中一个带上所在的镇、街道，或者照名称检查的建议改。"
    ),
    Alike.PHONE: gettext_lazy("一部手机管着这么多号，换人换号时会一起失联：分给各自的组织委员。"),
}
_ICONS: Final = {Alike.UNIT: "sitemap", Alike.NAME: "equal", Alike.PHONE: "device-mobile"}


@dataclass(frozen=True, slots=True)
class Shown:
    icon: str
    title: str
    advice: str
    rows: Sequence[Row]


@require_safe
@staff_only(may_see_register)
def duplicates(request: StaffRequest) -> HttpResponse:
    scope = request.staff.rights.scope(*SEE_REGISTER)
    groups = [
        Shown(
            _ICONS[group.alike],
            _title(group),
            str(ADVICE[group.alike]),
            rows_of(group.entries, scope=scope, alarms={}),
        )
        for group in duplicates_within(scope)
    ]
    context = {"groups": groups, "may_manage": may_manage_register(request.staff)}
    return page(request, "console/register/duplicates.html", context, at="account")


def _title(group: Group) -> str:
    said = {"about": group.about, "count": len(group.entries)}
    if group.alike is Alike.UNIT:
        return _("“%(about)s”有 %(count)d 个号") % said
    if group.alike is Alike.NAME:
        return _("%(count)d 个号都像叫“%(about)s”") % said
    return _("%(count)d 个号的管理员是同一个电话") % said
