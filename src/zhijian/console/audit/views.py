"""The page of the audit: read, never written."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpResponse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.audit.finding import Finding
from zhijian.console.audit.words import said
from zhijian.console.page import page
from zhijian.foundation.audit.models import Line, Seal
from zhijian.foundation.staff.logbook import lines_visible_to
from zhijian.foundation.staff.permissions import may_read_audit

SHOWN = 100
_NAMELESS = ("answers.", "followers.")


@dataclass(frozen=True, slots=True)
class Row:
    at: datetime
    who: str
    did: str
    what: str
    whence: str


@require_safe
@staff_only(may_read_audit)
def audit(request: StaffRequest) -> HttpResponse:
    """The newest first; `before` is the number of the last line of the page before."""
    finding = Finding.read(request.GET)
    lines = finding.narrow(lines_visible_to(request.staff))
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        lines = lines.filter(pk__lt=int(before))
    shown = list(lines[: SHOWN + 1])
    more = finding.address(before=shown[SHOWN - 1].pk) if len(shown) > SHOWN else ""
    rows = [_row(line) for line in shown[:SHOWN]]
    context = {
        "finding": finding,
        "days": [(day, list(of_day)) for day, of_day in groupby(rows, key=lambda row: localdate(row.at))],
        "more": more,
        "head": Seal.objects.order_by("-number").first() if _reads_everything(request) else None,
    }
    return page(request, "console/audit/page.html", context, at="audit")


def _reads_everything(request: StaffRequest) -> bool:
    return may_read_audit.in_whole_house(request.staff)


def _row(line: Line) -> Row:
    return Row(localtime(line.at), _who(line), said(line.action), _what(line), _whence(line.whence))


def _who(line: Line) -> str:
    ours = {"command": _("命令行"), "worker": _("后台"), "set-up": _("初次设置"), "upgrade": _("升级")}
    ours |= {"WeChat": _("微信"), "demo": _("示例"), "follower": _("关注者")}
    return line.actor_name if line.actor_id else ours.get(line.actor_name, line.actor_name)


def _what(line: Line) -> str:
    """What has no name a person gave it goes by its number; its contents never stand in the log."""
    if line.subject_kind.startswith(_NAMELESS):
        return _("编号 %(number)s") % {"number": line.subject_id}
    return line.subject_name


def _whence(whence: str) -> str:
    return {"command": _("服务器上的命令"), "worker": _("后台")}.get(whence, whence)
