"""The roster as a sheet: chosen columns, numbers masked; whole numbers only when a second person agrees."""

import tempfile
from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.imports import reach
from zhijian.console.org.imports.attaching import attached
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.page import page
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.roster.exporting import ALWAYS, COLUMNS, SEALED, Wish, write_csv, write_xlsx
from zhijian.foundation.staff import joint_acts
from zhijian.foundation.staff.errors import AskedAlready, BeyondRights, NobodyElse, NotOpen
from zhijian.foundation.staff.joint_acts.services import USED_WITHIN
from zhijian.foundation.staff.models import JointAct
from zhijian.foundation.staff.roles import KEEP_ROSTER
from zhijian.foundation.staff.roster import scope_for

MOST_UNITS = 200
LABELS = {
    "code": gettext_lazy("成员编号"),
    "name": gettext_lazy("姓名"),
    "unit_code": gettext_lazy("组织编号"),
    "unit": gettext_lazy("所在组织"),
    "id_number": gettext_lazy("身份证号"),
    "phone": gettext_lazy("手机号"),
    "birth_year": gettext_lazy("出生年份"),
    "joined": gettext_lazy("入党时间"),
    "labels": gettext_lazy("标签"),
    "offices": gettext_lazy("职务"),
    "state": gettext_lazy("状态"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def export(request: StaffRequest) -> HttpResponse:
    named = request.POST.get("unit") or request.GET.get("unit", "")
    unit = reach.unit_kept_by(request.staff, named) if named else None
    wrong = ""
    if request.method == "POST":
        chosen = [column for column in COLUMNS if column in request.POST.getlist("columns")]
        reason = request.POST.get("reason", "").strip()
        if unit is None:
            wrong = _("先选导出哪个组织。")
        elif not reason:
            wrong = _("写一句做什么用，会记进操作记录。")
        elif "unmasked" in request.POST and SEALED & set(chosen):
            wrong = _asked(request, unit, chosen, reason)
        else:
            kind = "csv" if request.POST.get("as") == "csv" else "xlsx"
            return _file(request, unit, chosen, reason=reason, kind=kind)
    context = {
        "unit": unit,
        "units": reach.units_kept_by(request.staff)[:MOST_UNITS],
        "columns": [(name, label, name in ALWAYS) for name, label in LABELS.items()],
        "chosen": request.POST.getlist("columns") if request.method == "POST" else list(COLUMNS),
        "reason": request.POST.get("reason", ""),
        "is_unmasked": "unmasked" in request.POST,
        "wrong": wrong,
        "agreed": _agreed(request),
        "waiting": JointAct.objects.filter(
            act=joint_acts.EXPORT_NUMBERS, asked_by=request.staff, agreed_at=None, refused_at=None,
            withdrawn_at=None, stale_at=None, expires_at__gt=now(),
        ).order_by("pk"),
        "was_asked": request.GET.get("asked") == "1",
    }  # fmt: skip
    if request.method == "POST" and not wrong:
        return redirect(f"{reverse('console:org-export')}?unit={unit.pk if unit else ''}&asked=1")
    return page(request, "console/org/imports/export.html", context, at="org", status=422 if wrong else 200)


@require_POST
@staff_only(needs_post=False)
def fetch(request: StaffRequest, number: int) -> HttpResponse:
    """Once, by whoever asked, within a day of somebody else agreeing."""
    found = get_object_or_404(JointAct, pk=number, act=joint_acts.EXPORT_NUMBERS, asked_by=request.staff)
    unit = reach.unit_kept_by(request.staff, str(found.arguments["unit"]))
    with suppress(NotOpen, BeyondRights):
        joint_acts.use(found, by=request.staff)
        return _file(
            request, unit, found.arguments["columns"], reason=found.why, kind="xlsx", is_unmasked=True
        )
    return redirect("console:org-export")


def _asked(request: StaffRequest, unit: Unit, chosen: list[str], reason: str) -> str:
    """What stands in the way of asking; nothing when it was asked."""
    try:
        joint_acts.ask(
            joint_acts.EXPORT_NUMBERS, {"unit": unit.pk, "columns": chosen}, by=request.staff, why=reason
        )
    except AskedAlready:
        return _("这一份已经在等人同意了。")
    except NobodyElse:
        return _("导出完整号码要另一个人同意，这里还没有第二个能同意的人。先请管理员设一位。")
    except BeyondRights:
        return _("您在这个组织没有导出名册的权限。")
    return ""


def _agreed(request: StaffRequest) -> list[JointAct]:
    found = JointAct.objects.filter(
        act=joint_acts.EXPORT_NUMBERS,
        asked_by=request.staff,
        agreed_at__gt=now() - USED_WITHIN,
        done_at=None,
    )
    return list(found.select_related("agreed_by").order_by("pk"))


def _file(
    request: StaffRequest, unit: Unit, chosen: list[str], *, reason: str, kind: str, is_unmasked: bool = False
) -> HttpResponse:
    wish = Wish(scope_for(request.staff, *KEEP_ROSTER), unit, chosen, is_unmasked=is_unmasked, reason=reason)
    out = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it; without a name nobody else finds it
    (write_xlsx if kind == "xlsx" else write_csv)(wish, out, by=request.staff)
    name = _("%(unit)s名册-%(day)s") % {"unit": unit.called, "day": f"{localdate():%Y%m%d}"}
    return attached(out, f"{name}.{kind}")
