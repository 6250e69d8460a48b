"""没人能答的话: alike ones together; each group becomes a rule, joins one, or needs no answer."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.group_rows import ADD, NEEDLESS, SYNONYM, done_in_words, group_row
from zhijian.console.answers.picking import rules_like
from zhijian.console.answers.question_rows import question_row
from zhijian.console.page import page
from zhijian.console.waiting import count_waiting, in_words
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts
from zhijian.foundation.staff.roles import EDIT_ANSWERS
from zhijian.foundation.staff.sight import accounts_for
from zhijian.rooms.answers import overview, services
from zhijian.rooms.answers.errors import RuleRefused, SynonymsRefused
from zhijian.rooms.answers.models import Keyword, Rule, SeenTo
from zhijian.rooms.answers.queries import unanswered_visible_to
from zhijian.rooms.answers.states import Match, Seen
from zhijian.rooms.answers.unanswered_groups import Group, groups

LONGEST_WORDS = 24  # of a group, in the line that says what was done
MOST_GROUPS = 20  # as many as one looks through at a time; the next come when these are seen to
MOST_WORDS = 10  # that join a rule at once
PERIODS = {"7": 7, "30": 30, "all": 0}


@require_safe
@staff_only(may_edit_answers)
def unanswered(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    period = request.GET.get("days", "all")
    days = PERIODS.get(period, 0)
    since = now() - timedelta(days=days) if days else None
    found = groups(request.account, viewer=request.staff, since=since, most=MOST_GROUPS)
    rows = [group_row(group) for group in found]
    waiting = unanswered_visible_to(request.staff).filter(account=request.account, settlement=None)
    context = {
        "frequent": [row for row in rows if row.is_frequent],
        "single": [row for row in rows if not row.is_frequent],
        "shown": sum(row.group.count for row in rows),
        "total": waiting.count(),
        "days": period if period in PERIODS else "all",
        "week": overview.week_of(request.account.pk),
        "may_change_default": may_manage_accounts.on(request.staff, request.account),
    }
    return page(request, "console/answers/unanswered.html", context, at="answers")


@require_POST
@staff_only(may_edit_answers)
def seeing_to(request: StaffRequest, number: int) -> HttpResponse:
    """`how` is one of the group's acts; `rule` the one chosen by hand. The row says what was done."""
    group = reach.group_to_see_to(request.staff, number)
    account = group.questions[0].account
    try:
        seen_to = _seen_to(request, group, account=account)
    except (RuleRefused, SynonymsRefused) as refused:
        context = {"row": group_row(group), "wrong": refused.rule}
        return render(request, "console/answers/_group.html", context, status=422)
    words = str(Truncator(" ".join(group.words.split())).chars(LONGEST_WORDS))
    said = done_in_words(seen_to, count=group.count, words=words)
    if request.headers.get("HX-Request") != "true":
        return redirect("console:unanswered")
    return _piece(
        request, "console/answers/_group_done.html", {"seen_to": seen_to, "said": said, "key": number}
    )


def _seen_to(request: StaffRequest, group: Group, *, account: Account) -> SeenTo:
    """Raises `RuleRefused` or `SynonymsRefused`."""
    how, chosen = request.POST.get("how", ""), request.POST.get("rule", "")
    if chosen.isdecimal():
        rule = reach.rule_to_edit(request.staff, int(chosen))
        if rule.account_id != account.pk:
            raise Http404
        return _added(rule, group, by=request.staff)
    if how == ADD and group.rule:
        return _added(group.rule, group, by=request.staff)
    if how == SYNONYM and group.rule:
        keyword = get_object_or_404(Keyword, rule=group.rule, text=group.keyword)
        return services.make_synonym_of(keyword, group.questions, word=group.words, by=request.staff)
    noted = Seen.NEEDLESS if how == NEEDLESS else Seen.NOTED
    return services.see_to(group.questions, account_id=account.pk, how=noted, by=request.staff)


def _added(rule: Rule, group: Group, *, by: Staff) -> SeenTo:
    texts = dict.fromkeys(" ".join(question.text.split()) for question in group.questions)
    words = [(text, str(Match.CONTAINS)) for text in list(texts)[:MOST_WORDS]]
    return services.add_to_rule(rule, group.questions, words=words, by=by)


@require_http_methods(["POST", "DELETE"])
@staff_only(may_edit_answers)
def seen_to(request: StaffRequest, number: int) -> HttpResponse:
    """撤回: the messages wait again, and what the act added is gone. The group stands where the line was."""
    found = get_object_or_404(SeenTo, pk=number, account__in=accounts_for(request.staff, *EDIT_ANSWERS))
    question = found.settlements.order_by("-unanswered__asked_at").values_list("unanswered_id", flat=True)
    first = question.first() or 0
    services.undo_seen_to(found, by=request.staff)
    if request.headers.get("HX-Request") != "true":
        return redirect("console:unanswered")
    return _piece(
        request,
        "console/answers/_group.html",
        {"row": group_row(reach.group_to_see_to(request.staff, first))},
    )


@require_safe
@staff_only(may_edit_answers)
def rules(request: StaffRequest, number: int) -> HttpResponse:
    """Which rule a group is to join: searched by a word, chosen with one tap."""
    group = reach.group_to_see_to(request.staff, number)
    word = request.GET.get("q", "").strip()
    account = group.questions[0].account
    context = {
        "row": group_row(group),
        "word": word,
        "found": rules_like(word, staff=request.staff, account=account),
    }
    if request.headers.get("HX-Target") == "choose":
        return render(request, "console/answers/_choose_rule.html", context)
    return page(request, "console/answers/choose_rule.html", context, at="answers")


@require_http_methods(["POST", "DELETE"])
@staff_only(may_edit_answers)
def settlement(request: StaffRequest, number: int) -> HttpResponse:
    """One message, from 今日. POST: it needs no answer. DELETE (or POST with `undo`): it does after all."""
    question = reach.question_to_settle(request.staff, number)
    is_undone = request.method == "DELETE" or "undo" in request.POST
    if is_undone:
        services.unsettle_unanswered(question, by=request.staff)
    else:
        services.settle_unanswered(question, by=request.staff)
    if request.headers.get("HX-Request") == "true":
        row = question_row(question, is_settled=not is_undone)
        return _piece(request, "console/answers/_settled.html", {"question": row})
    return redirect("console:unanswered")


def _piece(request: StaffRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """With the numbers around it, out of band."""
    waiting = in_words(count_waiting(request.staff, account=request.account))
    return render(request, template, {**context, "waiting": waiting})
