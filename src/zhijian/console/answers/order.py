"""Who answers first: rules put before one another by hand."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.finding import Finding, finding_of
from zhijian.console.answers.rule_rows import rows_of, rule_rows
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers import overview, services
from zhijian.rooms.answers.errors import OrderTooWide
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.queries import rules_visible_to
from zhijian.rooms.answers.states import Occasion

MOST_SHOWN = 50


@require_safe
@staff_only(may_edit_answers)
def order(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    finding = finding_of(request)
    context = _context(finding, staff=request.staff, account=request.account)
    return page(request, "console/answers/order.html", context, at="answers")


@require_POST
@staff_only(may_edit_answers)
def place(request: StaffRequest, number: int) -> HttpResponse:
    """`before` or `after` names the rule it now stands beside; the list it was moved in is in the address."""
    rule = reach.rule_to_edit(request.staff, number)
    finding = finding_of(request)
    wrong = ""
    try:
        moved = services.place_rule(rule, before=_next(request, rule), by=request.staff)
    except OrderTooWide as refused:
        moved, wrong = 0, str(refused)
    if request.headers.get("HX-Request") != "true":
        return redirect(finding.address("console:rule-order", moved=moved))
    context = _context(finding, staff=request.staff, account=rule.account)
    said = {"wrong": wrong, "moved": moved, "placed": number}
    return render(request, "console/answers/_order.html", {**context, **said}, status=422 if wrong else 200)


def _next(request: StaffRequest, rule: Rule) -> Rule | None:
    """The rule it comes before; None at the very end."""
    before, after = request.POST.get("before", ""), request.POST.get("after", "")
    beside = reach.rule_to_edit(request.staff, int(before or after) if (before or after).isdecimal() else 0)
    if beside.account_id != rule.account_id or beside.occasion != rule.occasion:
        raise Http404
    return beside if before else overview.next_in_order(beside, leaving_out=rule)


def _context(finding: Finding, *, staff: Staff, account: Account) -> dict[str, object]:
    found = Finding(finding.show, finding.word)
    texts = found.rules(staff, account).filter(occasion=Occasion.TEXT)
    numbers = list(texts.values_list("pk", flat=True)[:MOST_SHOWN])
    place_of = {number: at for at, number in enumerate(numbers)}
    found_rules = rows_of(rules_visible_to(staff).filter(pk__in=numbers))
    rules = sorted(found_rules, key=lambda rule: place_of[rule.pk])
    rows = rule_rows(rules, account=account)
    steps = [
        (row, numbers[at - 1] if at else 0, numbers[at + 1] if at + 1 < len(numbers) else 0)
        for at, row in enumerate(rows)
    ]
    return {
        "steps": steps,
        "finding": found,
        "total": texts.count(),
        "query_string": found.address("console:rule-order").partition("console/answers/order/")[2],
    }
