"""What somebody reads when he was not bound. Nothing in it tells whether a name is on a roster."""

from typing import Final

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.followers import errors
from zhijian.foundation.followers.errors import BindingRefused, TriesUsedUp

COUNTED_IN_SECONDS: Final = 90

_WORDS: Final = {
    errors.CodeMistyped: gettext_lazy(
        "这个码少了或错了一个字。请照着纸上的再看一遍，0、1、O、I、L 不会出现。"
    ),
    errors.CodeUnknown: gettext_lazy("没有这个码。请照着纸上的再看一遍，或者请书记重新给一张。"),
    errors.CodeOver: gettext_lazy("这个码已经用过，或者过期了。请书记重新给一张，以前的就作废了。"),
    errors.FollowerTaken: gettext_lazy("这个微信已经认识了另一位。要换，先在“我的”里解开。"),
    errors.MemberTaken: gettext_lazy("这位已经和另一个微信认识了。如果那不是您，请告诉书记，他能解开。"),
    errors.MemberGone: gettext_lazy("名册上现在没有这一位。请问问书记。"),
    errors.NotFollowing: gettext_lazy("您现在没有关注这个公众号。先关注它，再来一次。"),
    errors.MayNotVouch: gettext_lazy(
        "您还不能替这位作证：只能为自己支部的人作证，自己也要先用手机号或纸上的码认识过。"
    ),
    errors.RequestOver: gettext_lazy("没有人在用这个号码等您。请看对方手机上的六位数，十五分钟内有效。"),
}


def not_found() -> str:
    return _(
        "没有对上。姓名和手机号后四位要和支部名册上的一样；名册上也许还是旧号码。"
        "可以问问书记，也可以用纸上的码，或者请旁边的人作证。"
    )


def sentence(refused: BindingRefused) -> str:
    if isinstance(refused, TriesUsedUp):
        return _tries(refused)
    return str(_WORDS.get(type(refused), _("这一次没有成。请再试一次，或者问问书记。")))


def _tries(refused: TriesUsedUp) -> str:
    """The same words, whoever's tries they were: whether a name is watched is nobody's business."""
    seconds = max(1, round((refused.until - now()).total_seconds()))
    if seconds < COUNTED_IN_SECONDS:
        return _("试得有点快，请等 %(seconds)d 秒再试。") % {"seconds": seconds}
    until = localtime(refused.until)
    when = {"time": f"{until:%H:%M}"}
    if until.date() != localtime(now()).date():
        return _("试的次数多了，请明天 %(time)s 以后再来。纸上的码、旁边的人作证，也可以。") % when
    return _("试的次数多了，请 %(time)s 以后再来。纸上的码、旁边的人作证，也可以。") % when
