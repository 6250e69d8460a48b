"""What kind of phone somebody signs in with, in words he knows it again by."""

from django.http import HttpRequest
from django.utils.translation import gettext as _


def device_of(request: HttpRequest) -> str:
    said = request.headers.get("User-Agent", "")
    for mark, words in (
        ("HarmonyOS", _("鸿蒙手机")),
        ("iPhone", _("苹果手机")),
        ("iPad", _("苹果平板")),
        ("Android", _("安卓手机")),
        ("Windows", _("Windows 电脑")),
        ("Macintosh", _("苹果电脑")),
    ):
        if mark in said:
            return words
    return _("一台设备")
