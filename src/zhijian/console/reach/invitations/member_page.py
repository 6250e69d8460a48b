"""A member's own code: a card to print, a picture and a sentence to pass on in WeChat."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.reach import member_to_keep
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.page import page
from zhijian.console.reach.invitations import reach, words
from zhijian.console.reach.invitations.codes_page import line_of
from zhijian.console.reach.invitations.poster_page import MOST_ACCOUNTS, paper_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.queries.invitations import accounts_serving, invitation_of_member
from zhijian.rooms.reach.refusals import InvitationRefused
from zhijian.rooms.reach.services.inviting import gives_codes, invite_member


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def member_code(request: StaffRequest, code: str) -> HttpResponse:
    member = member_to_keep(request.staff, code)
    asked = request.POST.get("account", "") or request.GET.get("account", "")
    account = reach.account_for(member.unit, asked) if asked else accounts_serving(member.unit).first()
    wrong = ""
    if request.method == "POST" and account and member.state == MemberState.ACTIVE:
        try:
            invite_member(member, account=account, by=request.staff)
        except InvitationRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect(_address(member, account))
    invitation = invitation_of_member(member, account) if account else None
    context = {
        "member": member,
        "unit": member.unit,
        "account": account,
        "is_active": member.state == MemberState.ACTIVE,
        "others": _others(member, account) if account else [],
        "gives_codes": bool(account and gives_codes(account)),
        "invitation": invitation,
        "line": line_of(invitation) if invitation else None,
        "paper": _paper(member, account, invitation) if account and invitation else None,
        "to_pass_on": _to_pass_on(account, invitation) if account and invitation else "",
        "wrong": wrong,
    }
    return page(request, "console/reach/codes/member.html", context, at="org", status=422 if wrong else 200)


def _paper(member: Member, account: Account, invitation: Invitation) -> object:
    return paper_of(member.unit, account, invitation, helper=None)


def _to_pass_on(account: Account, invitation: Invitation) -> str:
    """What is copied into a chat. It names nobody, for it may be passed further."""
    said = {"account": account.name, "said": invitation.said}
    if invitation.has_picture:
        return _("扫一下这张码，点“关注”就行。扫不了的话，在微信里找“%(account)s”，对它说：%(said)s") % said
    return _("在微信里找“%(account)s”，点“关注”，再对它说：%(said)s") % said


def _others(member: Member, account: Account) -> list[tuple[str, str]]:
    found = accounts_serving(member.unit).exclude(pk=account.pk)[:MOST_ACCOUNTS]
    return [(one.name, _address(member, one)) for one in found]


def _address(member: Member, account: Account) -> str:
    here = reverse("console:reach-member-code", args=[member.code])
    return f"{here}?{urlencode({'account': account.slug})}"
