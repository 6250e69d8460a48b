"""What the account says when no rule answers, and what it tries before."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.account_reach import account_for
from zhijian.console.page import page
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.answers import checking
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.settling import settings_of


class DefaultReplyForm(forms.Form):
    default_reply = forms.CharField(required=False, strip=True)
    suggests = forms.BooleanField(required=False)

    def clean_default_reply(self) -> str:
        typed: str = self.cleaned_data["default_reply"]
        if not typed:
            return ""
        try:
            return checking.check_text(typed)
        except RuleRefused as refused:
            raise forms.ValidationError(refused.rule) from None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def default_reply(request: StaffRequest, slug: str) -> HttpResponse:
    account = account_for(request.staff, slug, may_manage_accounts)
    if request.method != "POST":
        return default_reply_page(request, account)
    form = DefaultReplyForm(request.POST)
    if form.is_valid():
        services.change_account(account, actor=request.staff, **form.cleaned_data)
        return redirect("console:unanswered")
    return default_reply_page(request, account, form=form)


def default_reply_page(
    request: StaffRequest,
    account: Account,
    *,
    form: DefaultReplyForm | None = None,
    wrong: Mapping[str, str] | None = None,
    minutes: str | None = None,
    searches: bool | None = None,
) -> HttpResponse:
    """Two forms on a page; whichever is wrong keeps what was typed, the other shows what is on file."""
    on_file: dict[str, Any] = {"default_reply": account.default_reply, "suggests": account.suggests}
    settings = settings_of(account.pk)
    shown = form or DefaultReplyForm(initial=on_file)
    context = {
        "form": shown,
        "account": account,
        "wrong": wrong or {},
        "guide_minutes": settings.guide_minutes if minutes is None else minutes,
        "searches_library": settings.searches_library if searches is None else searches,
    }
    return page(
        request,
        "console/answers/default_reply.html",
        context,
        at="answers",
        status=422 if shown.errors or wrong else 200,
    )
