"""Sentences about codes: where one stands, what WeChat refused, what it counted."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhijian.console.org.words import day_in_words
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.queries.invitations import Counts
from zhijian.rooms.reach.refusals import (
    AccountNotForUnit,
    InvitationRefused,
    NoPicture,
    NotAPicture,
    NumbersUsedUp,
    PermanentUsedUp,
)
from zhijian.rooms.reach.services.inviting import (
    MOST_PERMANENT,
    NO_CODES,
    NO_WORD,
    TOO_MANY_CALLS,
    TOO_MANY_CODES,
)


def standing(invitation: Invitation) -> tuple[str, str]:
    """A few words, and which colour underlines them."""
    if invitation.revoked_at:
        return _("停用了"), ""
    if invitation.kind == Kind.SPOKEN:
        return _("只用一句话"), ""
    if invitation.has_picture:
        if invitation.expires_at is None:
            return _("永久码"), "ok"
        return _("临时码，到 %(day)s") % {"day": day_of(invitation)}, "ok"
    if invitation.is_on_its_way:
        return _("正在问微信要码"), "info"
    return (_("过期了"), "warn") if invitation.url else (_("没有要到码"), "warn")


def day_of(invitation: Invitation) -> str:
    """The last whole day on which it can be scanned."""
    if invitation.expires_at is None:
        return ""
    return day_in_words(localtime(invitation.expires_at).date())


def trouble(invitation: Invitation) -> str:
    """What happened, what is safe, what to do. Empty where nothing is wrong."""
    code = invitation.errcode
    if code is None:
        return ""
    safe = _("那句话“%(said)s”照样能用。") % {"said": invitation.said}
    if code == NO_CODES:
        return _("微信不给这个公众号带参数的二维码（只给认证的服务号）。") + safe
    if code == TOO_MANY_CODES:
        return (
            _("微信说永久码已经用满 %(most)s 个。改用临时码就行。") % {"most": f"{MOST_PERMANENT:,}"} + safe
        )
    if code == TOO_MANY_CALLS:
        return _("今天问微信的次数用完了，过了半夜会自己再要。") + safe
    if code == NO_WORD:
        return _("微信那边还没有回话，过一会儿会自己再要。") + safe
    return _("微信没有给码。请管理员到“接上账号”里检查一遍，再回来点“再要一次”。") + safe


def counted(counts: Counts, invitation: Invitation) -> str:
    since = _("%(day)s起") % {"day": day_in_words(localtime(invitation.made_at).date())}
    if not counts.scans:
        return _("%(since)s，还没有人扫过、说过") % {"since": since}
    said = _("扫过或说过 %(scans)d 次，带来 %(joins)d 位新关注") % {
        "scans": counts.scans,
        "joins": counts.joins,
    }
    return f"{since}：{said}"


def against_its_past(counts: Counts, invitation: Invitation) -> str:
    """With itself only, and only with what lies behind it."""
    age = (localtime() - localtime(invitation.made_at)).days
    if age < 30:
        return ""
    if age < 60:
        return _("近 30 天 %(now)d 位") % {"now": counts.joins_lately}
    return _("近 30 天 %(now)d 位，再前 30 天 %(before)d 位") % {
        "now": counts.joins_lately,
        "before": counts.joins_before,
    }


def refusal(refused: InvitationRefused) -> str:
    return {
        AccountNotForUnit: _("这个公众号是别的组织的，不能用来请这里的人。"),
        NumbersUsedUp: _("这个名字的四位数字都用过了。给组织换一个简称，再做就有了。"),
        PermanentUsedUp: _("这个公众号的 %(most)s 个永久码都用了。可以做临时码，或者只用一句话。")
        % {"most": f"{MOST_PERMANENT:,}"},
        NoPicture: _("微信不给这个公众号带参数的二维码（只给认证的服务号）。那句话照样能用。"),
        NotAPicture: _("要 PNG 或 JPG 的图片，不超过 500 KB。别的没有改。"),
    }[type(refused)]
