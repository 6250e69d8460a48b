"""Menus in staff's words: what an entry does, what is wrong with it, what changed, what WeChat said."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhijian.rooms.answers.menu import limits
from zhijian.rooms.answers.menu.comparing import Change
from zhijian.rooms.answers.menu.limits import Fault
from zhijian.wechat.errors import meaning

TYPES: dict[str, Any] = {
    "": gettext_lazy("展开下面的几项"),
    "click": gettext_lazy("回一段话"),
    "view": gettext_lazy("打开网页"),
    "scancode_push": gettext_lazy("扫一扫"),
    "scancode_waitmsg": gettext_lazy("扫一扫"),
    "pic_sysphoto": gettext_lazy("拍照"),
    "pic_photo_or_album": gettext_lazy("拍照或选图"),
    "pic_weixin": gettext_lazy("从相册选图"),
    "location_select": gettext_lazy("发位置"),
    "miniprogram": gettext_lazy("打开小程序"),
    "media_id": gettext_lazy("发一份素材"),
    "view_limited": gettext_lazy("打开图文素材"),
    "article_id": gettext_lazy("发一篇文章"),
    "article_view_limited": gettext_lazy("打开一篇文章"),
}

_FAULTS: dict[str, Any] = {
    "menu-empty": gettext_lazy("菜单里还什么都没有"),
    "too-many-columns": gettext_lazy("最多三列"),
    "column-empty": gettext_lazy("下面还什么都没有：加一项，或者让它自己打开一页"),
    "too-many-below": gettext_lazy("一列下面最多五项"),
    "no-action": gettext_lazy("选一样：点了以后做什么"),
    "name-empty": gettext_lazy("写按钮上的字"),
    "key-empty": gettext_lazy("选一样：点了以后回什么"),
    "url-empty": gettext_lazy("写网页的地址"),
    "url-form": gettext_lazy("地址要以 https:// 或 http:// 开头，中间没有空格"),
    "url-profile": gettext_lazy("微信不让菜单打开公众号的主页，换成一篇文章的地址"),
    "appid-empty": gettext_lazy("写小程序的 AppID"),
    "pagepath-empty": gettext_lazy("写小程序里的页面路径，比如 pages/index"),
    "media_id-empty": gettext_lazy("写素材的 media_id"),
    "article_id-empty": gettext_lazy("写文章的 article_id"),
    "needs-verified": gettext_lazy(
        "没认证的公众号，菜单里不能放微信的素材和文章；换成“回一段话”或“打开网页”"
    ),
    "answer-gone": gettext_lazy("选的回复已经没有了，换一样吧"),
    "reply-empty": gettext_lazy("写下要回的话"),
    "text-unreadable": gettext_lazy("回复里有微信传不了的控制字符"),
}


def name_faults_most(fault: Fault) -> int:
    """Chinese characters that fit."""
    return fault.most // 3


def fault_words(fault: Fault) -> str:
    """What is wrong and what it must be."""
    if fault.code == "name-long":
        return _("字太多：最多 %(most)s 个汉字，再短一点") % {"most": name_faults_most(fault)}
    if fault.code == "text-too-long":
        return _("一段最多 %(most)s 字节（约 680 个汉字），现在有 %(size)s 字节") % {
            "most": fault.most,
            "size": fault.size,
        }
    if fault.code.endswith("-long"):
        return _("最多 %(most)s 字节，现在有 %(size)s 字节") % {"most": fault.most, "size": fault.size}
    return str(_FAULTS.get(fault.code, _("这里微信不收")))


def name_hint(*, is_column: bool) -> str:
    if is_column:
        return _("手机上显示 %(shown)s 个字，再多会变成“…”。最多 %(most)s 个汉字。") % {
            "shown": limits.COLUMN_NAME_SHOWN,
            "most": limits.COLUMN_NAME_BYTES // 3,
        }
    return _("手机上显示 %(shown)s 个字，再多会变成“…”。最多 %(most)s 个汉字。") % {
        "shown": limits.ENTRY_NAME_SHOWN,
        "most": limits.ENTRY_NAME_BYTES // 3,
    }


def change_words(change: Change) -> str:
    name = {"name": change.name, "was": change.was, "now": change.now}
    match change.what:
        case "added":
            return _("新加“%(name)s”") % name
        case "removed":
            return _("去掉“%(name)s”") % name
        case "renamed":
            return _("“%(was)s”改名叫“%(now)s”") % name
        case "moved":
            return _("“%(name)s”换到另一列") % name
        case "reordered":
            return _("“%(name)s”里换了次序") % name if change.name else _("三列换了次序")
        case "retyped":
            types = {"name": change.name, "was": TYPES.get(change.was, ""), "now": TYPES.get(change.now, "")}
            return _("“%(name)s”从%(was)s改成%(now)s") % types
        case _:
            return _("“%(name)s”点了以后不一样了") % name


def difference(found: Sequence[Change]) -> str:
    """A sentence with everything that changed; empty when nothing did."""
    if not found:
        return ""
    count = ngettext("改了 %(count)d 处：", "改了 %(count)d 处：", len(found)) % {"count": len(found)}
    return count + _("；").join(change_words(change) for change in found) + _("。")


def compared_with_now(found: Iterable[Change]) -> str:
    """An older menu beside what is live, in half a line."""
    kinds = [change.what for change in found]
    more, less = kinds.count("added"), kinds.count("removed")
    other = len(kinds) - more - less
    said = [
        _("多 %(count)s 项") % {"count": more} if more else "",
        _("少 %(count)s 项") % {"count": less} if less else "",
        _("改 %(count)s 处") % {"count": other} if other else "",
    ]
    words = _("、").join(one for one in said if one)
    return _("比现在%(words)s") % {"words": words} if words else _("和现在的一样")


_REFUSALS: dict[int, Any] = {
    40018: gettext_lazy("有一列的字太多了。"),
    40025: gettext_lazy("有一项的字太多了。"),
    40020: gettext_lazy("有一列的网址微信不收。"),
    40027: gettext_lazy("有一项的网址微信不收。"),
    40155: gettext_lazy("菜单不能打开别的公众号的主页。"),
    40007: gettext_lazy("菜单里的一份素材微信那边已经没有了。"),
    40164: gettext_lazy("微信不认这台服务器的地址。请管理员在公众平台的“IP 白名单”里加上它。"),
    45064: gettext_lazy("菜单里的小程序还没有和这个公众号关联。先在公众平台的“小程序管理”里关联它。"),
    45009: gettext_lazy("今天设菜单的次数用完了，明天会恢复。"),
    48001: gettext_lazy("这个公众号没有由接口设菜单的权限，要先认证。"),
    53600: gettext_lazy("菜单里的一篇文章还没有发布，或者已经删掉了。"),
    65303: gettext_lazy("先发布一份给所有人的菜单。"),
    65316: gettext_lazy("给一部分人的菜单里，别的网站最多三个。"),
}


def refusal_words(code: int | None) -> str:
    """Why WeChat did not take it, and what helps. No codes."""
    if code is None:
        return _("没有连上微信。东西都在，过一会儿再发布一次。")
    if code in _REFUSALS:
        return str(_REFUSALS[code])
    known = meaning(code).zh
    if known:
        return _("微信说：%(reason)s。改一下再发布。") % {"reason": known}
    return _("微信没有说清楚为什么。过一会儿再发布一次；还不行，请管理员看日志。")


_ERRORS: dict[str, Any] = {
    "changed-meanwhile": gettext_lazy(
        "这一项刚被别人改过，没有覆盖。您写的还在下面；看一眼他改的，再存一次。"
    ),
    "no-such-place": gettext_lazy("这一项已经不在了。"),
    "on-its-way": gettext_lazy("菜单正在交给微信，等它答了再改。"),
    "not-allowed": gettext_lazy("微信不让这种公众号由接口设菜单。"),
    "no-default": gettext_lazy("先发布一份给所有人的菜单，再做给一部分人的。"),
}


def error_words(code: str) -> str:
    return str(_ERRORS.get(code, _("这一步没办成，东西都还在。")))


def choose_a_tag() -> str:
    return _("选一个标签")
