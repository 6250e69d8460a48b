"""Which menu one person sees, as WeChat told it, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijian.console.menu import words
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.menu.queries import Tried, tried_menu


@dataclass(frozen=True, slots=True)
class Trial:
    is_asking: bool
    says: str


def trial_of(account: Account) -> Trial | None:
    """None before anybody tried."""
    tried = tried_menu(account)
    return Trial(tried.is_asking, "" if tried.is_asking else _says(tried)) if tried else None


def _says(tried: Tried) -> str:
    if tried.is_refused:
        return _not_told(tried.code)
    if tried.menu is None:
        return _("看到的是另一份菜单：%(names)s") % {"names": _("、").join(tried.names) or _("没有菜单")}
    if tried.menu.tag is None:
        return _("看到的是给所有人的那份。")
    return _("看到的是给“%(name)s”的那份。") % {"name": tried.menu.tag_name}


def _not_told(code: int | None) -> str:
    if code in (40003, 43004, 46004):
        return _("微信说没有这个人，或者他没有关注。看看微信号有没有写错。")
    return words.refusal_words(code)
