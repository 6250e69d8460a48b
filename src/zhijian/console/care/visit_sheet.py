"""A list of whom to visit, to take along: large print on A4, or a sheet; numbers masked unless asked for."""

import io
from typing import Any, Final

import xlsxwriter
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.care import words
from zhijian.console.care.fetching import kept_scope, unit_to_care_for
from zhijian.console.care.forms import SheetForm
from zhijian.console.org.imports.attaching import attached
from zhijian.console.page import page
from zhijian.foundation.org import numbers
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.permissions import may_give_care
from zhijian.rooms.reach.queries.care import Cared, cared, people_of
from zhijian.rooms.reach.services.taking_along import MOST_NUMBERS, take_list
from zhijian.rooms.reach.states import Standing

MOST: Final = 500


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_give_care)
def sheet(request: StaffRequest, number: int) -> HttpResponse:
    """GET asks what it is for; POST gives the paper, once that is written down.

    Whole numbers are opened only for who has just proven who he is.
    """
    return (_proven if "numbers" in request.POST else _sheet)(request, number)


def _sheet(request: StaffRequest, number: int) -> HttpResponse:
    unit = unit_to_care_for(request.staff, number)
    people = _people(request.staff, unit)
    form = SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with_numbers = form.cleaned_data["numbers"]
        if with_numbers and len(people) > MOST_NUMBERS:
            form.add_error("numbers", _("人太多了。到下级组织去打，或者不要完整的手机号。"))
        else:
            phones = take_list(
                [one.member for one in people],
                unit=unit,
                by=request.staff,
                why=form.cleaned_data["why"],
                with_numbers=with_numbers,
            )
            rows = [_row(one, unit, phones[one.member.pk], masked=not with_numbers) for one in people]
            if request.POST.get("as") == "xlsx":
                return attached(_workbook(unit, rows), f"{_name(unit)}.xlsx")
            context = {"unit": unit, "rows": rows, "day": localdate()}
            return page(request, "console/care/paper.html", context, at="org")
    asked: dict[str, object] = {
        "unit": unit,
        "form": form,
        "count": len(people),
        "back": reverse("console:org-unit", args=[unit.pk]),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/care/sheet.html", asked, at="org", status=status)


_proven = step_up(_sheet)


def _people(staff: Staff, unit: Unit) -> list[Cared]:
    """By whoever goes, so that each helper's people stand together."""
    found = people_of(unit, kept_scope(staff), standing=Standing.NOT_YET).select_related("unit")
    return sorted(cared(found.defer("phone", "id_number")[:MOST]), key=lambda one: one.helper)


def _row(one: Cared, unit: Unit, phone: str, *, masked: bool) -> dict[str, str]:
    """What the paper says of one. No reason that embarrasses: paper is left lying about."""
    return {
        "name": one.member.name,
        "age": words.age(one.member),
        "unit": one.member.unit.called if one.member.unit_id != unit.pk else "",
        "phone": numbers.masked_phone(phone) if phone and masked else phone,
        "helper": one.helper,
    }


def _workbook(unit: Unit, rows: list[dict[str, str]]) -> Any:
    """Every cell a text; widths for reading on paper."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page_one = book.add_worksheet("看望")
    head = book.add_format({"bold": True, "bottom": 1, "font_size": 14})
    text = book.add_format({"num_format": "@", "font_size": 14})
    columns = {"name": "姓名", "age": "年龄", "unit": "所在组织", "phone": "手机号", "helper": "谁去"}
    for at, (key, label) in enumerate(columns.items()):
        page_one.set_column(at, at, 30 if key == "unit" else 16)
        page_one.write_string(0, at, label, head)
        for number, row in enumerate(rows, start=1):
            page_one.write_string(number, at, row[key], text)
    page_one.set_paper(9)
    page_one.fit_to_pages(1, 0)
    book.close()
    return out


def _name(unit: Unit) -> str:
    return _("%(unit)s看望名单-%(day)s") % {"unit": unit.called, "day": f"{localdate():%Y%m%d}"}
