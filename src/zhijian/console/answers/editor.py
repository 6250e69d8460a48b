"""The rule editor: a new rule, a rule, its switch, its removal, and what stands beside it as one types."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.draft import Draft
from zhijian.console.answers.draft_acts import after
from zhijian.console.answers.draft_of import draft_of
from zhijian.console.answers.draft_reading import draft_from
from zhijian.console.answers.editor_page import beside, editor_page
from zhijian.console.answers.meanwhile import meanwhile_page, settled
from zhijian.console.answers.rule_rows import menu_names, name_of
from zhijian.console.answers.saving import change, make
from zhijian.console.answers.submission import Submission
from zhijian.console.page import page
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import RuleChangedMeanwhile, RuleRefused, StillLedTo
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Occasion, Seen


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def new_rule(request: StaffRequest) -> HttpResponse:
    """`?question=N` begins with the words of a message nobody could answer, and settles it once saved."""
    if request.account is None:
        return redirect("console:rules")
    if request.method != "POST":
        return editor_page(request, _first_draft(request), account=request.account)
    account = reach.account_to_write_for(request.staff, request.POST.get("account", ""))
    draft = draft_from(request.POST)
    if request.POST.get("act", "save") != "save":
        return editor_page(request, after(draft, request.POST["act"]), account=account)
    submission = Submission(draft, staff=request.staff, account=account)
    if not submission.is_well_formed:
        return editor_page(request, submission.draft, account=account, wrong=submission.wrong)
    try:
        made = make(submission, occasion=draft.occasion, account=account, by=request.staff)
    except RuleRefused as refused:
        return editor_page(request, draft, account=account, wrong={refused.field: refused.rule})
    if question := request.POST.get("question", ""):
        _see_to_all_alike(request.staff, question, rule=made)
    return _saved(made.pk, request)


def _see_to_all_alike(staff: Staff, question: str, *, rule: Rule) -> None:
    """The new rule is for the message it began with, and for those that are alike."""
    number = int(question) if question.isdecimal() else 0
    asked = reach.question_to_settle(staff, number)
    if hasattr(asked, "settlement"):
        return
    alike = reach.group_to_see_to(staff, number).questions
    services.see_to(alike, account_id=rule.account_id, how=Seen.RULE, rule=rule, by=staff)


def _first_draft(request: StaffRequest) -> Draft:
    asked = request.GET.get("question", "")
    if not asked:
        given = {name: request.GET.get(name, "") for name in ("word", "item")}
        return Draft.new(request.GET.get("occasion", Occasion.TEXT), **given)
    return Draft.answering(reach.question_to_settle(request.staff, int(asked) if asked.isdecimal() else 0))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def rule(request: StaffRequest, number: int) -> HttpResponse:
    """Saved over somebody else's change only knowingly: then it is 409 and a page that shows both."""
    on_file = reach.rule_to_edit(request.staff, number)
    account = on_file.account
    if request.method != "POST":
        return editor_page(request, draft_of(on_file), account=account, rule=on_file)
    draft = settled(draft_from(request.POST, occasion=on_file.occasion), request.POST, on_file)
    if request.POST.get("act", "save") != "save":
        return editor_page(request, after(draft, request.POST["act"]), account=account, rule=on_file)
    submission = Submission(draft, staff=request.staff, account=account)
    if not submission.is_well_formed:
        return editor_page(request, submission.draft, account=account, rule=on_file, wrong=submission.wrong)
    try:
        change(on_file, submission, seen_version=draft.version, by=request.staff)
    except RuleChangedMeanwhile as meanwhile:
        return meanwhile_page(request, draft, rule=on_file, meanwhile=meanwhile)
    except RuleRefused as refused:
        wrong = {refused.field: refused.rule}
        return editor_page(request, draft, account=account, rule=on_file, wrong=wrong)
    return _saved(on_file.pk, request)


def _saved(number: int, request: StaffRequest) -> HttpResponse:
    said = {"saved": str(number), "done": request.POST.get("draft_key", "")}
    query = urlencode({name: value for name, value in said.items() if value})
    return redirect(f"{reverse('console:rules')}?{query}")


@require_POST
@staff_only(may_edit_answers)
def preview(request: StaffRequest) -> HttpResponse:
    """The phone, and out of band what is said in words of whom it is for and what stands in its way."""
    account = reach.account_to_write_for(request.staff, request.POST.get("account", ""))
    number = request.POST.get("rule", "")
    on_file = reach.rule_to_edit(request.staff, int(number)) if number.isdecimal() else None
    context = beside(draft_from(request.POST), request=request, account=account, rule=on_file)
    return render(request, "console/answers/editor/_beside.html", context)


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
    still_led_to: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            services.remove_rule(on_file, by=request.staff)
        except StillLedTo as refused:
            still_led_to = refused.names
        else:
            return redirect("console:rules")
    context = {
        "rule": on_file,
        "name": name_of(on_file, menu_names(on_file.account.menu)),
        "led_to_by": still_led_to,
    }
    return page(
        request, "console/answers/removal.html", context, at="answers", status=422 if still_led_to else 200
    )
