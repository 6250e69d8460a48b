"""The screens of binding: saying who one is, agreeing, and how one wants to hear from us."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.errors import BindingRefused
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries import members_within, path_of_unit, units_within
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.queries import wishes_of
from zhijian.foundation.visits.states import Hears
from zhijian.portal.access import for_followers, for_members
from zhijian.portal.binding.sentences import not_found, sentence
from zhijian.portal.binding.tickets import members_on, ticket_for
from zhijian.portal.elder_view import chosen_view, in_view
from zhijian.portal.page import member_page
from zhijian.portal.visitor import FollowerRequest, MemberRequest

READ_OR_SEND = ["GET", "HEAD", "POST"]
_LONGEST = 60


@for_followers
@require_http_methods(READ_OR_SEND)
def who(request: FollowerRequest) -> HttpResponse:
    """Screen 1: name and last four digits; nothing else is asked, and nothing is kept yet."""
    if request.visitor.binding:
        return member_page(request, "portal/binding/already.html", _self(request.visitor.binding.member))
    name, last_four = request.POST.get("name", "")[:_LONGEST], request.POST.get("last_four", "")[:_LONGEST]
    context = {"unit": _unit_on_the_code(request), "name": name, "last_four": last_four}
    if request.method != "POST":
        return member_page(request, "portal/binding/who.html", context)
    if not name.strip() or not last_four.strip():
        return _again(request, "who", {**context, "wrong": _("姓名和手机号后四位都要填。")})
    try:
        found = _found(request, name, last_four)
    except BindingRefused as refused:
        return _again(request, "who", {**context, "wrong": sentence(refused)})
    if not found:
        return _again(request, "who", {**context, "wrong": not_found()})
    who = ticket_for(request.visitor.follower, found)
    return redirect(in_view(reverse("portal:bind-agree"), chosen_view(request), who=who))


@for_followers
@require_http_methods(READ_OR_SEND)
def agree(request: FollowerRequest) -> HttpResponse:
    """Screen 2: is it you, and who will see you. The button is the consent; leaving keeps nothing."""
    follower = request.visitor.follower
    found = members_on(request.GET.get("who", ""), follower=follower)
    if request.visitor.binding or not found:
        return redirect(in_view(reverse("portal:bind"), chosen_view(request)))
    context = {"people": [_self(member) for member in found], "only": found[0] if len(found) == 1 else None}
    if request.method != "POST":
        return member_page(request, "portal/binding/agree.html", context)
    chosen = next((one for one in found if one.code == request.POST.get("member")), None)
    if chosen is None:
        return _again(request, "agree", {**context, "wrong": _("请点一下哪一位是您。")})
    try:
        followers.bind(follower, member=chosen, way=Way.PHONE)
    except BindingRefused as refused:
        return _again(request, "agree", {**context, "wrong": sentence(refused)})
    return _bound(request)


@for_followers
@require_http_methods(READ_OR_SEND)
def by_code(request: FollowerRequest) -> HttpResponse:
    """A code on paper: whoever holds it is the one it was made for."""
    if request.visitor.binding:
        return redirect(in_view(reverse("portal:bind"), chosen_view(request)))
    code = request.POST.get("code", "")[:_LONGEST]
    if request.method != "POST":
        return member_page(request, "portal/binding/code.html", {"code": ""})
    try:
        followers.redeem_code(request.visitor.follower, code)
    except BindingRefused as refused:
        return _again(request, "code", {"code": code, "wrong": sentence(refused)})
    return _bound(request)


@for_members
@require_http_methods(READ_OR_SEND)
def hearing(request: MemberRequest) -> HttpResponse:
    """Screen 3, and later the page where it is changed."""
    if request.method == "POST" and request.POST.get("hears") in Hears.values:
        visits.set_hearing(request.member, Hears(request.POST["hears"]))
        return redirect(in_view(reverse("portal:home"), chosen_view(request)))
    chosen = wishes_of(request.member).hears
    context = {**_self(request.member), "chosen": chosen, "is_new": not chosen}
    return member_page(request, "portal/binding/hearing.html", context)


def account_scope(follower: Follower) -> Scope:
    """Whom the account is for: the members of its unit and everything below."""
    unit = follower.account.unit
    return Scope.of(unit.path) if unit else EVERYTHING


def _found(request: FollowerRequest, name: str, last_four: str) -> list[Member]:
    """Of several, those of the unit whose code was scanned: its poster hangs in their own hall."""
    follower, code = request.visitor.follower, request.GET.get("member", "")
    only = members_within(EVERYTHING).filter(code=code).first() if code else None
    found = followers.find_myself(
        follower, scope=account_scope(follower), name=name, last_four=last_four, only=only
    )
    unit = _unit_on_the_code(request)
    here = [member for member in found if unit and member.unit.path.startswith(unit.path)]
    return here or found


def _unit_on_the_code(request: FollowerRequest) -> Unit | None:
    code = request.GET.get("unit", "")
    if not code:
        return None
    return units_within(account_scope(request.visitor.follower)).filter(code=code).first()


def _self(member: Member) -> dict[str, object]:
    """A member with the way to his unit, from the top down."""
    return {"member": member, "path": path_of_unit(member.unit)}


def _bound(request: FollowerRequest) -> HttpResponse:
    return redirect(in_view(reverse("portal:hearing"), chosen_view(request)))


def _again(request: FollowerRequest, screen: str, context: dict[str, object]) -> HttpResponse:
    """With everything that was typed."""
    return member_page(request, f"portal/binding/{screen}.html", context, status=422)
