"""Stretches of time, as one says them."""

from datetime import datetime, timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_span(span: timedelta) -> str:
    """不到 1 分钟, 40 分钟, 3 小时, 2 天."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("不到 1 分钟")
    if minutes < 60:
        return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
    return ngettext("%(n)s 天", "%(n)s 天", hours // 24) % {"n": hours // 24}


def left_until(until: datetime) -> str:
    left = until - now()
    if left <= timedelta():
        return _("过了 %(span)s") % {"span": in_span(-left)}
    return _("剩 %(span)s") % {"span": in_span(left)}


def waited_since(since: datetime) -> str:
    waited = now() - since
    if waited < timedelta(minutes=1):
        return _("刚来")
    return _("等了 %(span)s") % {"span": in_span(waited)}
