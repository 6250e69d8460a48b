"""The rule editor: a new rule, a rule, its switch, its removal, and the preview beside it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.draft import Draft
from zhijian.console.answers.editor_page import editor_page, preview_of
from zhijian.console.answers.rule_rows import menu_names, name_of
from zhijian.console.answers.submission import Submission
from zhijian.console.page import page
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.states import Occasion


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def new_rule(request: StaffRequest) -> HttpResponse:
    """`?question=N` begins with the words of a message nobody could answer, and settles it once saved."""
    if request.account is None:
        return redirect("console:rules")
    if request.method != "POST":
        return editor_page(request, _first_draft(request), account=request.account)
    account = reach.account_to_write_for(request.staff, request.POST.get("account", ""))
    draft = Draft.read(request.POST)
    if request.POST.get("act", "save") != "save":
        return editor_page(request, draft.after(request.POST["act"]), account=account)
    submission = Submission(draft, staff=request.staff, account=account)
    if not submission.is_well_formed:
        return editor_page(request, submission.draft, account=account, wrong=submission.wrong)
    try:
        made = services.make_rule(
            account_id=account.pk,
            occasion=draft.occasion,
            keywords=submission.keywords,
            parts=submission.parts,
            priority=submission.priority,
            by=request.staff,
        )
    except RuleRefused as refused:
        return editor_page(request, draft, account=account, wrong={refused.field: refused.rule})
    if question := request.POST.get("question", ""):
        settled = reach.question_to_settle(request.staff, int(question) if question.isdecimal() else 0)
        services.settle_unanswered(settled, by=request.staff)
    return redirect(f"{reverse('console:rules')}?{urlencode({'saved': made.pk})}")


def _first_draft(request: StaffRequest) -> Draft:
    asked = request.GET.get("question", "")
    if not asked:
        return Draft.new(request.GET.get("occasion", Occasion.TEXT))
    return Draft.answering(reach.question_to_settle(request.staff, int(asked) if asked.isdecimal() else 0))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def rule(request: StaffRequest, number: int) -> HttpResponse:
    on_file = reach.rule_to_edit(request.staff, number)
    if request.method != "POST":
        return editor_page(request, Draft.of(on_file), account=on_file.account, rule=on_file)
    draft = Draft.read(request.POST, occasion=on_file.occasion)
    if request.POST.get("act", "save") != "save":
        return editor_page(request, draft.after(request.POST["act"]), account=on_file.account, rule=on_file)
    submission = Submission(draft, staff=request.staff, account=on_file.account)
    if not submission.is_well_formed:
        return editor_page(
            request, submission.draft, account=on_file.account, rule=on_file, wrong=submission.wrong
        )
    try:
        services.change_rule(
            on_file,
            keywords=submission.keywords,
            parts=submission.parts,
            priority=submission.priority,
            by=request.staff,
        )
    except RuleRefused as refused:
        wrong = {refused.field: refused.rule}
        return editor_page(request, draft, account=on_file.account, rule=on_file, wrong=wrong)
    return redirect(f"{reverse('console:rules')}?{urlencode({'saved': on_file.pk})}")


@require_POST
@staff_only(may_edit_answers)
def preview(request: StaffRequest) -> HttpResponse:
    account = reach.account_to_write_for(request.staff, request.POST.get("account", ""))
    shown = preview_of(Draft.read(request.POST), staff=request.staff, account=account)
    return render(request, "console/answers/_preview.html", {"preview": shown})


@require_POST
@staff_only(may_edit_answers)
def switch(request: StaffRequest, number: int) -> HttpResponse:
    on_file = reach.rule_to_edit(request.staff, number)
    if request.POST.get("is_on") == "yes":
        services.switch_on(on_file, by=request.staff)
    else:
        services.switch_off(on_file, by=request.staff)
    if request.headers.get("HX-Request") == "true":
        return render(request, "console/answers/_switch.html", {"rule": on_file})
    return redirect("console:rule", number)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def removal(request: StaffRequest, number: int) -> HttpResponse:
    """A removed rule cannot be brought back, so this is a page that says so, and offers the switch."""
    on_file = reach.rule_to_edit(request.staff, number)
    if request.method == "POST":
        services.remove_rule(on_file, by=request.staff)
        return redirect("console:rules")
    name = name_of(on_file, menu_names(on_file.account.menu))
    return page(request, "console/answers/removal.html", {"rule": on_file, "name": name}, at="answers")
