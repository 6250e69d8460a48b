"""A roster from a sheet: upload, columns, look, decide, bring in, take back."""

import io
from contextlib import suppress

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.imports import reach
from zhijian.console.org.imports.attaching import attached
from zhijian.console.org.imports.columns_page import columns_page
from zhijian.console.org.imports.look_page import Mistake, look_page
from zhijian.console.org.imports.outcome_page import outcome_page
from zhijian.console.org.imports.running import (
    carry_out_now_or_later,
    look_now_or_later,
    open_task,
    undo_now_or_later,
)
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.page import page
from zhijian.foundation.org.roster import imports
from zhijian.foundation.org.roster.cells import text_of
from zhijian.foundation.org.roster.errors import ImportIsOver, SheetRefused
from zhijian.foundation.org.roster.exporting import write_rows_to_mend
from zhijian.foundation.org.roster.values import Wrong

MOST_UPLOAD_BYTES = 30 << 20
MOST_UNITS = 200


class UploadForm(forms.Form):
    table = forms.FileField(
        error_messages={
            "required": gettext_lazy("先选一个文件。"),
            "empty": gettext_lazy("这个文件是空的。"),
        },
        max_length=200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def upload(request: StaffRequest) -> HttpResponse:
    named = request.POST.get("unit") or request.GET.get("unit", "")
    unit = reach.unit_kept_by(request.staff, named) if named else None
    wrong = ""
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if unit is None:
            wrong = _("先选导入到哪个组织。")
        elif not form.is_valid():
            wrong = str(form.errors["table"][0])
        elif form.cleaned_data["table"].size > MOST_UPLOAD_BYTES:
            wrong = _("文件超过 %(most)d MB，请分成几个再传。") % {"most": MOST_UPLOAD_BYTES >> 20}
        else:
            file = form.cleaned_data["table"]
            try:
                batch = imports.upload(file, unit=unit, name=file.name, by=request.staff)
            except SheetRefused as refused:
                wrong = refused.reason
            else:
                if imports.needs_columns(batch):
                    return redirect("console:org-import-columns", batch.pk)
                return look_now_or_later(request, batch)
    kept = reach.units_kept_by(request.staff)
    context = {
        "unit": unit,
        "units": kept[:MOST_UNITS],
        "is_long": kept.count() > MOST_UNITS,
        "wrong": wrong,
        "most_mib": MOST_UPLOAD_BYTES >> 20,
        "earlier": reach.imports_kept_by(request.staff)[:30],
    }
    return page(request, "console/org/imports/upload.html", context, at="org", status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def columns(request: StaffRequest, number: int) -> HttpResponse:
    batch = reach.import_kept_by(request.staff, number)
    if batch.begun_at:
        return redirect("console:org-import", number)
    wrong, chosen = "", list(batch.fields)
    if request.method == "POST":
        chosen = [request.POST.get(f"column-{at}", "") for at in range(len(batch.headings))]
        try:
            return look_now_or_later(request, imports.choose_columns(batch, fields=chosen))
        except SheetRefused as refused:
            wrong = refused.reason
    context = {"import": batch, "columns": columns_page(batch, chosen), "wrong": wrong}
    return page(request, "console/org/imports/columns.html", context, at="org", status=422 if wrong else 200)


@require_safe
@staff_only(may_keep_roster)
def look(request: StaffRequest, number: int) -> HttpResponse:
    """Before: what would be done. While it goes on: how far. After: what was, and the way back."""
    batch = reach.import_kept_by(request.staff, number)
    if task := open_task(request.staff, batch):
        return redirect("console:task", task.key)
    if batch.begun_at:
        context = {"import": batch, "outcome": outcome_page(batch)}
        return page(request, "console/org/imports/outcome.html", context, at="org")
    if not batch.planned_at:
        return redirect("console:org-import-columns", number)
    return page(
        request, "console/org/imports/look.html", {"import": batch, "look": look_page(batch)}, at="org"
    )


@require_POST
@staff_only(may_keep_roster)
def decision(request: StaffRequest, number: int, row: int) -> HttpResponse:
    """One unclear row: who it is, or the number that lost its digits."""
    batch = reach.import_kept_by(request.staff, number)
    found = reach.row_of(batch, row)
    try:
        if "id_number" in request.POST and request.POST.get("decision") == "number":
            imports.type_number(batch, found, id_number=request.POST["id_number"])
        else:
            said = request.POST.get("decision", "")
            chosen = request.POST.get("member", "") if said == "member" else said
            if said == "member" and not chosen:
                raise Wrong(_("先点选是哪一位。"))
            imports.decide(batch, found, decision="" if chosen == "undo" else chosen)
    except ImportIsOver:  # done by somebody else meanwhile: the page says so
        return redirect("console:org-import", number)
    except Wrong as wrong:
        mistake = Mistake(row, wrong.message, request.POST.get("id_number", "")[:30])
        context = {"import": batch, "look": look_page(batch, wrong=mistake)}
        return page(request, "console/org/imports/look.html", context, at="org", status=422)
    return redirect(f"{reverse('console:org-import', args=(number,))}#row-{row}")


@require_POST
@staff_only(may_keep_roster)
def confirmation(request: StaffRequest, number: int) -> HttpResponse:
    return carry_out_now_or_later(request, reach.import_kept_by(request.staff, number))


@require_POST
@staff_only(may_keep_roster)
def undoing(request: StaffRequest, number: int) -> HttpResponse:
    return undo_now_or_later(request, reach.import_kept_by(request.staff, number))


@require_POST
@staff_only(may_keep_roster)
def removal(request: StaffRequest, number: int) -> HttpResponse:
    """Not brought in after all: what was uploaded is forgotten."""
    batch = reach.import_kept_by(request.staff, number)
    unit = batch.unit_id
    with suppress(ImportIsOver):
        imports.throw_away(batch, by=request.staff)
    return redirect(f"{reverse('console:org-imports')}?unit={unit}")


@require_safe
@staff_only(may_keep_roster)
def rest(request: StaffRequest, number: int) -> HttpResponse:
    """The rows that were not brought in, as a sheet: mended, it can be brought in in turn."""
    batch = reach.import_kept_by(request.staff, number)
    out = io.BytesIO()
    rows = [
        (row.number, row.message, [text_of(cell) for cell in cells])
        for row, cells in imports.rows_to_mend(batch)
    ]
    write_rows_to_mend(out, labels=batch.headings, rows=iter(rows))
    imports.note_taken_away(batch, by=request.staff, rows=len(rows))
    return attached(out, _("要核对的行.xlsx"))
