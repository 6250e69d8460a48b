"""How standings, reasons and acts are said. Numbers of people in plain sentences: no shares, no places."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhijian.foundation.org.models import Member
from zhijian.rooms.reach import errors
from zhijian.rooms.reach.coverage import Coverage
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.queries.care import Cared, helper_in
from zhijian.rooms.reach.queries.past import Past
from zhijian.rooms.reach.states import Deed, How, Reason, Standing

ICONS: Final[Mapping[Reason, str]] = {
    Reason.PHONE_CHANGED: "phone-off",
    Reason.NO_WECHAT: "device-mobile-off",
    Reason.NO_PHONE: "device-mobile-off",
    Reason.SHARED_PHONE: "users",
    Reason.UNKNOWN: "user-question",
}
HINTS: Final = {
    Reason.PHONE_CHANGED: gettext_lazy("可以问家人或邻居"),
    Reason.NO_WECHAT: gettext_lazy("改送大字版，或打电话"),
    Reason.NO_PHONE: gettext_lazy("改送大字版，或上门说"),
    Reason.SHARED_PHONE: gettext_lazy("请家人转告，或改送大字版"),
    Reason.UNKNOWN: gettext_lazy("新转来，或刚回村"),
}
_REFUSALS: Final = {
    errors.NotOnRoster: gettext_lazy("他已经不在名册上了，这件事办不下去。"),
    errors.LeftInPeace: gettext_lazy("里面有人说过“不想关注”，不再请人去。去掉他再分。"),
    errors.HelpsHimself: gettext_lazy("帮手不能去看望他自己。去掉他，或者换一位帮手。"),
    errors.NobodyGiven: gettext_lazy("勾上要去看望的人，再选一位帮手。"),
    errors.SaidMeanwhile: gettext_lazy("后来又有人写了新的情况，这一步撤不回了。看看现在的样子。"),
    errors.NotHisToHelp: gettext_lazy("这一位已经不用他去了。"),
}


def refusal(refused: errors.CareRefused) -> str:
    return str(_REFUSALS.get(type(refused), _("没有办成，什么都没有改。")))


def age(member: Member) -> str:
    if not member.birth_year:
        return ""
    years = localdate().year - member.birth_year
    return ngettext("%(n)d 岁", "%(n)d 岁", years) % {"n": years}


def in_numbers(coverage: Coverage) -> str:
    """What the bar shows, for those who hear it."""
    parts = [
        _("已绑定 %(n)s") % {"n": f"{coverage.bound:,}"},
        _("只关注 %(n)s") % {"n": f"{coverage.follows:,}"},
        _("其他方式送达 %(n)s") % {"n": f"{coverage.otherwise:,}"},
        _("待联系 %(n)s") % {"n": f"{coverage.not_yet:,}"},
    ]
    return _("%(all)s 人：%(parts)s") % {"all": f"{coverage.members:,}", "parts": _("，").join(parts)}


def beside_the_past(past: Past) -> str:
    """`8 月底联系得上 38 人，现在 41 人`; nothing before there is a past, or where few would show."""
    if past.before is None or past.is_hidden:
        return ""
    said = {"before": f"{past.before.reached:,}", "now": f"{past.now:,}"}
    last_month = localdate().replace(day=1)
    is_last = (past.before.month.year * 12 + past.before.month.month) == (
        last_month.year * 12 + last_month.month - 1
    )
    if is_last:
        return _("上个月底联系得上 %(before)s 人，现在 %(now)s 人。") % said
    month = date_format(past.before.month, "YEAR_MONTH_FORMAT")
    return _("%(month)s联系得上 %(before)s 人，现在 %(now)s 人。") % {**said, "month": month}


def facts(one: Cared, *, unit_id: int) -> str:
    """Below the name: where he is, what was noted, who goes, how he is reached."""
    said = [one.member.unit.called] if one.member.unit_id != unit_id else []
    if one.standing == Standing.OTHERWISE and one.word:
        said.append(str(How(one.word.how).label) if one.word.how else "")
    said.append(one.note)
    if one.standing == Standing.NOT_YET and one.helper:
        said.append(_("%(name)s去看望") % {"name": one.helper})
        if one.word and one.word.been_at:
            said.append(_("%(day)s去过了") % {"day": day(one.word)})
    return " · ".join(filter(None, said))


def standing(one: Cared) -> str:
    """`待联系：手机换过号`, `其他方式送达：送大字版`."""
    label = str(one.standing.label)
    detail = ""
    if one.reason:
        detail = str(one.reason.label)
    elif one.standing == Standing.OTHERWISE and one.word and one.word.how:
        detail = str(How(one.word.how).label)
    return _("%(standing)s：%(detail)s") % {"standing": label, "detail": detail} if detail else label


def day(word: Word) -> str:
    return date_format(localtime(word.been_at or word.said_at), "MONTH_DAY_FORMAT")


def done(words: Sequence[Word], *, helper_reads: bool) -> str:
    """What an act did, right after it. `helper_reads`: he is bound, so he sees whom to visit."""
    first = words[0]
    names = _("、").join(word.member.name for word in words[:3])
    who = (
        ngettext("%(names)s等 %(n)d 人", "%(names)s等 %(n)d 人", len(words))
        % {"names": names, "n": len(words)}
        if len(words) > 3
        else names
    )
    said = {"who": who, "helper": helper_in(first)}
    if first.deed == Deed.HANDED:
        if first.helper is None:
            return _("%(who)s，请%(helper)s去看望。他不在名册上，只记了名字，要您告诉他。") % said
        if not helper_reads:
            return _("%(who)s，请%(helper)s去看望。他还没有绑定公众号，要您告诉他。") % said
        return _("%(who)s，请%(helper)s去看望。他在“我的”里看得到。") % said
    if first.standing == Standing.DECLINED:
        return _("记下了：%(who)s不想关注。以后不再提醒，也不请人去。") % said
    if first.standing == Standing.OTHERWISE:
        return _("%(who)s改成%(how)s，算联系上了。") % {**said, "how": How(first.how).label}
    if first.standing == Standing.FOLLOWS:
        return _("记下了：%(who)s已经关注。") % said
    return _("%(who)s的情况写下了。") % said


def told(word: Word) -> str:
    """A line of what was said about one, in his history."""
    said = {"helper": word.helper.name if word.helper else word.helper_name}
    if word.deed == Deed.HANDED:
        return _("请%(helper)s去看望") % said
    detail = How(word.how).label if word.how else Reason(word.reason).label if word.reason else ""
    label = Standing(word.standing).label
    what = _("%(standing)s：%(detail)s") % {"standing": label, "detail": detail} if detail else str(label)
    return _("去过了，%(what)s") % {"what": what} if word.deed == Deed.VISITED else what
