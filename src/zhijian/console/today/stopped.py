"""Letters that were stopped, in staff's words: what, when, why, and what helps. No codes, no openids."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.outbox.models import Letter

_WHY = {
    45015: gettext_lazy("他超过 48 小时没再来说话，微信不让再发。等他下次来，就又能答了。"),
    45047: gettext_lazy("一次问话之后能发的条数用完了。把这条规则的回复减少几段就好。"),
    43004: gettext_lazy("他已经不再关注了。"),
    40003: gettext_lazy("他已经不再关注了。"),
    40164: gettext_lazy("微信不认这台服务器的地址。请管理员在公众平台的“IP 白名单”里加上它。"),
    48001: gettext_lazy("这个公众号没有发客服消息的权限，要先认证。"),
    45009: gettext_lazy("今天的次数用完了，明天会恢复。"),
    45028: gettext_lazy("这个月的次数用完了，下个月会恢复。"),
}


@dataclass(frozen=True, slots=True)
class StoppedLine:
    what: str
    why: str
    at: datetime | None


def stopped_lines(letters: Iterable[Letter]) -> list[StoppedLine]:
    return [StoppedLine(_what(letter), _why(letter), letter.finished_at) for letter in letters]


def _what(letter: Letter) -> str:
    said = str(letter.body.get("text") or letter.body.get("title") or "") if letter.kind == "message" else ""
    return _("“%(said)s”") % {"said": said} if said else letter.get_kind_display()


def _why(letter: Letter) -> str:
    return str(
        _WHY.get(letter.outcome_code or 0, _("试了几次，微信都没有收下。已经记下，管理员能查到原因。"))
    )
