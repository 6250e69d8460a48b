"""A browser in words: what somebody recognises in the list of places where he is signed in."""

from django.utils.translation import gettext_lazy as _

# Asked in this order: Edge calls itself Chrome as well, and everything calls itself Safari.
_BROWSERS = (
    ("MicroMessenger", _("微信")),
    ("DingTalk", _("钉钉")),
    ("Edg", "Edge"),
    ("HuaweiBrowser", _("华为浏览器")),
    ("MiuiBrowser", _("小米浏览器")),
    ("QQBrowser", _("QQ 浏览器")),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", _("鸿蒙手机")),
    ("Android", _("安卓手机")),
    ("Windows", _("Windows 电脑")),
    ("Macintosh", _("Mac 电脑")),
    ("Linux", _("Linux 电脑")),
)


def device_in_words(user_agent: str) -> str:
    """安卓手机 · 微信; what nobody knows is 一台设备, never the raw words."""
    device = next((words for mark, words in _DEVICES if mark in user_agent), "")
    browser = next((words for mark, words in _BROWSERS if mark in user_agent), "")
    return " · ".join(str(words) for words in (device, browser) if words) or str(_("一台设备"))


def is_in_the_hand(user_agent: str) -> bool:
    return any(mark in user_agent for mark in ("iPhone", "iPad", "Android", "HarmonyOS", "Mobile"))
