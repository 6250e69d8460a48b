"""Whose an account is: chosen in the tree, said what follows, done."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.picker import Picker, picked
from zhijian.console.org.words import path_in_words
from zhijian.console.page import page
from zhijian.console.register import fetching, words
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.roles import MANAGE_ACCOUNTS
from zhijian.rooms.reach.errors import ReachRefused
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.register_permissions import may_manage_register
from zhijian.rooms.reach.services.register import move_account

NOBODY = "0"  # of no unit: the whole house's


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_register)
def unit(request: StaffRequest, key: str) -> HttpResponse:
    """Administrator both where it is and where it goes; without a unit, of the whole house."""
    entry = fetching.entry_to_manage(request.staff, key)
    scope = request.staff.rights.scope(*MANAGE_ACCOUNTS)
    given = request.POST.get("unit", "") if request.method == "POST" else request.GET.get("unit", "")
    to = picked(given, scope)
    if to is None and given != NOBODY:
        return _choose(request, entry)
    if to is None and not scope.is_everything:
        raise PermissionDenied
    wrong = ""
    if request.method == "POST":
        try:
            move_account(entry, unit=to, by=request.staff)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:register-entry", entry.key)
    return _ask(request, entry, to, wrong=wrong)


def _choose(request: StaffRequest, entry: Entry) -> HttpResponse:
    scope = request.staff.rights.scope(*MANAGE_ACCOUNTS)
    here = reverse("console:register-unit", args=[entry.key])
    refused = {entry.owner.path: _("现在就归它")} if entry.owner and not _has_below(entry.owner) else {}
    picker = Picker.read(request.GET, scope=scope, param="unit", action=here, refused=refused)
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked.html", {"picker": picker})
    now = entry.owner.name if entry.owner else _("没有归属")
    context = {
        "picker": picker,
        "title": _("归哪个组织"),
        "says": _("现在：%(unit)s。归谁，那里和上面的人就看得到、管得着。") % {"unit": now},
        "subject": entry.called,
        "back": reverse("console:register-entry", args=[entry.key]),
    }
    if scope.is_everything and entry.owner:
        context["otherwise"] = f"{here}?unit={NOBODY}"
        context["otherwise_said"] = _("不归哪一个，全部组织共用")
    return page(request, "console/org/pick.html", context, at="account")


def _has_below(unit: Unit) -> bool:
    """What is refused in the picker is a whole subtree; one that has units below stays to be chosen."""
    return unit.subordinates.filter(closed_on=None).exists()


def _ask(request: StaffRequest, entry: Entry, to: Unit | None, *, wrong: str) -> HttpResponse:
    said = {"name": entry.called, "to": to.name if to else _("全部组织")}
    before = entry.owner.name if entry.owner else _("没有归属")
    context = {
        "entry": entry,
        "title": _("改归属"),
        "asks": _("“%(name)s”归“%(to)s”？") % said,
        "beneath": path_in_words(to) if to else "",
        "happens": [
            _("在“%(to)s”和它上面有岗位的人，看得到这个号；各人照自己的岗位能编、能管。") % said,
            _("只在“%(before)s”有岗位的人，就看不到了。") % {"before": before},
        ],
        "kept": [
            _("关注的人、自动回复、资料和菜单都不变；他们也收不到什么。"),
            _("谁改的，记在操作记录里。"),
        ],
        "button": _("改归属"),
        "hidden": {"unit": str(to.pk) if to else NOBODY},
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return page(request, "console/register/ask.html", context, at="account", status=status)
