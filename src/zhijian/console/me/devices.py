"""A browser in words: what somebody recognises in the list of places where he is signed in."""

from django.utils.translation import gettext as _

# Asked in this order: Edge calls itself Chrome as well, and everything calls itself Safari.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙手机"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "Mac 电脑"),
    ("Linux", "Linux 电脑"),
)


def device_in_words(user_agent: str) -> str:
    """安卓手机 · 微信; what nobody knows is 一台设备, never the raw words."""
    device = next((words for mark, words in _DEVICES if mark in user_agent), "")
    browser = next((words for mark, words in _BROWSERS if mark in user_agent), "")
    return " · ".join(words for words in (device, browser) if words) or _("一台设备")


def is_in_the_hand(user_agent: str) -> bool:
    return any(mark in user_agent for mark in ("iPhone", "iPad", "Android", "HarmonyOS", "Mobile"))
