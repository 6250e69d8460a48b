"""How units, terms and refusals are said."""

from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhijian.foundation.org import errors
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.org.queries import paths_of_units
from zhijian.foundation.org.states import MemberState

SOON: Final = timedelta(days=30)

_REFUSALS: Final = {
    errors.CodeTaken: gettext_lazy("这个编号别的组织在用，换一个，或者空着让系统编。"),
    errors.NameMissing: gettext_lazy("写上名称。"),
    errors.UnderItself: gettext_lazy("不能把一个组织放到它自己下面。换一个上级。"),
    errors.TooDeep: gettext_lazy("这样就超过 30 层了，放不下。换一个高一些的上级。"),
    errors.UnitClosed: gettext_lazy("这个组织已经撤销了，不能再改，也不能再放人。"),
    errors.DayOutOfOrder: gettext_lazy("这一天不行：不能晚过今天，也不能早过已经记下的上一次变动。"),
    errors.NumberTaken: gettext_lazy("这个身份证号已经登记在另一位名下。对一对是不是同一个人。"),
    errors.NumberUnusable: gettext_lazy("身份证号对不上：位数或最后一位校验码不对。照证件再看一遍。"),
    errors.PhoneUnusable: gettext_lazy("这不像一个电话号码。"),
    errors.TransferOpen: gettext_lazy("他已经有一次转接在办，先把那一次办完。"),
    errors.TransferOver: gettext_lazy("这一次转接已经办完，或者已经被退回了。"),
    errors.AlreadyThere: gettext_lazy("他本来就在这个组织。"),
    errors.NotOnRoster: gettext_lazy("他已经不在原来的名册上了，这件事办不下去。看看他现在在哪里。"),
    errors.LabelTaken: gettext_lazy("已经有这个标签了。"),
    errors.TooManyLabels: gettext_lazy("标签最多 60 个，先停用一个不用的。"),
}


def refusal(refused: errors.OrgRefused) -> str:
    """Why it was not done, and what to do."""
    if isinstance(refused, errors.StillInUse):
        inside = (
            units_and_people(refused.units, refused.members) if refused.members else units_only(refused.units)
        )
        return _("里面还有 %(inside)s。先给他们找好去处，或者并入别的组织。") % {"inside": inside}
    return str(_REFUSALS.get(type(refused), _("没有办成，什么都没有改。")))


def path_in_words(unit: Unit) -> str:
    """From the top down, the unit itself left out: it stands beside."""
    return paths_in_words([unit])[unit.pk]


def paths_in_words(units: list[Unit]) -> dict[int, str]:
    """For a list, one query."""
    return {
        key: " › ".join(step.called for step in steps[:-1]) for key, steps in paths_of_units(units).items()
    }


def people(count: int) -> str:
    return ngettext("%(n)s 人", "%(n)s 人", count) % {"n": f"{count:,}"}


def units_and_people(units: int, members: int) -> str:
    """`3 个下级组织，203 人`; what is none is not said."""
    said = [units_only(units)] if units else []
    return _("，").join([*said, people(members)])


def units_only(units: int) -> str:
    return ngettext("%(n)s 个下级组织", "%(n)s 个下级组织", units) % {"n": f"{units:,}"}


def day_in_words(day: date) -> str:
    return date_format(day)


def term(office: Office) -> str:
    """Since when, until when, and how near that is."""
    today, said = localdate(), {"from": date_format(office.from_day)}
    if office.until_day is None:
        return _("%(from)s 起") % said
    said["until"] = date_format(office.until_day)
    if office.until_day < today:
        return _("%(from)s 到 %(until)s") % said
    if office.until_day == today:
        return _("%(from)s 起，今天是任期最后一天") % said
    if office.until_day - today <= SOON:
        said["days"] = str((office.until_day - today).days)
        return _("%(from)s 起，到 %(until)s，还有 %(days)s 天") % said
    return _("%(from)s 起，到 %(until)s") % said


def ends_soon(office: Office) -> bool:
    return office.until_day is not None and localdate() <= office.until_day <= localdate() + SOON


def born(member: Member) -> str:
    """By this, two of one name are told apart."""
    return _("%(year)d 年生") % {"year": member.birth_year} if member.birth_year else ""


def state(member: Member) -> str:
    """Gently, with the day."""
    if member.state == MemberState.ACTIVE:
        return str(MemberState.ACTIVE.label)
    said = {
        "state": member.get_state_display(),
        "day": date_format(member.state_since) if member.state_since else "",
    }
    return _("%(state)s，%(day)s") % said if member.state_since else str(said["state"])
