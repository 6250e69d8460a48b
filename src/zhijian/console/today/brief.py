"""Today in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.console.today.lines import Line, Urgency
from zhijian.console.today.spans import in_span


@dataclass(frozen=True, slots=True)
class Brief:
    """How much waits and what is most urgent; `enough` is where one may stop. Empty when nothing waits."""

    says: str = ""
    enough: str = ""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Brief":
        if not lines:
            return cls()
        first = sum(1 for line in lines if line.urgency is Urgency.NOW)
        return cls(_how_much(lines), _enough(first) if 0 < first < len(lines) else "")


def _how_much(lines: Sequence[Line]) -> str:
    count = "99+" if len(lines) > 99 else str(len(lines))
    limits = [line.until for line in lines if line.until and line.until > now()]
    if limits:
        left = in_span(min(limits) - now())
        return _("有 %(count)s 件事等您，最急的还剩 %(left)s。") % {"count": count, "left": left}
    waited = now() - min(line.since for line in lines)
    if waited < timedelta(hours=1):
        return _("有 %(count)s 件事等您，刚来不久。") % {"count": count}
    return _("有 %(count)s 件事等您，最早的等了 %(waited)s。") % {"count": count, "waited": in_span(waited)}


def _enough(first: int) -> str:
    words = ngettext("先办完头 %(first)s 件就好，其余不急。", "先办完头 %(first)s 件就好，其余不急。", first)
    return words % {"first": first}


def greeting(moment: datetime, name: str) -> str:
    hour = moment.hour
    if hour < 5 or hour >= 18:
        return _("晚上好，%(name)s") % {"name": name}
    if hour < 11:
        return _("早上好，%(name)s") % {"name": name}
    if hour < 13:
        return _("中午好，%(name)s") % {"name": name}
    return _("下午好，%(name)s") % {"name": name}
