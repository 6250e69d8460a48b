"""意思相近的词: groups of words that answer for each other where a rule matches by meaning."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.units_named import names_in
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.foundation.staff.roles import EDIT_ANSWERS
from zhijian.foundation.staff.sight import accounts_for
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import SynonymsRefused
from zhijian.rooms.answers.models import SynonymGroup

BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    words: str
    wrong: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def synonyms(request: StaffRequest) -> HttpResponse:
    """POST: a new group."""
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    if request.method != "POST":
        return _shown(request, request.account)
    account = reach.account_to_write_for(request.staff, request.POST.get("account", request.account.slug))
    typed = request.POST.get("words", "")
    try:
        services.make_synonyms(account_id=account.pk, words=names_in(typed), by=request.staff)
    except SynonymsRefused as refused:
        return _shown(request, account, new=Row(0, typed, refused.rule))
    return redirect("console:synonyms")


@require_POST
@staff_only(may_edit_answers)
def synonym_group(request: StaffRequest, number: int) -> HttpResponse:
    """Change it, or with `act=remove` do away with it."""
    group = _group_of(request.staff, number)
    if request.POST.get("act") == "remove":
        services.remove_synonyms(group, by=request.staff)
        return redirect("console:synonyms")
    typed = request.POST.get("words", "")
    try:
        services.change_synonyms(group, words=names_in(typed), by=request.staff)
    except SynonymsRefused as refused:
        return _shown(request, group.account, changed=Row(number, typed, refused.rule))
    return redirect("console:synonyms")


def _shown(
    request: StaffRequest, account: Account, *, new: Row | None = None, changed: Row | None = None
) -> HttpResponse:
    groups = SynonymGroup.objects.filter(account=account).order_by("-id")
    context = {
        "account": account,
        "new": new or Row(0, ""),
        "rows": [
            changed if changed and changed.number == group.pk else Row(group.pk, BETWEEN.join(group.words))
            for group in groups
        ],
    }
    status = 422 if new or changed else 200
    return page(request, "console/answers/synonyms.html", context, at="answers", status=status)


def _group_of(staff: Staff, number: int) -> SynonymGroup:
    return get_object_or_404(SynonymGroup, account__in=accounts_for(staff, *EDIT_ANSWERS), pk=number)
