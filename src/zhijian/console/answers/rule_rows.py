"""A rule in a list: its words, what it answers, for whom, until when, and what staff should look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.queries import called_by_code
from zhijian.rooms.answers import naming, overview
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.hours import Hours
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Match, Occasion, ReplyMode

LONGEST_SHOWN = 80

# Short enough for a select on a small phone.
MATCHES = {
    Match.EXACT: gettext_lazy("完全一样"),
    Match.CONTAINS: gettext_lazy("包含"),
    Match.SYNONYM: gettext_lazy("意思相近"),
    Match.REGEX: gettext_lazy("正则"),
}


@dataclass(frozen=True, slots=True)
class Flag:
    """`look` colours it: ok, warn, bad, info, or nothing."""

    icon: str
    words: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    number: int
    name: str
    more_words: int
    reply: str
    who: str
    until: str
    priority: int
    is_on: bool
    flags: tuple[Flag, ...]
    uses: tuple[int, ...]

    @property
    def used(self) -> int:
        return sum(self.uses)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was asked once for all rows."""

    menu: Mapping[str, str]
    names: Mapping[int, str]
    same: Mapping[int, str]
    uses: Mapping[int, list[int]]
    used_lately: set[int]
    units: Mapping[str, str]
    fresh: int


def rows_of(rules: QuerySet[Rule]) -> QuerySet[Rule]:
    """With what a row shows."""
    return rules.prefetch_related("variants")


def rule_rows(rules: Sequence[Rule], *, account: Account, fresh: int = 0) -> list[RuleRow]:
    """In the given order. `fresh` is the number of the rule that was saved just now."""
    numbers = [rule.pk for rule in rules]
    known = _Known(
        menu=menu_names(account.menu),
        names=naming.names_of([rule for rule in rules if rule.occasion == Occasion.STEP]),
        same=overview.same_words(rules, account_id=account.pk),
        uses=overview.uses_by_day(numbers),
        units=called_by_code(_unit_codes(rules)),
        used_lately=overview.last_used(numbers, since=localdate() - timedelta(days=overview.UNUSED_DAYS)),
        fresh=fresh,
    )
    return [_row(rule, known) for rule in rules]


def _unit_codes(rules: Sequence[Rule]) -> set[str]:
    said = [rule.audience for rule in rules]
    said += [variant.audience for rule in rules for variant in rule.variants.all()]
    return {code for audience in said for code in audience.get("units", ())}


def _row(rule: Rule, known: _Known) -> RuleRow:
    words = list(rule.keywords.all())
    return RuleRow(
        number=rule.pk,
        name=known.names.get(rule.pk) or name_of(rule, known.menu),
        more_words=len(words) if len(words) > 1 else 0,
        reply=reply_in_words(rule),
        who=who_in_words(rule, known.units),
        until=_until(rule),
        priority=rule.priority,
        is_on=rule.is_on,
        flags=tuple(_flags(rule, known)),
        uses=tuple(known.uses[rule.pk]),
    )


def name_of(rule: Rule, menu: Mapping[str, str]) -> str:
    """How staff call it: by its first word, its menu entry, or what happens."""
    words = list(rule.keywords.all())
    if rule.occasion == Occasion.CLICK and words:
        return menu.get(words[0].text, words[0].text)
    return words[0].text if words else naming.name_of(rule)


def reply_in_words(rule: Rule) -> str:
    """The base reply on one line."""
    pieces = [
        _("%(kind)s：%(title)s") % {"kind": part.item.get_kind_display(), "title": part.item.title}
        if part.item
        else " ".join(part.text.split())
        for part in rule.parts.all()
        if part.variant_id is None
    ]
    said = (_(" 或 ") if rule.reply_mode == ReplyMode.ONE else _(" + ")).join(pieces)
    return said if len(said) <= LONGEST_SHOWN else said[:LONGEST_SHOWN] + "…"


def who_in_words(rule: Rule, called: Mapping[str, str]) -> str:
    """所有人；河东村，60 岁以上另有一份."""
    base = audience_in_words(rule.audience, called=called)
    others = [audience_in_words(variant.audience, called=called) for variant in rule.variants.all()]
    if len(others) == 1:
        return _("%(base)s；%(other)s另有一份") % {"base": base, "other": others[0]}
    if others:
        return ngettext("%(base)s；另有 %(count)d 份", "%(base)s；另有 %(count)d 份", len(others)) % {
            "base": base,
            "count": len(others),
        }
    return base


def audience_in_words(written: Mapping[str, Any], *, called: Mapping[str, str] | None = None) -> str:
    """`called` says what units are called, by code."""
    audience, names = Audience.from_json(written), called or {}
    return audience.in_words(name_of_unit=lambda code: names.get(code, code)) if audience else _("所有人")


def _until(rule: Rule) -> str:
    """Empty: for good."""
    return day_in_words(rule.valid_until) if rule.valid_until else ""


def day_in_words(moment: datetime) -> str:
    """11 月 15 日, with the year when it is another one."""
    local = localtime(moment)
    return date_format(local, _("n 月 j 日") if local.year == localdate().year else _("Y 年 n 月 j 日"))


def _flags(rule: Rule, known: _Known) -> Iterable[Flag]:
    if rule.pk == known.fresh:
        yield Flag("circle-check", _("刚保存，已生效"), "ok")
    if not rule.is_on:
        yield Flag("player-pause", _("已停用"))
        return
    if rule.valid_until and rule.valid_until < now():
        days = (now() - rule.valid_until).days
        words = _("过期 %(days)d 天") % {"days": days} if days else _("今天过期了")
        yield Flag("calendar-off", words, "bad")
    elif rule.valid_from and rule.valid_from > now():
        yield Flag("calendar-time", _("%(day)s起") % {"day": day_in_words(rule.valid_from)}, "info")
    if hours := Hours.from_json(rule.hours):
        yield Flag("clock-hour-4", hours.in_words())
    if word := known.same.get(rule.pk):
        yield Flag("git-merge", _("别的规则也有“%(word)s”") % {"word": word[:12]}, "warn")
    if rule.review_on and rule.review_on <= localdate():
        yield Flag("eye-check", _("该看看了"), "warn")
    if _is_unused(rule, known):
        yield Flag("chart-bar-off", _("%(days)d 天没人问") % {"days": overview.UNUSED_DAYS})


def _is_unused(rule: Rule, known: _Known) -> bool:
    is_old = rule.made_at < now() - timedelta(days=overview.UNUSED_DAYS)
    return is_old and rule.pk not in known.used_lately and rule.occasion != Occasion.STEP


def menu_names(menu: Any) -> dict[str, str]:
    """Menu key -> `学习 › 两学一做`, of the entries that are answered by a rule."""
    names: dict[str, str] = {}
    for entry in menu if isinstance(menu, list) else []:
        for below in entry.get("sub_button") or [entry]:
            if below.get("type") == "click" and below.get("key"):
                path = [entry["name"], below["name"]] if below is not entry else [entry["name"]]
                names.setdefault(below["key"], " › ".join(path))
    return names
