"""A request as its page and 今日 say it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhijian.foundation.staff.joint_acts import act_of
from zhijian.foundation.staff.models import JointAct, Staff


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    says: str
    who: str
    why: str
    asked_at: datetime
    until: datetime
    came_of_it: str
    is_mine: bool
    is_open: bool


def row_of(request: JointAct, *, viewer: Staff) -> Row:
    return Row(
        number=request.pk,
        says=sentence_of(request),
        who=str(request.asked_by),
        why=request.why,
        asked_at=localtime(request.asked_at),
        until=localtime(request.expires_at),
        came_of_it=_came_of_it(request),
        is_mine=request.asked_by_id == viewer.pk,
        is_open=request.is_open,
    )


def sentence_of(request: JointAct) -> str:
    """What it is about may be gone by now; the log has its name."""
    try:
        return act_of(request.act).says(request.arguments)
    except LookupError:
        return _("一件已经不在了的东西")


def _came_of_it(request: JointAct) -> str:
    if request.is_open:
        return ""
    if request.agreed_at:
        return _("%(who)s %(at)s 同意了") % _said(request.agreed_by or _("没有别人，自己"), request.agreed_at)
    if request.refused_at:
        words = _("%(who)s %(at)s 没有同意") % _said(request.refused_by, request.refused_at)
        return f"{words}{_('：')}{request.refused_why}" if request.refused_why else words
    if request.done_at:
        return _("没有第二位管理员，直接办了")
    if request.withdrawn_at:
        return _("撤回了")
    return _("内容变了，没有办") if request.stale_at else _("七天里没有人同意，过期了")


def _said(who: object, at: datetime) -> dict[str, str]:
    return {"who": str(who), "at": date_format(localtime(at), "SHORT_DATETIME_FORMAT")}
