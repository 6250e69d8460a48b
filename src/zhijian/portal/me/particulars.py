"""我的资料: what is on file, in words, his numbers masked as everywhere."""

from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhijian.foundation.followers.models import Binding
from zhijian.foundation.org import numbers
from zhijian.foundation.org.models import Label, Member
from zhijian.foundation.org.queries import path_of_unit
from zhijian.foundation.visits.queries import offices_of


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page. `page` is where it is changed, `act` the word on the chip."""

    icon: str
    name: str
    value: str
    page: str = ""
    act: str = ""


def facts_about(binding: Binding) -> list[Fact]:
    """All there is: what is not known says so."""
    member = Member.objects.get(pk=binding.member_id)  # one person's numbers, opened for himself
    phone, id_number = member.phone.reveal(), member.id_number.reveal()
    missing = _("没有登记")
    offices = _("、").join(f"{one.unit.called} {_title(one)}" for one in offices_of(member))
    labels = [label.name for label in Label.objects.order_by("name") if member.labels & label.mask]
    facts = [
        Fact("user", _("姓名"), member.name),
        Fact("sitemap", _("组织"), " › ".join(step.called for step in path_of_unit(member.unit))),
        Fact(
            "phone",
            _("手机号"),
            numbers.masked_phone(phone) if phone else missing,
            "portal:my-phone",
            _("改一下"),
        ),
        Fact("id", _("身份证号"), numbers.masked_id_number(id_number) if id_number else missing),
        Fact("calendar", _("出生年"), str(member.birth_year or missing)),
        Fact("flag", _("加入时间"), member.joined or missing),
    ]
    if offices:
        facts.insert(2, Fact("id-badge-2", _("职务"), offices))
    if labels:
        facts.append(Fact("tag", _("标签"), _("、").join(labels)))
    day = localtime(binding.bound_at)
    return [*facts, Fact("link", _("绑定"), f"{binding.get_way_display()} · {_day(day.month, day.day)}")]


def _title(office: object) -> str:
    title = getattr(office, "title", "")
    return _("%(title)s（代）") % {"title": title} if getattr(office, "is_deputy", False) else title


def _day(month: int, day: int) -> str:
    return _("%(month)d月%(day)d日") % {"month": month, "day": day}
