"""The portal's home: for a member what waits for him and who his unit is; for everybody what to read."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.foundation.followers.queries import undone_untold
from zhijian.foundation.followers.services import note_told
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.queries import path_of_unit
from zhijian.foundation.visits.authorize import gives_sign_in
from zhijian.foundation.visits.queries import officers_of
from zhijian.portal.access import for_everybody
from zhijian.portal.elder_view import chosen_view
from zhijian.portal.handed_out import account_cards
from zhijian.portal.page import member_page
from zhijian.portal.todo import todos_for
from zhijian.portal.visitor import PortalRequest, Visitor


@for_everybody
@require_safe
def home(request: PortalRequest) -> HttpResponse:
    visitor = request.visitor
    context: dict[str, Any] = {"cards": account_cards(view=chosen_view(request)), "tab": "home"}
    if visitor and visitor.member:
        own = _of_member(visitor, visitor.member)
        return member_page(request, "portal/member_home.html", {**context, **own})
    if visitor and (undone := undone_untold(visitor.follower)):
        note_told(visitor.follower)
        context["undone"] = undone
    if visitor:
        context["may_come_in_by_tap"] = gives_sign_in(visitor.account)
    return member_page(request, "portal/home.html", context)


def _of_member(visitor: Visitor, member: Member) -> dict[str, Any]:
    todos = todos_for(visitor)
    return {
        "member": member,
        "greeting": _greeting(localtime().hour),
        "today": _today(),
        "todos": todos,
        "first": todos[0] if todos else None,
        "path": path_of_unit(member.unit),
        "officers": officers_of(member),
    }


def _greeting(hour: int) -> str:
    if hour < 11:
        return _("早上好") if hour >= 5 else _("夜深了")
    return _("中午好") if hour < 13 else _("下午好") if hour < 18 else _("晚上好")


def _today() -> str:
    day = localtime()
    weekdays = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    return _("今天 %(month)d月%(day)d日 %(weekday)s") % {
        "month": day.month,
        "day": day.day,
        "weekday": weekdays[day.weekday()],
    }
