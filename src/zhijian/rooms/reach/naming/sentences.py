"""Findings and proposals in words, wherever they are read."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.rooms.reach.naming.findings import Finding, Wrong
from zhijian.rooms.reach.naming.tables import limits

_SAYS: Final[Mapping[Wrong, Promise]] = {
    Wrong.HIDDEN: gettext_lazy("名称里藏着看不见的字符，别人照着打也找不到这个号。"),
    Wrong.FOREIGN: gettext_lazy("“%(what)s”不是拉丁字母，只是长得像“%(right)s”。冒充的账号常这样写。"),
    Wrong.LOOKALIKE: gettext_lazy("看着像“%(right)s”，有的字却不是。照着组织的名称改过来。"),
    Wrong.SAME_NAME: gettext_lazy("另一个账号也叫“%(what)s”，关注的人分不清。"),
    Wrong.OTHER_UNIT: gettext_lazy("这是“%(what)s”的名称，这个号不归它。"),
    Wrong.OTHER_PLACE: gettext_lazy("写着“%(what)s”，这个组织和它的上级名称里都没有这个地方。"),
    Wrong.FORMER: gettext_lazy("这是组织以前的名称（%(what)s），现在叫“%(right)s”。"),
    Wrong.CLOSED_UNIT: gettext_lazy("“%(what)s”已经撤销了。这个号也该改名、合并或关停。"),
    Wrong.SELLING: gettext_lazy("“%(what)s”是做买卖的词，组织的账号不用。"),
    Wrong.SHOUTING: gettext_lazy("“%(what)s”是招揽眼球的词，去掉它，名称就是组织的名称。"),
    Wrong.BOASTING: gettext_lazy("“%(what)s”这样的词微信不许用，组织的账号也用不着。"),
    Wrong.POSING: gettext_lazy("“%(what)s”听着像别的机关，容易让人认错。"),
    Wrong.CLIPPED: gettext_lazy("“%(what)s”缩得不对，少了字。应当写出“%(right)s”。"),
    Wrong.NOT_THE_UNIT: gettext_lazy("从名称里看不出是哪个组织。用组织的全称、简称，或者通行的叫法。"),
    Wrong.TOO_SHORT: gettext_lazy(
        "太短了：微信要 %(shortest)d 到 %(longest)d 个字符，1 个汉字算 %(wide)d 个。"
    ),
    Wrong.TOO_LONG: gettext_lazy(
        "太长了：微信要 %(shortest)d 到 %(longest)d 个字符，1 个汉字算 %(wide)d 个。"
    ),
    Wrong.DECORATED: gettext_lazy("“%(what)s”是装饰用的符号，读屏的人听不懂，搜也搜不到。"),
    Wrong.WIDTH: gettext_lazy("“%(what)s”是全角的字母或数字，换成半角的，别人才搜得到。"),
    Wrong.TRADITIONAL: gettext_lazy("“%(what)s”是繁体或异体字，简体是“%(right)s”。"),
    Wrong.ALIKE: gettext_lazy("和“%(what)s”太像，看错、听错都容易。"),
    Wrong.MORE_THAN_NAME: gettext_lazy(
        "认得出是哪个组织，可是比通行的叫法多了些字。留着也行，短一些更好找。"
    ),
    Wrong.NO_UNIT: gettext_lazy("还没写明归哪个组织，没法和组织的名称对。"),
}
_MERGED: Final = gettext_lazy("“%(what)s”已经撤销，并入了“%(right)s”。这个号也该改名、合并或关停。")


def says(found: Finding) -> str:
    """One sentence: what is off, and what would be right where it is known."""
    sentence = _MERGED if found.wrong is Wrong.CLOSED_UNIT and found.right else _SAYS[found.wrong]
    return str(sentence) % {"what": found.what, "right": found.right, **_lengths()}


def request_to_rename(*, now: str, to: str, full: str) -> str:
    """What one pastes where WeChat asks why an account is to be called otherwise."""
    return _(
        "申请将公众号名称由“%(now)s”改为“%(to)s”。账号由“%(full)s”使用，新名称与单位名称一致，便于群众辨认。"
    ) % {"now": now, "to": to, "full": full}


def _lengths() -> dict[str, int]:
    allowed = limits()
    return {"shortest": allowed.shortest, "longest": allowed.longest, "wide": allowed.wide}
