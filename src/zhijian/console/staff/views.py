"""The list of colleagues, a new one, one of them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.page import page
from zhijian.console.sign_in.qr import qr_squares
from zhijian.console.staff.forms import Colleague, NewColleague, PostForm
from zhijian.console.staff.reach import colleague_of
from zhijian.console.staff.rows import colleague_row, post_row
from zhijian.console.staff.unit_choice import UnitChoice
from zhijian.foundation.staff import errors, services
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_staff
from zhijian.foundation.staff.queries import colleagues_kept_by, colleagues_visible_to, posts_visible_to
from zhijian.foundation.staff.roles import MANAGE_STAFF, Role
from zhijian.foundation.staff.roster import scope_for
from zhijian.foundation.staff.sentences import ACTS, nothing_of, sentences_of
from zhijian.foundation.staff.sittings import second_factors_of

SHOWN = 200


@require_safe
@staff_only(may_manage_staff)
def colleagues(request: StaffRequest) -> HttpResponse:
    word = request.GET.get("q", "").strip()[:60]
    found = colleagues_visible_to(request.staff)
    if word:
        found = found.filter(name__icontains=word) | found.filter(username__icontains=word)
    total = found.count()
    rows = [colleague_row(person, viewer=request.staff) for person in found[:SHOWN]]
    context = {"rows": rows, "word": word, "total": total, "has_search": word or total > 10}
    return page(request, "console/staff/list.html", context, at="staff")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_staff)
@step_up
def colleague_new(request: StaffRequest) -> HttpResponse:
    """Name, user name, a first post; then the link with which he chooses his password."""
    form, scope = NewColleague(request.POST or None), scope_for(request.staff, *MANAGE_STAFF)
    choice = UnitChoice.read(request.POST, scope) if request.method == "POST" else UnitChoice.empty(scope)
    if request.method == "POST" and form.is_valid() and not choice.wrong:
        person = _taken_on(form, choice, by=request.staff)
        if person is not None:
            return show_link(request, person)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "roles": roles_of(form), "choice": choice}
    return page(request, "console/staff/new.html", context, at="staff", status=status)


def _taken_on(form: NewColleague, choice: UnitChoice, *, by: Staff) -> Staff | None:
    data = form.cleaned_data
    try:
        return services.take_on(
            username=data["username"],
            password=None,
            role=data["role"],
            name=data["name"],
            unit=choice.unit,
            until_day=data["until_day"],
            actor=by,
        )
    except errors.NameTaken:
        form.add_error("username", _("这个用户名有人用了，换一个。"))
    except errors.NameUnusable:
        form.add_error("username", _("用户名只能用字母、数字、汉字和 @ . + - _ 。"))
    except errors.TakesTwo:
        form.add_error("role", _("全部组织的管理员要两个人同意才能给。先加这位同事，再到他那一页请人同意。"))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_staff)
@step_up
def colleague(request: StaffRequest, number: int) -> HttpResponse:
    """What he may do, in sentences; his name, his posts, his way in."""
    person = colleague_of(request.staff, number)
    form = Colleague(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        services.rename_colleague(person, name=form.cleaned_data["name"], by=request.staff)
        return redirect("console:colleague", number)
    return colleague_page(request, person, form=form, status=422 if request.method == "POST" else 200)


def colleague_page(
    request: StaffRequest,
    person: Staff,
    *,
    form: Colleague | None = None,
    post_form: PostForm | None = None,
    choice: UnitChoice | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """`wrong` says why a post was not given or ended."""
    scope = scope_for(request.staff, *MANAGE_STAFF)
    shown = post_form or PostForm()
    elsewhere = person.posts.count() - person.posts.filter(scope.q("unit__path")).count()
    context = {
        "form": form or Colleague(initial={"name": person.name}),
        "person": person,
        "row": colleague_row(person, viewer=request.staff),
        "sentences": sentences_of(person, seen=scope) or [nothing_of(person)],
        "elsewhere": elsewhere,
        "posts": [post_row(post) for post in posts_visible_to(request.staff).filter(staff=person)],
        "post_form": shown,
        "roles": roles_of(shown),
        "choice": choice or UnitChoice.empty(scope),
        "wrong": wrong,
        "is_kept": colleagues_kept_by(request.staff).filter(pk=person.pk).exists(),
        "has_second_factor": second_factors_of(person).exists(),
    }
    return page(request, "console/staff/colleague.html", context, at="staff", status=status)


def show_link(request: StaffRequest, person: Staff) -> HttpResponse:
    """The link is shown on the answer itself and nowhere else: it is not kept, only its hash is."""
    code = services.invite(person, by=request.staff)
    link = request.build_absolute_uri(reverse("console:joining", args=[code]))
    context = {"person": person, "link": link, "qr": qr_squares(link)}
    return page(request, "console/staff/link.html", context, at="staff")


def roles_of(form: PostForm) -> list[tuple[str, str, str, bool]]:
    """What each would let him do, in the words of the sentence on his page."""
    chosen = form["role"].value() or Role.EDITOR
    return [(role.value, str(role.label), str(ACTS[role]), role.value == chosen) for role in Role]
