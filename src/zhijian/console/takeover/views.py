"""Taking over an account: fetch, decide, import, switch, undo."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.account_reach import account_for
from zhijian.console.takeover import words
from zhijian.console.takeover.takeover_page import takeover_page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.answers.models import TakeOver
from zhijian.rooms.answers.takeover import services
from zhijian.rooms.answers.takeover.errors import TakeOverError
from zhijian.rooms.answers.takeover.queries import takeovers_visible_to


def _account(request: StaffRequest, slug: str) -> Account:
    return account_for(request.staff, slug, may_manage_accounts)


def _takeover(request: StaffRequest, slug: str) -> TakeOver:
    """The latest of this account; 404 before there is one."""
    found = takeovers_visible_to(request.staff).filter(account__slug=slug)
    return get_object_or_404(found, pk=found.values_list("pk", flat=True).first() or 0)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def takeover(request: StaffRequest, slug: str) -> HttpResponse:
    """POST has everything fetched from WeChat; with `act=gaps`, what could not be had last time."""
    account = _account(request, slug)
    if request.method != "POST":
        return takeover_page(request, account)
    try:
        if request.POST.get("act") == "gaps":
            services.try_again(_takeover(request, slug), by=request.staff)
        else:
            services.begin(
                account,
                by=request.staff,
                title=_("从微信后台取回“%(name)s”的规则和菜单") % {"name": account.name},
                leads_to=reverse("console:takeover", args=[slug]),
                if_stopped=_("停下以后，取到的都留着，什么也没有改。"),
            )
    except TakeOverError as refused:
        return takeover_page(request, account, says=words.error_words(refused.code), status=422)
    return redirect("console:takeover", slug)


@require_POST
@staff_only(may_manage_accounts)
def decision(request: StaffRequest, slug: str) -> HttpResponse:
    """One question decided; `act=undo` asks it again, `act=all` takes all that are open as recommended."""
    account, found = _account(request, slug), _takeover(request, slug)
    question = request.POST.get("question", "")
    choice, typed = request.POST.get("choice", ""), request.POST.get("words", "").replace("\r\n", "\n")
    try:
        match request.POST.get("act", ""):
            case "all":
                services.decide_as_recommended(found, by=request.staff)
            case "undo":
                services.undecide(found, question=question, by=request.staff)
            case _:
                services.decide(found, question=question, choice=choice, words=typed, by=request.staff)
    except TakeOverError as refused:
        return takeover_page(
            request,
            account,
            wrong={question: words.error_words(refused.code)},
            typed={question: (choice, typed)},
            status=422,
        )
    if request.headers.get("HX-Request") == "true":
        return takeover_page(request, account)
    return redirect(f"{reverse('console:takeover', args=[slug])}#decide")


@require_POST
@staff_only(may_manage_accounts)
def importing(request: StaffRequest, slug: str) -> HttpResponse:
    """The rules become ours; `act=undo` takes that back."""
    account, found = _account(request, slug), _takeover(request, slug)
    try:
        if request.POST.get("act") == "undo":
            kept = services.undo(found, by=request.staff)
            if kept:
                says = _("撤回了。有 %(count)s 条规则后来改过，留着没动。") % {"count": kept}
                return takeover_page(request, account, says=says)
        else:
            services.import_all(found, by=request.staff)
    except TakeOverError as refused:
        return takeover_page(request, account, says=words.error_words(refused.code), status=422)
    return redirect("console:takeover", slug)


@require_POST
@staff_only(may_manage_accounts)
def switch(request: StaffRequest, slug: str) -> HttpResponse:
    """Somebody says that the server configuration is on."""
    account, found = _account(request, slug), _takeover(request, slug)
    try:
        services.note_switched(found, by=request.staff)
    except TakeOverError as refused:
        return takeover_page(request, account, says=words.error_words(refused.code), status=422)
    return redirect("console:takeover", slug)
