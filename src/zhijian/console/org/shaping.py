"""Changing the tree: opening, renaming, moving, ordering, closing. Merging and splitting: `joining.py`."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import words
from zhijian.console.org.forms import NewUnit, OnADay, UnitForm, shown_unit
from zhijian.console.org.picker import Picker, picked
from zhijian.console.org.question import Question, ask
from zhijian.console.org.reach import unit_to_shape
from zhijian.console.org.rights import may_shape_tree
from zhijian.console.page import page
from zhijian.foundation.org import services
from zhijian.foundation.org.errors import ChangedMeanwhile, CodeTaken, OrgRefused
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries import counts_of, units_below, units_within
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.staff.roles import SHAPE_TREE, Role
from zhijian.foundation.staff.roster import scope_for

TOP = "top"  # in an address, instead of a superior's key: the new place is the very top


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def begin(request: StaffRequest) -> HttpResponse:
    """A unit at the very top: only for the whole house's administrator."""
    if not request.staff.rights.reach("", Role.ADMINISTRATOR):
        raise Http404
    return _open(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_shape_tree)
def opening(request: StaffRequest, number: int) -> HttpResponse:
    return _open(request, unit_to_shape(request.staff, number))


def _open(request: StaffRequest, superior: Unit | None) -> HttpResponse:
    form = NewUnit(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            unit = services.open_unit(
                name=data["name"],
                superior=superior,
                by=request.staff,
                kind=form.kind_given,
                code=data["code"],
                short_name=data["short_name"],
                position=_last_position(request, superior),
                on=data["on"],
            )
        except CodeTaken as refused:
            form.add_error("code", words.refusal(refused))
        except OrgRefused as refused:
            form.add_error(None, words.refusal(refused))
        else:
            return redirect("console:org-unit", unit.pk)
    context = {
        "form": form,
        "title": _("新开一个下级") if superior else _("开一个最上级的组织"),
        "path": " › ".join(filter(None, (words.path_in_words(superior), superior.called)))
        if superior
        else "",
        "back": _address(superior),
        "button": _("开"),
        "says": _("从那天起它在树上，编号以后不变。名字、上级以后都能改，改过的都留着。"),
        "kinds": form.kinds,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/org/unit_form.html", context, at="org", status=status)


def _last_position(request: StaffRequest, superior: Unit | None) -> int:
    """Once neighbours were put in order, a new one comes after them."""
    if superior is None:
        return 0
    last = units_below(superior, scope_for(request.staff)).order_by("-position").first()
    return last.position + 1 if last and last.position else 0


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_shape_tree)
def name(request: StaffRequest, number: int) -> HttpResponse:
    unit = unit_to_shape(request.staff, number)
    form, stale = UnitForm(request.POST or None, initial=shown_unit(unit)), False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.rename_unit(
                unit,
                name=data["name"],
                short_name=data["short_name"],
                kind=form.kind_given,
                on=data["on"],
                by=request.staff,
                seen_version=seen_version(request),
            )
        except ChangedMeanwhile:
            stale = True
        except OrgRefused as refused:
            form.add_error("on", words.refusal(refused))
        else:
            return redirect("console:org-unit", unit.pk)
    context = {
        "form": form,
        "unit": unit,
        "title": _("改名"),
        "path": words.path_in_words(unit),
        "back": _address(unit),
        "button": _("改好了"),
        "says": _("从那天起用新名字。那天以前的名单和统计里还是旧名字，搜旧名字也还找得到。下级和成员不动。"),
        "kinds": form.kinds,
        "is_stale": stale,
    }
    status = 409 if stale else 422 if request.method == "POST" else 200
    return page(request, "console/org/unit_form.html", context, at="org", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_shape_tree)
def place(request: StaffRequest, number: int) -> HttpResponse:
    """Another superior: first which, then what that means."""
    unit = unit_to_shape(request.staff, number)
    scope = scope_for(request.staff, *SHAPE_TREE)
    given = request.POST if request.method == "POST" else request.GET
    to_top = given.get("to") == TOP and scope.is_everything
    to = picked(given.get("to", ""), scope)
    if to is None and not to_top:
        return _choose_place(request, unit)
    form = OnADay(request.POST or None)
    question = _place_question(unit, to)
    if request.method != "POST":
        return ask(request, question, form=form)
    if not form.is_valid():
        return ask(request, question, form=form, status=422)
    try:
        services.move_unit(
            unit, to=to, by=request.staff, on=form.cleaned_data["on"], seen_version=seen_version(request)
        )
    except ChangedMeanwhile:
        return ask(request, question, form=form, status=409)
    except OrgRefused as refused:
        return ask(request, question, form=form, wrong=words.refusal(refused), status=422)
    return redirect("console:org-unit", unit.pk)


def _choose_place(request: StaffRequest, unit: Unit) -> HttpResponse:
    scope, here = scope_for(request.staff, *SHAPE_TREE), reverse("console:org-place", args=[unit.pk])
    picker = Picker.read(
        request.GET,
        scope=scope,
        param="to",
        action=here,
        refused={unit.path: _("它自己和它的下级，不能当它的上级")},
    )
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked.html", {"picker": picker})
    context = {
        "picker": picker,
        "title": _("换到谁的下面"),
        "says": _("现在在：%(path)s") % {"path": words.path_in_words(unit) or _("最上级")},
        "subject": unit.name,
        "back": _address(unit),
        "otherwise": f"{here}?to={TOP}" if scope.is_everything and unit.superior_id else "",
        "otherwise_said": _("不放在谁下面，做最上级"),
    }
    return page(request, "console/org/pick.html", context, at="org")


def _place_question(unit: Unit, to: Unit | None) -> Question:
    counts = counts_of(unit)
    said = {
        "name": unit.name,
        "to": to.name if to else _("最上级"),
        "along": words.units_and_people(counts.units, counts.members),
        "path": " › ".join(filter(None, (words.path_in_words(to), to.called))) if to else _("最上级"),
        "before": words.path_in_words(unit) or _("最上级"),
    }
    return Question(
        title=_("换上级"),
        asks=_("把“%(name)s”换到“%(to)s”下面？") % said if to else _("让“%(name)s”做最上级？") % said,
        path=unit.name,
        happens=[
            _("跟着一起走的：%(along)s。") % said,
            _("以后的路径是：%(path)s › ") % said + unit.called if to else _("以后它在最上面。"),
            _("管着新上级的同事，从此看得到它；只管旧上级的，看不到了。"),
        ],
        kept=[
            _("在“%(before)s”下面的日子记着，看那天的样子还在那里。") % said,
            _("职务、编号、成员的资料都不变。"),
        ],
        button=_("换过去"),
        back=_address(unit),
        hidden={"to": str(to.pk) if to else TOP, "version": str(unit.version)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_shape_tree)
def order(request: StaffRequest, number: int) -> HttpResponse:
    """The neighbours below a unit, one place up or down, or to the front."""
    unit = unit_to_shape(request.staff, number)
    units = list(units_below(unit, scope_for(request.staff)))
    if request.method == "POST":
        services.arrange_units(_moved(units, request), by=request.staff)
        moved = request.POST.get("first") or request.POST.get("up") or request.POST.get("down") or ""
        return redirect(
            f"{reverse('console:org-order', args=[unit.pk])}#unit-{moved if moved.isdecimal() else ''}"
        )
    context = {"unit": unit, "units": units, "path": words.path_in_words(unit)}
    return page(request, "console/org/order.html", context, at="org")


def _moved(units: list[Unit], request: StaffRequest) -> list[Unit]:
    by_key = {str(unit.pk): at for at, unit in enumerate(units)}
    for act, step in (("up", -1), ("down", 1), ("first", -len(units))):
        at = by_key.get(request.POST.get(act, ""))
        if at is not None:
            unit = units.pop(at)
            units.insert(max(at + step, 0), unit)
    return units


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_shape_tree)
def closure(request: StaffRequest, number: int) -> HttpResponse:
    unit = unit_to_shape(request.staff, number)
    form = OnADay(request.POST or None)
    question = _closure_question(unit)
    if request.method != "POST":
        return ask(request, question, form=form)
    if not form.is_valid():
        return ask(request, question, form=form, status=422)
    try:
        services.close_unit(
            unit, by=request.staff, on=form.cleaned_data["on"], seen_version=seen_version(request)
        )
    except ChangedMeanwhile:
        return ask(request, question, form=form, status=409)
    except OrgRefused as refused:
        return ask(request, question, form=form, wrong=words.refusal(refused), status=422)
    return redirect("console:org-unit", unit.superior_id) if unit.superior_id else redirect("console:org")


def _closure_question(unit: Unit) -> Question:
    units = units_within(Scope.of(unit.path)).exclude(pk=unit.pk).count()
    members = Member.objects.filter(unit=unit, state=MemberState.ACTIVE).count()
    why_not = ""
    if units or members:
        inside = words.units_and_people(units, members) if members else words.units_only(units)
        why_not = _("里面还有 %(inside)s。先给他们找好去处，或者并入别的组织。") % {"inside": inside}
    return Question(
        title=_("撤销"),
        asks=_("撤销“%(name)s”？") % {"name": unit.name},
        path=words.path_in_words(unit),
        happens=[_("从那天起它不在树上了，也选不到它。"), _("在它这里担任的职务，到那天为止。")],
        kept=[_("它以前的名字、成员和职务都留着，看以前某一天的样子还在。"), _("编号不会再给别的组织用。")],
        button=_("撤销"),
        back=_address(unit),
        hidden={"version": str(unit.version)},
        why_not=why_not,
        instead=(_("并入别的组织"), reverse("console:org-merger", args=[unit.pk])),
    )


def seen_version(request: StaffRequest) -> int:
    """Of the row the page showed; one that names none has not seen this one."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _address(unit: Unit | None) -> str:
    return reverse("console:org-unit", args=[unit.pk]) if unit else reverse("console:org")
