"""The first page after signing in."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers.question_rows import question_rows
from zhijian.console.page import page
from zhijian.console.today.stopped import stopped_lines
from zhijian.console.waiting import count_waiting
from zhijian.foundation.outbox.queries import stopped_letters
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers.queries import unanswered_visible_to

SHOWN = 3
STOPPED_FOR = timedelta(days=7)  # what could not be sent is news for a week, then history


@require_safe
@staff_only()
def today(request: StaffRequest) -> HttpResponse:
    account, may_act = request.account, may_edit_answers(request.staff)
    context = {"moment": localtime(), "may_act": may_act, "waiting": 0, "questions": [], "stopped": []}
    if account is not None and may_act:
        questions = unanswered_visible_to(request.staff).filter(account=account, settlement=None)
        letters = stopped_letters(account_id=account.pk, since=now() - STOPPED_FOR)[: SHOWN + 1]
        context |= {
            "waiting": count_waiting(request.staff, account=account),
            "questions": question_rows(questions[:SHOWN]),
            "stopped": stopped_lines(letters),
        }
    return page(request, "console/today/page.html", context, at="today")
