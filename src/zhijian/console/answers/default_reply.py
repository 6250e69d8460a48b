"""What the account says when no rule answers."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.page import page
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.queries import accounts_visible_to
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.answers import checking
from zhijian.rooms.answers.errors import RuleRefused


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
    account = get_object_or_404(accounts_visible_to(request.staff), slug=slug)
    on_file: dict[str, Any] = {"default_reply": account.default_reply, "suggests": account.suggests}
    form = DefaultReplyForm(request.POST if request.method == "POST" else None, initial=on_file)
    if request.method == "POST" and form.is_valid():
        services.change_account(account, actor=request.staff, **form.cleaned_data)
        return redirect("console:unanswered")
    context = {"form": form, "account": account}
    return page(
        request,
        "console/answers/default_reply.html",
        context,
        at="answers",
        status=422 if form.errors else 200,
    )
