"""The list of colleagues, a new one, one of them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.page import page
from zhijian.console.sign_in.qr import qr_squares
from zhijian.console.staff.forms import Colleague, NewColleague
from zhijian.console.staff.reach import colleague_of
from zhijian.console.staff.rows import colleague_row
from zhijian.foundation.staff import errors, services
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_staff
from zhijian.foundation.staff.queries import colleagues_visible_to
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.sittings import second_factors_of


@require_safe
@staff_only(may_manage_staff)
def colleagues(request: StaffRequest) -> HttpResponse:
    rows = [colleague_row(person, viewer=request.staff) for person in colleagues_visible_to(request.staff)]
    return page(request, "console/staff/list.html", {"rows": rows}, at="staff")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_staff)
@step_up
def colleague_new(request: StaffRequest) -> HttpResponse:
    """Name, user name, role; then the link with which he chooses his password."""
    form = NewColleague(request.POST or None, initial={"role": Role.EDITOR})
    if request.method == "POST" and form.is_valid():
        person = _taken_on(form, by=request.staff)
        if person is not None:
            return show_link(request, person)
    status = 422 if request.method == "POST" else 200
    return page(
        request, "console/staff/new.html", {"form": form, "roles": _roles(form)}, at="staff", status=status
    )


def _taken_on(form: NewColleague, *, by: Staff) -> Staff | None:
    data = form.cleaned_data
    try:
        return services.take_on(
            username=data["username"], password=None, role=data["role"], name=data["name"], actor=by
        )
    except errors.NameTaken:
        form.add_error("username", _("这个用户名有人用了，换一个。"))
    except errors.NameUnusable:
        form.add_error("username", _("用户名只能用字母、数字、汉字和 @ . + - _ 。"))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_staff)
@step_up
def colleague(request: StaffRequest, number: int) -> HttpResponse:
    person = colleague_of(request.staff, number)
    form = Colleague(request.POST or None, initial={"name": person.name, "role": person.role})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_colleague(person, **form.cleaned_data, by=request.staff)
        except errors.LastAdministrator:
            form.add_error("role", _("他是最后一位管理员，改了就没人能管同事了。先加一位管理员。"))
        else:
            return redirect("console:colleagues")
    context = {
        "form": form,
        "person": person,
        "row": colleague_row(person, viewer=request.staff),
        "roles": _roles(form),
        "has_second_factor": second_factors_of(person).exists(),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/staff/colleague.html", context, at="staff", status=status)


def show_link(request: StaffRequest, person: Staff) -> HttpResponse:
    """The link is shown on the answer itself and nowhere else: it is not kept, only its hash is."""
    code = services.invite(person, by=request.staff)
    link = request.build_absolute_uri(reverse("console:joining", args=[code]))
    context = {"person": person, "link": link, "qr": qr_squares(link)}
    return page(request, "console/staff/link.html", context, at="staff")


def _roles(form: Colleague) -> list[tuple[str, str, str, bool]]:
    what = {
        Role.ADMINISTRATOR: _("什么都能管：公众号、同事、规则、资料"),
        Role.EDITOR: _("写自动回复、管资料库、改菜单"),
    }
    chosen = form["role"].value()
    return [(role.value, str(role.label), what[role], role.value == chosen) for role in Role]
