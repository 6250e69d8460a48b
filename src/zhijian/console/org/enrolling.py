"""A new member, and correcting what is known of one."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import words
from zhijian.console.org.forms import MemberForm, NewMember
from zhijian.console.org.reach import member_to_keep, unit_to_keep
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.org.shaping import seen_version
from zhijian.console.page import page
from zhijian.foundation.org import errors, numbers, services
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries import namesakes_within
from zhijian.foundation.staff.roster import members_visible_to

_FIELD_OF: Final = {
    errors.NumberTaken: "id_number",
    errors.NumberUnusable: "id_number",
    errors.PhoneUnusable: "phone",
    errors.NameMissing: "name",
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def enrolment(request: StaffRequest, number: int) -> HttpResponse:
    """Somebody of this name may be there already: then it is asked whether he is another one."""
    unit = unit_to_keep(request.staff, number)
    form = NewMember(request.POST or None)
    alike: Sequence[tuple[str, str]] = ()
    if request.method == "POST" and form.is_valid():
        alike = _alike(request, unit, form.cleaned_data["name"])
        if not alike or request.POST.get("sure") == "yes":
            try:
                made = services.enrol_member(unit=unit, particulars=_particulars(form), by=request.staff)
            except errors.OrgRefused as refused:
                form.add_error(_FIELD_OF.get(type(refused)), words.refusal(refused))
                alike = ()
            else:
                return redirect("console:org-member", made.code)
    context = {
        "form": form,
        "title": _("加成员"),
        "path": " › ".join(filter(None, (words.path_in_words(unit), unit.called))),
        "back": reverse("console:org-unit", args=[unit.pk]),
        "button": _("加上"),
        "alike": alike,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/org/member_form.html", context, at="org", status=status)


def _alike(request: StaffRequest, unit: Unit, name: str) -> Sequence[tuple[str, str]]:
    """The question about each of the same name whom he may see, and where that one is."""
    found = namesakes_within(unit, name)
    seen = members_visible_to(request.staff).filter(pk__in=[one.pk for one in found])
    return [(_question(one), reverse("console:org-member", args=[one.code])) for one in seen]


def _question(one: Member) -> str:
    said = {"unit": one.unit.called, "name": one.name, "born": words.born(one)}
    if one.birth_year:
        return _("%(unit)s已有一位%(name)s（%(born)s），是同一位吗？") % said
    return _("%(unit)s已有一位%(name)s，是同一位吗？") % said


def _particulars(form: NewMember) -> services.Particulars:
    given = form.cleaned_data
    return services.Particulars(
        name=given["name"],
        birth_year=given["birth_year"],
        joined=given["joined"],
        phone=given["phone"],
        id_number=given["id_number"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def particulars(request: StaffRequest, code: str) -> HttpResponse:
    """Sealed numbers are not shown to be corrected: an empty field leaves them as they are."""
    member = member_to_keep(request.staff, code)
    shown = {"name": member.name, "birth_year": member.birth_year, "joined": member.joined}
    form = MemberForm(request.POST or None, initial=shown)
    meanwhile: Sequence[tuple[str, str]] = ()
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_member(
                member,
                particulars=_corrected(member, form),
                by=request.staff,
                seen_version=seen_version(request),
            )
        except errors.ChangedMeanwhile:
            meanwhile = _differing(member, form)
        except errors.OrgRefused as refused:
            form.add_error(_FIELD_OF.get(type(refused)), words.refusal(refused))
        else:
            return redirect("console:org-member", member.code)
    phone, id_number = member.phone.reveal(), member.id_number.reveal()
    context = {
        "form": form,
        "member": member,
        "title": _("改资料"),
        "path": " › ".join(filter(None, (words.path_in_words(member.unit), member.unit.called))),
        "back": reverse("console:org-member", args=[member.code]),
        "button": _("改好了"),
        "phone": numbers.masked_phone(phone) if phone else "",
        "id_number": numbers.masked_id_number(id_number) if id_number else "",
        "meanwhile": meanwhile,
    }
    status = 409 if meanwhile else 422 if request.method == "POST" else 200
    return page(request, "console/org/member_form.html", context, at="org", status=status)


def _corrected(member: Member, form: MemberForm) -> services.Particulars:
    given = form.cleaned_data
    phone = "" if given["no_phone"] else given["phone"] or member.phone.reveal()
    id_number = "" if given["no_id_number"] else given["id_number"] or member.id_number.reveal()
    return services.Particulars(
        name=given["name"],
        birth_year=given["birth_year"],
        joined=given["joined"],
        phone=phone,
        id_number=id_number,
    )


def _differing(member: Member, form: MemberForm) -> list[tuple[str, str]]:
    """What stands there now, where it is not what was typed; sealed numbers only say that they are there."""
    now_there = {"name": member.name, "birth_year": member.birth_year or "", "joined": member.joined}
    typed = form.cleaned_data
    return [
        (str(form.fields[name].label), str(value) or _("空着"))
        for name, value in now_there.items()
        if str(typed[name] or "") != str(value)
    ] or [(_("改过的"), _("电话、身份证号、标签或所在组织里的一样"))]
