"""One member: how he is reached, what was said about it, and saying something new."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.care import words
from zhijian.console.care.acts import answer
from zhijian.console.care.elsewhere import invitation_of
from zhijian.console.care.fetching import member_to_care_for
from zhijian.console.care.forms import NOT_YET, OTHERWISE, SAID, StandingForm
from zhijian.console.care.on_unit import done_in
from zhijian.console.org.member_page import PHONE, sealed_of
from zhijian.console.page import page
from zhijian.foundation.org.models import Member
from zhijian.rooms.reach.errors import CareRefused
from zhijian.rooms.reach.permissions import may_give_care
from zhijian.rooms.reach.queries.care import Cared, standing_of, words_ever_about
from zhijian.rooms.reach.services.care import say_how_reached
from zhijian.rooms.reach.states import Standing


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_give_care)
def care_member(request: StaffRequest, code: str) -> HttpResponse:
    member = member_to_care_for(request.staff, code)
    one = standing_of(member)
    if one is None:  # he left the roster this very moment
        return redirect("console:org-member", member.code)
    if request.method != "POST":
        return _page(request, member, one, StandingForm.about(one))
    form = StandingForm(request.POST)
    if not form.is_valid():
        return _page(request, member, one, form, status=422)
    try:
        word = say_how_reached(member, by=request.staff, **form.given)
    except CareRefused as refused:
        form.add_error(None, words.refusal(refused))
        return _page(request, member, one, form, status=422)
    return answer(request, member.unit, act=word.act)


def _page(
    request: StaffRequest, member: Member, one: Cared, form: StandingForm, *, status: int = 200
) -> HttpResponse:
    given = request.POST.get("unit") or request.GET.get("unit", "")
    number = int(given) if given.isdecimal() and len(given) < 10 else member.unit_id
    current = one.word
    context = {
        "member": member,
        "unit_number": number,
        "back": reverse("console:org-unit", args=[number]),
        "here": request.get_full_path(),
        "standing": words.standing(one),
        "is_bound": one.standing == Standing.BOUND,
        "is_followed_for": one.standing == Standing.FOLLOWS
        and not (current and current.standing == Standing.FOLLOWS),
        "is_declined": one.standing == Standing.DECLINED,
        "helper": one.helper if one.standing == Standing.NOT_YET else "",
        "form": form,
        "choices": [
            (_("还没联系上，因为"), NOT_YET),
            (_("用别的办法联系得上"), OTHERWISE),
            (_("他自己说了"), SAID),
        ],
        "sealed": sealed_of(member, PHONE),
        "keeps": True,
        "invitation": invitation_of(member),
        "history": [
            (
                words.told(word),
                word.said_by_name,
                date_format(localtime(word.said_at), "MONTH_DAY_FORMAT"),
                bool(word.taken_back_at),
            )
            for word in words_ever_about(member)
        ],
        "taking_back": reverse("console:care-taking-back", args=[current.act]) if current else "",
        "done": done_in(request.staff, request.GET.get("done", "")),
    }
    return page(request, "console/care/member.html", context, at="org", status=status)
