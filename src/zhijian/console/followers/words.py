"""How the pages say what WeChat said, and how somebody proved who he is."""

from django.utils.translation import gettext as _

from zhijian.foundation.followers.models import Binding, Pause, Tag
from zhijian.foundation.followers.ways import Braked, Way
from zhijian.wechat.errors import meaning

NO_LIST, NO_CALLS_LEFT = 48001, 45009


def why_not_compared(errcode: int) -> str:
    """Empty when nothing was refused."""
    if not errcode:
        return ""
    if errcode == NO_LIST:
        return _("微信不给这个公众号看关注者名单（没有认证的都不给）。只认得写过消息、点过菜单或新关注的人。")
    if errcode == NO_CALLS_LEFT:
        return _("今天问微信的次数用完了，对到一半。明天夜里接着对。")
    return _of_code(errcode)


def why_no_tag(errcode: int) -> str:
    """What became of a tag, in the words of whoever needs it."""
    said = {
        0: "",
        45056: _("这个公众号的 100 个标签都用上了。收回一个不用的，这个就会建好。"),
        45057: _("带这个标签的人超过 10 万，微信不让一下删掉；正在分批摘下来。"),
        45058: _("这是微信自己的标签，改不了。"),
        45059: _("有人身上已经有 20 个标签，加不上了。"),
        45157: _("微信后台已经有一个同名的标签。"),
        45158: _("标签的名字太长。"),
        45159: _("微信那边没有这个标签了，下一次会重新建。"),
        NO_LIST: _("微信不给这个公众号用标签（没有认证的都不给）。"),
        NO_CALLS_LEFT: _("今天的次数用完了，明天接着加。"),
    }
    return said[errcode] if errcode in said else _of_code(errcode)


def way_of(binding: Binding) -> str:
    if binding.way == Way.VOUCHED and binding.voucher:
        return _("%(name)s作证") % {"name": binding.voucher.name}
    if binding.way == Way.STAFF and binding.bound_by_name:
        return _("%(name)s绑定的") % {"name": binding.bound_by_name}
    return str(Way(binding.way).label)


def paused(pause: Pause) -> str:
    """Whom it concerns, without saying whom: a name that was tried is not written down anywhere."""
    return {
        Braked.FOLLOWER: _("有一个微信一天里猜错太多次，今天不能再试。"),
        Braked.SOUGHT: _("有一个名字一天里被试了太多次，今天不能再用姓名绑定它；绑定码和作证照常可用。"),
        Braked.ACCOUNT: _("一天里猜错的人太多，这个公众号先停一天的姓名绑定。像是有人在试，请看一眼。"),
    }[Braked(pause.because)]


def for_whom(tag: Tag) -> str:
    """河东村党支部和下级，老党员，60 到 120 岁"""
    pieces = []
    if tag.unit:
        pieces.append(_("%(unit)s和下级") % {"unit": tag.unit.name})
    if tag.label:
        pieces.append(_("标签“%(label)s”") % {"label": tag.label.name})
    if tag.age_from is not None and tag.age_until is not None:
        pieces.append(_("%(first)d 到 %(last)d 岁") % {"first": tag.age_from, "last": tag.age_until})
    return _("，").join(pieces)


def _of_code(errcode: int) -> str:
    return _("微信说不行：%(why)s（%(code)d）。") % {"why": meaning(errcode).zh or "?", "code": errcode}
