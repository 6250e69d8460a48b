"""Closing an account: a page that says what follows, and a request somebody else agrees to."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.account_reach import account_for
from zhijian.console.page import page
from zhijian.foundation.staff import errors, joint_acts
from zhijian.foundation.staff.permissions import may_manage_accounts


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
@step_up
def closing(request: StaffRequest, slug: str) -> HttpResponse:
    account = account_for(request.staff, slug, may_manage_accounts)
    why, wrong = request.POST.get("why", "").strip(), ""
    if request.method == "POST":
        if not why:
            wrong = _("写上为什么，另一位管理员要看。")
        else:
            try:
                joint_acts.ask(joint_acts.CLOSE_ACCOUNT, {"account": account.pk}, by=request.staff, why=why)
            except errors.AskedAlready:
                wrong = _("已经申请过了，等人同意。")
            except errors.NobodyElse:
                wrong = _("这里只有您一位管理员，没有人能同意。先给另一位同事管理员岗位。")
            else:
                return redirect("console:agreements")
    context = {"account": account, "why": why, "wrong": wrong}
    return page(
        request, "console/agreements/closing.html", context, at="account", status=422 if wrong else 200
    )
