"""When no rule answers, and how long a number leads on: what the account does by itself."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.account_reach import account_for
from zhijian.console.answers.default_reply import default_reply_page
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import SettingsRefused


@require_POST
@staff_only(may_manage_accounts)
def manners(request: StaffRequest, slug: str) -> HttpResponse:
    account = account_for(request.staff, slug, may_manage_accounts)
    typed = request.POST.get("guide_minutes", "").strip()
    searches = request.POST.get("searches_library") == "on"
    try:
        services.change_settings(
            account.pk,
            searches_library=searches,
            guide_minutes=int(typed) if typed.isdecimal() and len(typed) < 5 else -1,
            by=request.staff,
        )
    except SettingsRefused as refused:
        return default_reply_page(
            request, account, wrong={refused.field: refused.rule}, minutes=typed, searches=searches
        )
    return redirect("console:unanswered")
