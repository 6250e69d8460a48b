"""What is done to one code: looked at while WeChat is asked, renewed, revoked, taken along as a picture."""

from base64 import b64decode

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.question import Question, ask
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.page import page
from zhijian.console.reach.invitations import reach, words
from zhijian.console.reach.invitations.codes_page import line_of
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.refusals import InvitationRefused
from zhijian.rooms.reach.services import inviting

STOP_POLLING = 286


@require_safe
@staff_only(may_keep_roster)
def state(request: StaffRequest, number: int) -> HttpResponse:
    """For the page that waits: once it is settled, that page is loaded anew."""
    invitation = reach.invitation_of(request.staff, number)
    context = {"line": line_of(invitation), "back": _page_of(invitation)}
    if request.headers.get("HX-Request") != "true":
        return page(request, "console/reach/codes/state.html", context, at="org")
    answer = render(request, "console/reach/codes/_waiting.html", context)
    if not invitation.is_on_its_way:
        answer.status_code = STOP_POLLING
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@staff_only(may_keep_roster)
def renewal(request: StaffRequest, number: int) -> HttpResponse:
    """Once more, or as another kind."""
    invitation = reach.invitation_of(request.staff, number)
    given = request.POST.get("kind", "")
    try:
        inviting.renew(invitation, kind=Kind(given) if given in Kind.values else None, by=request.staff)
    except InvitationRefused as refused:
        question = Question(
            title=_("再要一次码"),
            asks=_("要不到"),
            path=words.refusal(refused),
            happens=[],
            kept=[],
            button="",
            back=_page_of(invitation),
            why_not=words.refusal(refused),
        )
        return ask(request, question, status=422)
    return redirect(_page_of(invitation))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def revocation(request: StaffRequest, number: int) -> HttpResponse:
    invitation = reach.invitation_of(request.staff, number)
    if request.method == "POST":
        inviting.revoke(invitation, by=request.staff)
        return redirect("console:reach-codes", _unit_number(invitation))
    unit = invitation.member.unit if invitation.member else invitation.unit
    question = Question(
        title=_("停用邀请码"),
        asks=_("停用“%(said)s”？") % {"said": invitation.said},
        path=unit.called,
        happens=[
            _("从现在起，扫它、说它，都不再提%(unit)s，也不再计数。") % {"unit": unit.called},
            _("印出去的纸还能扫开公众号：微信不收回已经给的码。"),
            _("这四个数字不会再给别人用。"),
        ],
        kept=[_("以前数的次数都留着。"), _("已经关注、已经绑定的人不受影响。")],
        button=_("停用"),
        back=_page_of(invitation),
    )
    return ask(request, question)


@require_safe
@staff_only(may_keep_roster)
def picture(request: StaffRequest, number: int) -> HttpResponse:
    """The code as a file, to be passed on in WeChat."""
    invitation = reach.invitation_of(request.staff, number)
    if not invitation.has_picture:
        raise Http404
    drawn = segno.make(invitation.url, error="m", micro=False).png_data_uri(scale=12, border=4)
    answer = HttpResponse(b64decode(drawn.partition(",")[2]), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="code-{invitation.number}.png"'
    return answer


def _page_of(invitation: Invitation) -> str:
    if invitation.member:
        return reverse("console:reach-member-code", args=[invitation.member.code])
    return reverse("console:reach-codes", args=[invitation.unit_id])


def _unit_number(invitation: Invitation) -> int:
    return invitation.member.unit_id if invitation.member else invitation.unit_id
