"""The pages below 我的."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.errors import TriesUsedUp
from zhijian.foundation.org.errors import OrgRefused
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.errors import NoPhoneGiven, OldNumberWrong
from zhijian.foundation.visits.queries import officers_of, offices_of, visits_of, wishes_of
from zhijian.portal import cookies
from zhijian.portal.access import for_followers, for_members
from zhijian.portal.binding.sentences import sentence
from zhijian.portal.elder_view import chosen_view, in_view
from zhijian.portal.me.particulars import facts_about
from zhijian.portal.me.sight import fields_seen_by, seers_of
from zhijian.portal.page import member_page
from zhijian.portal.visitor import FollowerRequest, MemberRequest
from zhijian.rooms.reach.queries.care import count_helped_by

READ_OR_SEND = ["GET", "HEAD", "POST"]


@for_followers
@require_safe
def me(request: FollowerRequest) -> HttpResponse:
    member = request.visitor.member
    chosen = wishes_of(member).get_hears_display() if member else ""
    visits = count_helped_by(member) if member else 0
    context = {"tab": "me", "member": member, "hears": chosen, "visits": visits}
    return member_page(request, "portal/me/me.html", context)


@for_members
@require_safe
def my_data(request: MemberRequest) -> HttpResponse:
    context = {
        "tab": "me",
        "facts": facts_about(request.binding),
        "officers": officers_of(request.member),
        "holds_office": bool(offices_of(request.member)),
        "shows_phone": wishes_of(request.member).shows_phone,
    }
    return member_page(request, "portal/me/data.html", context)


@for_members
@require_http_methods(READ_OR_SEND)
def my_phone(request: MemberRequest) -> HttpResponse:
    """A new number for his own, once he has shown that he knows the old one."""
    typed = {name: request.POST.get(name, "")[:40] for name in ("old_last_four", "new")}
    context = {"tab": "me", **typed, "officers": officers_of(request.member)}
    if request.method != "POST":
        return member_page(request, "portal/me/phone.html", context)
    try:
        visits.correct_own_phone(request.binding, **typed)
    except NoPhoneGiven:
        context["wrong"] = _("新号码看着不像电话号码，请再看一遍。")
    except OldNumberWrong:
        context["wrong"] = _("旧号码的后四位没有对上，号码没有改。记不清了，就请书记改。")
    except TriesUsedUp as refused:
        context["wrong"] = sentence(refused)
    except OrgRefused:
        context["wrong"] = _("这一次没有改成：刚好有别人也在改。请再试一次。")
    else:
        return redirect(in_view(reverse("portal:my-data"), chosen_view(request)))
    return member_page(request, "portal/me/phone.html", context, status=422)


@for_members
@require_POST
def show_phone(request: MemberRequest) -> HttpResponse:
    """Who holds an office lets the members of his unit call him, or no longer."""
    visits.show_phone(request.member, shown=request.POST.get("shown") == "yes")
    return redirect(in_view(reverse("portal:my-data"), chosen_view(request)))


@for_members
@require_safe
def sight(request: MemberRequest) -> HttpResponse:
    seers = seers_of(request.member)
    context = {"tab": "me", "seers": seers, "fields": fields_seen_by(seers), "binding": request.binding}
    return member_page(request, "portal/me/sight.html", context)


@for_followers
@require_safe
def my_phones(request: FollowerRequest) -> HttpResponse:
    visits_here = visits_of(request.visitor.follower)
    return member_page(request, "portal/me/phones.html", {"tab": "me", "visits": visits_here})


@for_followers
@require_POST
def leave(request: FollowerRequest, number: int) -> HttpResponse:
    """Signed out there: his own phones only; of anybody else's number there is nothing here."""
    visit = visits_of(request.visitor.follower).filter(pk=number).first()
    if visit is None:
        raise Http404
    visits.end_visit(visit)
    if visit == request.visitor.visit:
        answer = redirect(in_view(reverse("portal:home"), chosen_view(request)))
        cookies.forget(answer, cookies.VISIT)
        return answer
    return redirect(in_view(reverse("portal:my-phones"), chosen_view(request)))


@for_members
@require_http_methods(READ_OR_SEND)
def unbind(request: MemberRequest) -> HttpResponse:
    """The way out is as large as the way in."""
    if request.method != "POST":
        return member_page(request, "portal/me/unbind.html", {"tab": "me", "member": request.member})
    followers.unbind(request.binding)
    return redirect(in_view(reverse("portal:home"), chosen_view(request)))
