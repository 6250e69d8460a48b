"""Closing with notice: how, why, where followers go, what they read and for how long; then two persons."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.page import page
from zhijian.console.register import fetching, words
from zhijian.console.register.forms import ClosingForm
from zhijian.foundation.staff import errors
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.errors import ReachRefused
from zhijian.rooms.reach.life import ENDING, Ending
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.queries.register import alive, entries_visible_to, is_over, notice_of
from zhijian.rooms.reach.register_permissions import SEE_REGISTER, may_manage_register
from zhijian.rooms.reach.services import closing as services
from zhijian.rooms.reach.services.closing import Plan


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_register)
@step_up
def closing(request: StaffRequest, key: str) -> HttpResponse:
    """Nothing happens until another administrator agrees."""
    entry = fetching.entry_to_manage(request.staff, key)
    others = _others(request.staff, entry)
    choices = [(str(one.pk), one.called) for one in others]
    into = request.GET.get("into", "")
    form = ClosingForm(request.POST or None, accounts=choices, initial=_begin(entry, others, into))
    wrong = ""
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_to_close(entry, _plan(form, others), by=request.staff)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        except errors.AskedAlready:
            wrong = _("已经申请过了，等人同意。")
        except errors.NobodyElse:
            wrong = _("这里只有您一位管理员，没有人能同意。先给另一位同事管理员岗位。")
        else:
            return redirect("console:agreements")
    context = {
        "entry": entry,
        "form": form,
        "wrong": wrong,
        "endings": Ending.choices,
        "is_out_of_turn": entry.stands in ENDING or not entry.is_alive,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/register/closing.html", context, at="account", status=status)


def _others(staff: Staff, entry: Entry) -> list[Entry]:
    """Where followers could go: what he sees and is in use."""
    found = alive(entries_visible_to(staff, *SEE_REGISTER)).exclude(stage__in=[*ENDING, "lost", "proposed"])
    return list(found.exclude(pk=entry.pk or 0).order_by("name", "pk")[:200])


def _begin(entry: Entry, others: list[Entry], into: str) -> dict[str, object]:
    to = next((one for one in others if str(one.pk) == into), None)
    ending = Ending.MERGE if to else Ending.CLOSE
    text = words.default_notice(entry, ending=ending, go_to=to.called if to else "")
    return {"ending": ending, "go_to": str(to.pk) if to else "", "text": text}


def _plan(form: ClosingForm, others: list[Entry]) -> Plan:
    given = form.cleaned_data
    return Plan(
        ending=Ending(given["ending"]),
        reason=given["reason"],
        text=given["text"],
        days=given["days"],
        go_to=next((one for one in others if str(one.pk) == given["go_to"]), None),
        go_to_name=given["go_to_name"],
        kept=given["kept"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_register)
@step_up
def end(request: StaffRequest, key: str) -> HttpResponse:
    """The last step, once the days are over: two have agreed to it when it was announced."""
    entry = fetching.entry_to_manage(request.staff, key)
    wrong = ""
    if request.method == "POST":
        try:
            services.close_after_notice(entry, by=request.staff)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:register-entry", entry.key)
    notice = notice_of(entry)
    context = {
        "entry": entry,
        "title": _("办最后一步"),
        "asks": _("现在关停“%(name)s”？") % {"name": entry.called},
        "beneath": "",
        "happens": [
            _("指尖不再替它回答，也不再替它发东西，各处的列表里也没有它了。"),
            _("微信那边的账号，要另外到公众平台“设置与开发 › 账号详情 › 注销账号”。"),
        ],
        "kept": [_("规则、资料、关注的人和记录都留着，能查。"), _("公告出过、两个人同意过，台账里看得到。")],
        "button": _("关停"),
        "wrong": wrong or ("" if notice and is_over(notice) else _("公告说好的日子还没到，再等等。")),
        "is_refused": not (notice and is_over(notice)),
    }
    return page(request, "console/register/ask.html", context, at="account", status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_register)
def withdrawal(request: StaffRequest, key: str) -> HttpResponse:
    """It stays after all."""
    entry = fetching.entry_to_manage(request.staff, key)
    wrong = ""
    if request.method == "POST":
        try:
            services.withdraw_notice(entry, by=request.staff)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:register-entry", entry.key)
    context = {
        "entry": entry,
        "title": _("撤回公告"),
        "asks": _("不关了，“%(name)s”照常用？") % {"name": entry.called},
        "beneath": "",
        "happens": [_("回到出公告以前的状态。"), _("已经发出去的公告收不回来，要再发一条说不关了。")],
        "kept": [_("出过公告这件事留在台账里。"), _("以后要关，得重新申请，再请人同意。")],
        "button": _("撤回公告"),
        "wrong": wrong,
    }
    return page(request, "console/register/ask.html", context, at="account", status=422 if wrong else 200)
