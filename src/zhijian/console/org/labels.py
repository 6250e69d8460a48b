"""Labels: making, renaming and retiring them, and who carries each."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import words
from zhijian.console.org.forms import LabelForm
from zhijian.console.org.question import Question, ask
from zhijian.console.org.reach import label_to_change
from zhijian.console.org.rights import may_keep_roster, may_see_members
from zhijian.console.page import page
from zhijian.foundation.org import services
from zhijian.foundation.org.errors import OrgRefused
from zhijian.foundation.org.queries import carriers_of_labels, labels_by_name, tops_of
from zhijian.foundation.staff.roles import SEE_MEMBERS, Role
from zhijian.foundation.staff.roster import scope_for


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_see_members)
def labels(request: StaffRequest) -> HttpResponse:
    """All of them, with how many of those he may see carry each. Whoever keeps a roster makes new ones."""
    form, staff = LabelForm(request.POST or None), request.staff
    if request.method == "POST" and form.is_valid() and may_keep_roster(staff):
        try:
            services.make_label(form.cleaned_data["name"], by=staff)
        except OrgRefused as refused:
            form.add_error("name", words.refusal(refused))
        else:
            return redirect("console:org-labels")
    scope = scope_for(staff, *SEE_MEMBERS)
    found = list(labels_by_name().values())
    counts = carriers_of_labels(scope, found)
    tops = list(tops_of(scope)[:2])
    where = reverse("console:org-unit", args=[tops[0].pk]) if len(tops) == 1 else ""
    context = {
        "form": form,
        "rows": [
            (label, words.people(counts[label.pk]), f"{where}?label={label.pk}#members" if where else "")
            for label in found
        ],
        "may_make": may_keep_roster(staff),
        "may_change": staff.rights.reach("", Role.ADMINISTRATOR),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/org/labels.html", context, at="org", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def label(request: StaffRequest, number: int) -> HttpResponse:
    """Another word for it."""
    there = label_to_change(request.staff, number)
    form = LabelForm(request.POST or None, initial={"name": there.name})
    question = Question(
        title=_("给标签改名"),
        asks=_("“%(name)s”改叫什么？") % {"name": there.name},
        path="",
        happens=[_("带着它的人不变，只是名字换了。回复规则里按旧名字选人的，要去改成新名字。")],
        kept=[_("谁带着它，一个不动。")],
        button=_("改好了"),
        back=reverse("console:org-labels"),
    )
    if request.method != "POST":
        return ask(request, question, form=form)
    if form.is_valid():
        try:
            services.rename_label(there, name=form.cleaned_data["name"], by=request.staff)
        except OrgRefused as refused:
            form.add_error("name", words.refusal(refused))
        else:
            return redirect("console:org-labels")
    return ask(request, question, form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def label_ending(request: StaffRequest, number: int) -> HttpResponse:
    """Off everybody who carries it, and gone."""
    there = label_to_change(request.staff, number)
    if request.method == "POST":
        services.retire_label(there, by=request.staff)
        return redirect("console:org-labels")
    count = carriers_of_labels(scope_for(request.staff), [there])[there.pk]
    happens = ngettext(
        "从 %(n)s 个人身上去掉，以后也不能再按它选人。",
        "从 %(n)s 个人身上去掉，以后也不能再按它选人。",
        count,
    ) % {"n": f"{count:,}"}
    question = Question(
        title=_("停用标签"),
        asks=_("停用“%(name)s”？") % {"name": there.name},
        path="",
        happens=[happens, _("谁带过它找不回来。")],
        kept=[_("人和别的标签都不变。")],
        button=_("停用"),
        back=reverse("console:org-labels"),
    )
    return ask(request, question)
