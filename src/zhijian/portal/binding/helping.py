"""A helper vouches: one shows a number, the other types it on his own phone and says who that is."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.errors import BindingRefused
from zhijian.foundation.followers.models import HelpRequest
from zhijian.foundation.org.queries import path_of_unit
from zhijian.portal.access import for_followers, for_members
from zhijian.portal.binding.sentences import sentence
from zhijian.portal.elder_view import chosen_view, in_view
from zhijian.portal.page import member_page
from zhijian.portal.visitor import FollowerRequest, MemberRequest

READ_OR_SEND = ["GET", "HEAD", "POST"]
_LOOKS_EVERY_SECONDS = 3


@for_followers
@require_http_methods(READ_OR_SEND)
def ask(request: FollowerRequest) -> HttpResponse:
    """His name, then the number to show. The page looks by itself whether the helper has confirmed."""
    visitor = request.visitor
    if visitor.binding:
        return redirect(in_view(reverse("portal:hearing"), chosen_view(request)))
    name = request.POST.get("name", "")[:60]
    if request.method != "POST":
        return _number(request) if _asked(request) else member_page(request, "portal/binding/helper.html", {})
    if request.POST.get("again") or not name.strip():
        context = {"wrong": "" if request.POST.get("again") else _("请写上您的姓名。")}
        status = 200 if request.POST.get("again") else 422
        return member_page(request, "portal/binding/helper.html", context, status=status)
    try:
        followers.ask_for_helper(visitor.follower, name=name)
    except BindingRefused as refused:
        context = {"wrong": sentence(refused), "name": name}
        return member_page(request, "portal/binding/helper.html", context, status=422)
    return redirect(in_view(reverse("portal:bind-helper"), chosen_view(request)))


@for_members
@require_http_methods(READ_OR_SEND)
def vouch(request: MemberRequest) -> HttpResponse:
    """The helper's side: the number, then who it is, in one page each."""
    number = request.POST.get("number", "")[:12]
    if request.method != "POST":
        return member_page(request, "portal/binding/vouch.html", {})
    try:
        asking = followers.find_asking(request.binding, number=number)
        chosen = next((one for one in asking.members if one.code == request.POST.get("member")), None)
        if chosen:
            followers.vouch(request.binding, asked=asking.asked, member=chosen)
            return member_page(request, "portal/binding/vouched.html", {"member": chosen})
    except BindingRefused as refused:
        context = {"wrong": sentence(refused), "number": number}
        return member_page(request, "portal/binding/vouch.html", context, status=422)
    if not asking.members:
        context = {"wrong": _no_such_name(), "number": number}
        return member_page(request, "portal/binding/vouch.html", context, status=422)
    people = [{"member": one, "path": path_of_unit(one.unit)} for one in asking.members]
    shown = {"people": people, "number": number, "name": asking.asked.name}
    return member_page(request, "portal/binding/vouch_who.html", shown)


def _number(request: FollowerRequest) -> HttpResponse:
    page = member_page(request, "portal/binding/number.html", {"asked": _asked(request)})
    page["Refresh"] = str(_LOOKS_EVERY_SECONDS)
    return page


def _asked(request: FollowerRequest) -> HelpRequest | None:
    standing = HelpRequest.objects.filter(follower=request.visitor.follower, expires_at__gt=now())
    return standing.first()


def _no_such_name() -> str:
    return _("您的支部里没有叫这个名字的。请对方看看名字写得对不对，或者请他所在支部的人作证。")
