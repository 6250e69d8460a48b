"""Two units become one, or one becomes two."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import words
from zhijian.console.org.forms import NewUnit, OnADay
from zhijian.console.org.picker import Picker, picked
from zhijian.console.org.question import Question, ask
from zhijian.console.org.reach import unit_to_shape
from zhijian.console.org.rights import may_shape_tree
from zhijian.console.org.shaping import seen_version
from zhijian.console.page import page
from zhijian.foundation.org import services
from zhijian.foundation.org.errors import CodeTaken, OrgRefused
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries import members_within, units_within
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.staff.roles import SEE_MEMBERS, SHAPE_TREE
from zhijian.foundation.staff.roster import scope_for

MOST_TICKED = 1000


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_shape_tree)
def merger(request: StaffRequest, number: int) -> HttpResponse:
    """Into which, then what that means."""
    unit = unit_to_shape(request.staff, number)
    given = request.POST if request.method == "POST" else request.GET
    into = picked(given.get("into", ""), scope_for(request.staff, *SHAPE_TREE))
    if into is None:
        return _choose(request, unit)
    form = OnADay(request.POST or None)
    question = _merger_question(unit, into)
    if request.method != "POST":
        return ask(request, question, form=form)
    if not form.is_valid():
        return ask(request, question, form=form, status=422)
    if (unit.version, into.version) != (seen_version(request), _into_version(request)):
        return ask(request, question, form=form, status=409)
    try:
        services.merge_units([unit], into=into, by=request.staff, on=form.cleaned_data["on"])
    except OrgRefused as refused:
        return ask(request, question, form=form, wrong=words.refusal(refused), status=422)
    return redirect("console:org-unit", into.pk)


def _into_version(request: StaffRequest) -> int:
    version = request.POST.get("into_version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _choose(request: StaffRequest, unit: Unit) -> HttpResponse:
    picker = Picker.read(
        request.GET,
        scope=scope_for(request.staff, *SHAPE_TREE),
        param="into",
        action=reverse("console:org-merger", args=[unit.pk]),
        refused={unit.path: _("不能并进它自己或它的下级")},
    )
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked.html", {"picker": picker})
    context = {
        "picker": picker,
        "title": _("并入哪一个"),
        "says": _("它的成员和下级都过去，它自己撤销。"),
        "subject": unit.name,
        "back": reverse("console:org-unit", args=[unit.pk]),
    }
    return page(request, "console/org/pick.html", context, at="org")


def _merger_question(unit: Unit, into: Unit) -> Question:
    units = units_within(Scope.of(unit.path)).filter(superior=unit).count()
    members = Member.objects.filter(unit=unit, state=MemberState.ACTIVE).count()
    said = {"name": unit.name, "into": into.name, "members": f"{members:,}", "units": f"{units:,}"}
    happens = [
        ngettext(
            "%(members)s 名成员从那天起属于“%(into)s”。",
            "%(members)s 名成员从那天起属于“%(into)s”。",
            members,
        )
        % said
    ]
    if units:
        happens.append(
            ngettext(
                "%(units)s 个下级组织改到“%(into)s”下面。", "%(units)s 个下级组织改到“%(into)s”下面。", units
            )
            % said
        )
    happens.append(_("“%(name)s”撤销，在它那里的职务到那天为止。") % said)
    return Question(
        title=_("并入"),
        asks=_("把“%(name)s”并入“%(into)s”？") % said,
        path=_("并入的去处：%(path)s")
        % {"path": " › ".join(filter(None, (words.path_in_words(into), into.called)))},
        happens=happens,
        kept=[
            _("“%(name)s”的名字和过去记在“%(into)s”的“以前的名字和变动”里，搜得到。") % said,
            _("谁什么时候在哪个支部，都不会丢。"),
        ],
        button=_("并过去"),
        back=reverse("console:org-unit", args=[unit.pk]),
        hidden={"into": str(into.pk), "version": str(unit.version), "into_version": str(into.version)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_shape_tree)
def split(request: StaffRequest, number: int) -> HttpResponse:
    """Name and members; then what that means; then it is done."""
    unit = unit_to_shape(request.staff, number)
    scope = scope_for(request.staff, *SEE_MEMBERS) & Scope.of(unit.path)
    all_members = members_within(scope).filter(unit=unit).order_by("name", "pk")
    chosen = (
        list(all_members.filter(code__in=request.POST.getlist("member"))) if request.method == "POST" else []
    )
    form, wrong = NewUnit(request.POST or None), ""
    if request.method == "POST" and form.is_valid() and request.POST.get("act") in ("look", "do"):
        if not chosen:
            wrong = _("至少选一位成员。")
        elif request.POST["act"] == "look":
            return ask(request, _split_question(unit, form, chosen))
        elif unit.version != seen_version(request):
            return ask(request, _split_question(unit, form, chosen), status=409)
        else:
            try:
                part = services.split_unit(
                    unit,
                    name=form.cleaned_data["name"],
                    members=chosen,
                    by=request.staff,
                    kind=form.kind_given,
                    code=form.cleaned_data["code"],
                    on=form.cleaned_data["on"],
                )
            except CodeTaken as refused:
                form.add_error("code", words.refusal(refused))
            except OrgRefused as refused:
                form.add_error("on", words.refusal(refused))
            else:
                return redirect("console:org-unit", part.pk)
    ticked = {member.pk for member in chosen}
    context = {
        "unit": unit,
        "form": form,
        "kinds": form.kinds,
        "path": words.path_in_words(unit),
        "members": [
            (member, member.pk in ticked, words.born(member)) for member in all_members[:MOST_TICKED]
        ],
        "wrong": wrong,
    }
    status = 422 if request.method == "POST" and request.POST.get("act") != "back" else 200
    return page(request, "console/org/split.html", context, at="org", status=status)


def _split_question(unit: Unit, form: NewUnit, chosen: Sequence[Member]) -> Question:
    data = form.cleaned_data
    names = _("、").join(member.name for member in chosen[:12])
    said = {"name": unit.name, "part": data["name"], "names": names, "count": len(chosen)}
    who = _("%(names)s等 %(count)d 人") % said if len(chosen) > 12 else _("%(names)s，共 %(count)d 人") % said
    given = {name: str(data[name] or "") for name in ("name", "short_name", "code", "on")}
    return Question(
        title=_("分出一个组织"),
        asks=_("从“%(name)s”分出“%(part)s”？") % said,
        path=words.path_in_words(unit),
        happens=[
            _("“%(part)s”开在“%(name)s”旁边，同一个上级。") % said,
            _("过去的：%(who)s。他们在“%(name)s”的职务到那天为止。") % {**said, "who": who},
        ],
        kept=[_("“%(name)s”照旧，其余的人不动。") % said, _("分出去的人以前在“%(name)s”，都记着。") % said],
        button=_("分出来"),
        back=reverse("console:org-split", args=[unit.pk]),
        hidden={
            **given,
            "kind": form.kind_given,
            "member": [member.code for member in chosen],
            "version": str(unit.version),
            "act": "do",
        },
    )
