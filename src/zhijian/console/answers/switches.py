"""Several rules switched on or off at once."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers import switching

MOST = 500


@require_POST
@staff_only(may_edit_answers)
def switches(request: StaffRequest) -> HttpResponse:
    numbers = [int(number) for number in request.POST.getlist("rule")[:MOST] if number.isdecimal()]
    rules = [reach.rule_to_edit(request.staff, number) for number in numbers]
    switching.switch_all(rules, is_on=request.POST.get("is_on") == "yes", by=request.staff)
    back = request.POST.get("back", "")
    return redirect(back if back.startswith("/console/") else reverse("console:rules"))
