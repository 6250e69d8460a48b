"""没人能答的话: each becomes a rule, or needs no answer."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.question_rows import question_row, question_rows
from zhijian.console.page import page
from zhijian.console.waiting import count_waiting, in_words
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts
from zhijian.rooms.answers import services
from zhijian.rooms.answers.queries import unanswered_visible_to

SHOWN = 50


@require_safe
@staff_only(may_edit_answers)
def unanswered(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    waiting = unanswered_visible_to(request.staff).filter(account=request.account, settlement=None)
    context = {
        "questions": question_rows(waiting[:SHOWN]),
        "total": waiting.count(),
        "may_change_default": may_manage_accounts(request.staff),
    }
    return page(request, "console/answers/unanswered.html", context, at="answers")


@require_http_methods(["POST", "DELETE"])
@staff_only(may_edit_answers)
def settlement(request: StaffRequest, number: int) -> HttpResponse:
    """POST: it needs no answer. DELETE (without a script: POST with `undo`): it does after all."""
    question = reach.question_to_settle(request.staff, number)
    is_undone = request.method == "DELETE" or "undo" in request.POST
    if is_undone:
        services.unsettle_unanswered(question, by=request.staff)
    else:
        services.settle_unanswered(question, by=request.staff)
    if request.headers.get("HX-Request") == "true":
        row = question_row(question, is_settled=not is_undone)
        waiting = in_words(count_waiting(request.staff, account=request.account))
        return render(request, "console/answers/_settled.html", {"question": row, "waiting": waiting})
    return redirect("console:unanswered")
