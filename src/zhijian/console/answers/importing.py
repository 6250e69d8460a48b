"""Rules from a table: upload, look, decide, take back. And the table to begin with."""

from contextlib import suppress

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.finding import finding_of
from zhijian.console.answers.import_page import (
    MOST_AT_ONCE,
    open_task,
    outcome_page,
    preview_page,
    task_key,
)
from zhijian.console.page import page
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.foundation.staff.roles import EDIT_ANSWERS
from zhijian.foundation.staff.sight import accounts_for
from zhijian.rooms.answers import imports, tables
from zhijian.rooms.answers.errors import ImportRefused
from zhijian.rooms.answers.models import Rule, RuleImport
from zhijian.rooms.answers.sheets import MOST_BYTES, MOST_ROWS
from zhijian.rooms.answers.states import Occasion

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    table = forms.FileField(
        error_messages={
            "required": gettext_lazy("先选一个文件。"),
            "empty": gettext_lazy("这个文件是空的。"),
        },
        max_length=200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def upload(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    wrong = ""
    if request.method == "POST":
        account = reach.account_to_write_for(request.staff, request.POST.get("account", request.account.slug))
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["table"]
            data = file.read(MOST_BYTES + 1)
            try:
                uploaded = imports.upload(account_id=account.pk, name=file.name, data=data, by=request.staff)
            except ImportRefused as refused:
                wrong = refused.reason
            else:
                return redirect("console:rules-import-look", uploaded.pk)
        else:
            wrong = str(form.errors["table"][0])
    earlier = RuleImport.objects.filter(
        account=request.account, carried_out_at__gt=now() - imports.KEPT
    ).defer("rows", "before", "after")
    context = {
        "wrong": wrong,
        "earlier": earlier.order_by("-carried_out_at")[:20],
        "most_mib": MOST_BYTES >> 20,
        "most_rows": MOST_ROWS,
        "account": request.account,
    }
    return page(
        request, "console/answers/imports/upload.html", context, at="answers", status=422 if wrong else 200
    )


@require_safe
@staff_only(may_edit_answers)
def look(request: StaffRequest, number: int) -> HttpResponse:
    """Before: what would change. While it is going on: how far. After: what did, and the way back."""
    found = _import_of(request.staff, number)
    if task := open_task(request.staff, number):
        return redirect("console:task", task.key)
    context: dict[str, object] = {"import": found, "account": found.account}
    if found.carried_out_at:
        context |= {"outcome": outcome_page(found)}
        return page(request, "console/answers/imports/outcome.html", context, at="answers")
    is_replacing = request.GET.get("replace") == "1"
    prospect = imports.prospect(found, replace=is_replacing)
    context |= {"preview": preview_page(prospect, is_replacing=is_replacing)}
    return page(request, "console/answers/imports/look.html", context, at="answers")


@require_POST
@staff_only(may_edit_answers)
def confirmation(request: StaffRequest, number: int) -> HttpResponse:
    found = _import_of(request.staff, number)
    is_replacing = request.POST.get("replace") == "1"
    if imports.rows_in(found) > MOST_AT_ONCE:
        imports.carry_out_later(
            found,
            replace=is_replacing,
            by=request.staff,
            key=task_key(number),
            title=_("导入 %(name)s") % {"name": found.name},
            if_stopped=_("停下以后什么都不会改。"),
            leads_to=request.build_absolute_uri(request.path).replace("confirmation/", ""),
        )
        return redirect("console:task", task_key(number))
    with suppress(imports.ImportIsDone):  # pressed twice: the page says what came of it
        imports.carry_out(found, replace=is_replacing, by=request.staff)
    return redirect("console:rules-import-look", number)


@require_POST
@staff_only(may_edit_answers)
def undoing(request: StaffRequest, number: int) -> HttpResponse:
    found = _import_of(request.staff, number)
    if imports.may_be_undone(found) and imports.touched_by(found) > MOST_AT_ONCE:
        imports.undo_later(
            found,
            by=request.staff,
            key=task_key(number),
            title=_("撤回导入 %(name)s") % {"name": found.name},
            if_stopped=_("停下以后什么都不会改。"),
            leads_to=request.build_absolute_uri(request.path).replace("undoing/", ""),
        )
        return redirect("console:task", task_key(number))
    with suppress(imports.ImportIsDone):  # taken back already, or too old: the page says which
        imports.undo(found, by=request.staff)
    return redirect("console:rules-import-look", number)


@require_safe
@staff_only(may_edit_answers)
def export(request: StaffRequest) -> HttpResponse:
    """The rules for texts that the list shows, as Excel or CSV; `?as=empty` is a table to fill in."""
    if request.account is None:
        return redirect("console:rules")
    kind = request.GET.get("as", "xlsx")
    numbers = [] if kind == "empty" else finding_of(request).numbers(request.staff, request.account)
    texts = Rule.objects.filter(account=request.account, occasion=Occasion.TEXT)
    allowed = set(texts.values_list("pk", flat=True))
    wanted = [number for number in numbers if number in allowed]
    name = f"{request.account.slug}-{localdate():%Y%m%d}" if numbers else "rules"
    if kind == "csv":
        response = HttpResponse("".join(tables.as_csv(wanted)), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(tables.as_xlsx(wanted), content_type=EXCEL)
    extension = "csv" if kind == "csv" else "xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response


def _import_of(staff: Staff, number: int) -> RuleImport:
    return get_object_or_404(RuleImport, account__in=accounts_for(staff, *EDIT_ANSWERS), pk=number)
