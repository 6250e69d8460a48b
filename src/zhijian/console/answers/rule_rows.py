"""A rule in a list: its words, what it answers, how it matches, as staff would say it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Match, Occasion

LONGEST_SHOWN = 80

# Short enough for a select on a small phone.
MATCHES = {
    Match.EXACT: gettext_lazy("完全一样"),
    Match.CONTAINS: gettext_lazy("包含"),
    Match.REGEX: gettext_lazy("正则"),
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    number: int
    name: str
    more_words: int
    reply: str
    how: str
    priority: int
    is_on: bool
    is_fresh: bool = False


def rule_rows(rules: Iterable[Rule], *, account: Account, fresh: int = 0) -> list[RuleRow]:
    """In the given order. `fresh` is the number of the rule that was saved just now."""
    menu = menu_names(account.menu)
    return [_row(rule, menu, fresh) for rule in rules]


def _row(rule: Rule, menu: Mapping[str, str], fresh: int) -> RuleRow:
    words = list(rule.keywords.all())
    return RuleRow(
        number=rule.pk,
        name=name_of(rule, menu),
        more_words=len(words) if len(words) > 1 else 0,
        reply=_reply_in_words(rule),
        how=_how(rule),
        priority=rule.priority,
        is_on=rule.is_on,
        is_fresh=rule.pk == fresh,
    )


def name_of(rule: Rule, menu: Mapping[str, str]) -> str:
    """How staff call it: by its first word, its menu entry, or what happens."""
    if rule.occasion == Occasion.FOLLOW:
        return _("关注时的欢迎语")
    words = list(rule.keywords.all())
    first = words[0].text if words else ""
    if rule.occasion == Occasion.CLICK:
        return menu.get(first, first)
    return first


def _how(rule: Rule) -> str:
    if rule.occasion == Occasion.TEXT:
        kinds = dict.fromkeys(Match(word.match) for word in rule.keywords.all())
        return _("、").join(str(MATCHES[kind]) for kind in kinds)
    return rule.get_occasion_display()


def _reply_in_words(rule: Rule) -> str:
    pieces = [
        _("%(kind)s：%(title)s") % {"kind": part.item.get_kind_display(), "title": part.item.title}
        if part.item
        else " ".join(part.text.split())
        for part in rule.parts.all()
    ]
    said = _(" + ").join(pieces)
    return said if len(said) <= LONGEST_SHOWN else said[:LONGEST_SHOWN] + "…"


def menu_names(menu: Any) -> dict[str, str]:
    """Menu key -> `学习 › 两学一做`, of the entries that are answered by a rule."""
    names: dict[str, str] = {}
    for entry in menu if isinstance(menu, list) else []:
        for below in entry.get("sub_button") or [entry]:
            if below.get("type") == "click" and below.get("key"):
                path = [entry["name"], below["name"]] if below is not entry else [entry["name"]]
                names.setdefault(below["key"], " › ".join(path))
    return names
