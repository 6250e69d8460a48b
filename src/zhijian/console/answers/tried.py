"""What trying a text found, in the words of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.answers.preview import Bubble, Preview
from zhijian.console.answers.rule_rows import MATCHES, day_in_words
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.answer import DEFAULT, FOUND, GUARDED, GUIDED
from zhijian.foundation.library.models import Item
from zhijian.rooms.answers.hours import Hours
from zhijian.rooms.answers.states import Match
from zhijian.rooms.answers.trying import Candidate, Drawn, Tried, TriedVariant, Why

ICONS = {
    Why.EXPIRED: "calendar-off",
    Why.NOT_YET: "calendar-time",
    Why.OUT_OF_HOURS: "clock-hour-4",
    Why.OFF: "player-pause",
    Why.OTHER_AUDIENCE: "user-minus",
    Why.OTHER_UNIT: "sitemap",
}


@dataclass(frozen=True, slots=True)
class Loser:
    number: int
    name: str
    variant: str
    why: str
    icon: str
    change: str  # what to change about it there, if anything


@dataclass(frozen=True, slots=True)
class TriedPage:
    """`heading` says who answers; `how` in a sentence why."""

    tried: Tried
    heading: str
    number: int
    name: str
    variant: str
    how: str
    drawn: str
    losers: Sequence[Loser]
    preview: Preview


def tried_page(tried: Tried, *, account: Account) -> TriedPage:
    winner = tried.winner
    given = next((variant for variant in tried.variants if variant.is_given), None)
    return TriedPage(
        tried=tried,
        heading=_heading(tried),
        number=winner.rule.pk if winner else 0,
        name=winner.name if winner else "",
        variant=_("对 %(whom)s 的那一份") % {"whom": given.audience} if given else "",
        how=_how(winner, tried) if winner else "",
        drawn=_drawn(tried.drawn) if tried.drawn else "",
        losers=[
            *(_other_reply(winner, variant) for variant in tried.variants if winner and not variant.is_given),
            *(_loser(candidate) for candidate in tried.losers),
        ],
        preview=Preview(
            account_name=account.name, asked=tried.text, event="", bubbles=_bubbles(tried.bubbles)
        ),
    )


def _heading(tried: Tried) -> str:
    if tried.outcome == GUARDED:
        return _("按“举报的话”来答")
    if tried.outcome == FOUND:
        return _("没有规则来答，从资料库里找到的")
    if tried.outcome == GUIDED and not tried.winner:
        return _("分步引导来答")
    if tried.winner:
        return _("这一条来答")
    return _("没有规则来答，说默认的话") if tried.outcome == DEFAULT else _("没有人答")


def _how(winner: Candidate, tried: Tried) -> str:
    if winner.how == "sound":
        return _("听起来像“%(word)s”，按同音字认的。") % {"word": winner.word}
    if winner.how:
        return _("和“%(word)s”只差一两个字，按错字认的。") % {"word": winner.word}
    if winner.match == Match.EXACT:
        return _("和“%(word)s”完全一样。") % {"word": winner.word}
    if winner.match == Match.REGEX:
        return _("对上了正则 %(word)s。") % {"word": winner.word}
    if winner.match:
        return _("句子里有“%(word)s”（%(match)s）。") % {
            "word": winner.word,
            "match": MATCHES[Match(winner.match)],
        }
    return ""


def _drawn(drawn: Drawn) -> str:
    told = {"count": drawn.count, "nth": drawn.nth}
    return _("有 %(count)d 份，随机发一份；这次是第 %(nth)d 份，再试可能是另一份。") % told


def _other_reply(winner: Candidate, variant: TriedVariant) -> Loser:
    return Loser(
        number=winner.rule.pk,
        name=winner.name,
        variant=_("对 %(whom)s 的那一份") % {"whom": variant.audience},
        why=_("不是对这样的人说的。") if variant.why == Why.OTHER_AUDIENCE else _("更贴近的一份优先。"),
        icon="arrow-down",
        change="",
    )


def _loser(candidate: Candidate) -> Loser:
    why = candidate.why or Why.AGE
    return Loser(
        number=candidate.rule.pk,
        name=candidate.name,
        variant="",
        why=_why(candidate, why),
        icon=ICONS.get(why, "arrow-down"),
        change=_change(why),
    )


def _why(candidate: Candidate, why: Why) -> str:
    rule = candidate.rule
    if why == Why.EXPIRED and rule.valid_until:
        return _("%(day)s已过期。") % {"day": day_in_words(rule.valid_until)}
    if why == Why.NOT_YET and rule.valid_from:
        return _("%(day)s起才有效。") % {"day": day_in_words(rule.valid_from)}
    if why == Why.OUT_OF_HOURS and (hours := Hours.from_json(rule.hours)):
        return _("只在%(hours)s答。") % {"hours": hours.in_words()}
    return _("%(why)s。") % {"why": why.label}


def _change(why: Why) -> str:
    return {
        Why.EXPIRED: _("改日期"),
        Why.NOT_YET: _("改日期"),
        Why.OUT_OF_HOURS: _("改钟点"),
        Why.OFF: _("去启用"),
        Why.PRIORITY: _("改优先级"),
        Why.OTHER_AUDIENCE: _("改对谁说"),
    }.get(why, "")


def _bubbles(letters: Sequence[Mapping[str, Any]]) -> list[Bubble]:
    ids = {letter["item"] for letter in letters if letter["kind"] == "item"}
    items = Item.objects.in_bulk(ids)
    return [_bubble(letter, items) for letter in letters]


def _bubble(letter: Mapping[str, Any], items: Mapping[int, Item]) -> Bubble:
    if letter["kind"] == "news":
        return Bubble("card", letter["title"], letter["summary"], letter["cover_url"])
    if letter["kind"] != "item":
        return Bubble("text", letter["text"])
    item = items.get(letter["item"])
    if item is None:
        return Bubble("text", "…")
    picture = f"{reverse('reading:item', args=[item.code])}/file" if item.kind == "image" else ""
    return Bubble(item.kind, item.title, item.summary, picture)
