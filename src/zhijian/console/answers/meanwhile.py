"""Two people, one rule: what the other changed beside what I typed, field by field; nothing is lost."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.console.access import StaffRequest
from zhijian.console.answers.draft import BASE, Draft, Whom
from zhijian.console.answers.draft_of import draft_of
from zhijian.console.answers.rule_rows import MATCHES, menu_names, name_of
from zhijian.console.answers.submission import audience_json
from zhijian.console.answers.units_named import called_in
from zhijian.console.page import page
from zhijian.foundation.library.models import Item
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.errors import RuleChangedMeanwhile, RuleRefused
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Match, ReplyMode

TAKE, WAS = "take_", "was_"
THEIRS = "theirs"

Taken = Callable[[Draft, Draft], Draft]  # mine, theirs -> mine with their field


@dataclass(frozen=True, slots=True)
class Field:
    """A field as people speak of it; `of` are the service's names for what is in it."""

    label: object
    of: frozenset[str]
    take: Taken
    in_words: Callable[[Draft], str]


@dataclass(frozen=True, slots=True)
class Difference:
    name: str
    label: object
    mine: str
    theirs: str


def settled(mine: Draft, posted: QueryDict, on_file: Rule) -> Draft:
    """What somebody typed, with the other's version of each field for which he chose it."""
    chosen = [name for name in FIELDS if posted.get(f"{TAKE}{name}") == THEIRS]
    theirs = draft_of(on_file) if chosen else mine
    for name in chosen:
        mine = FIELDS[name].take(mine, theirs)
    return mine


def meanwhile_page(
    request: StaffRequest, mine: Draft, *, rule: Rule, meanwhile: RuleChangedMeanwhile
) -> HttpResponse:
    """409. The form holds everything that was typed; what only one of the two changed needs no choice."""
    theirs = draft_of(Rule.objects.prefetch_related("keywords", "variants").get(pk=rule.pk))
    changed = set(meanwhile.fields)
    differing = [
        Difference(name, field.label, field.in_words(mine), field.in_words(theirs))
        for name, field in FIELDS.items()
        if field.of & changed and field.in_words(mine) != field.in_words(theirs)
    ]
    # Where I left a field as I found it, the other's change stands without a question.
    untouched = {name for name, mark in marks_of(mine).items() if request.POST.get(f"{WAS}{name}") == mark}
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "version", "act") and not name.startswith(TAKE)
    ]
    context = {
        "rule": rule,
        "name": name_of(rule, menu_names(rule.account.menu)),
        "meanwhile": meanwhile,
        "asked": [difference for difference in differing if difference.name not in untouched],
        "theirs_only": [difference for difference in differing if difference.name in untouched],
        "typed": typed,
    }
    return page(request, "console/answers/editor/meanwhile.html", context, at="answers", status=409)


def marks_of(draft: Draft) -> dict[str, str]:
    """A short mark of each field, by which one can tell later whether somebody touched it."""
    return {
        name: hashlib.sha256(field.in_words(draft).encode()).hexdigest()[:12]
        for name, field in FIELDS.items()
    }


def _words(draft: Draft) -> str:
    if draft.menu_key:
        return draft.menu_key
    return _("、").join(
        f"{word.text.strip()}（{MATCHES[Match(word.match)]}）"
        for word in draft.words
        if word.text.strip() and word.match in Match.values
    )


def _reply(draft: Draft, variant: str = BASE) -> str:
    codes = {part.item for part in draft.parts if part.item}
    titles = dict(Item.objects.filter(code__in=codes).values_list("code", "title"))
    said = [
        part.text.strip() if part.is_text else titles.get(part.item, "") for part in draft.parts_of(variant)
    ]
    return "\n".join(filter(None, said))


def _variants(draft: Draft) -> str:
    return "\n".join(
        _("对%(whom)s：%(reply)s") % {"whom": whom_in_words(variant.whom), "reply": _reply(draft, place)}
        for place, variant, _parts in draft.other_replies
    ) or _("没有另一份")


def whom_in_words(whom: Whom) -> str:
    try:
        audience = Audience.from_json(audience_json(whom))
    except RuleRefused:
        return "…"
    called = called_in(whom.units)
    return audience.in_words(name_of_unit=lambda code: called.get(code, code)) if audience else _("所有人")


def _dates(draft: Draft) -> str:
    if not draft.when.since and not draft.when.until:
        return _("长期有效")
    return _("%(since)s 到 %(until)s") % {
        "since": draft.when.since or _("现在"),
        "until": draft.when.until or _("长期"),
    }


def _hours(draft: Draft) -> str:
    when = draft.when
    return f"{'、'.join(when.days)} {when.opens}—{when.closes}" if when.has_hours else _("全天")


def _choices(draft: Draft) -> str:
    lines = [f"{number} {choice.label}" for number, choice in enumerate(draft.choices, start=1)]
    return "\n".join(lines) or _("没有选项")


def _owner(draft: Draft) -> str:
    owner = Staff.objects.filter(pk=draft.owner).first() if draft.owner.isdecimal() else None
    return str(owner) if owner else _("没有指定")


FIELDS: Mapping[str, Field] = {
    "words": Field(
        gettext_lazy("收到什么词"),
        frozenset({"keywords"}),
        lambda mine, theirs: replace(mine, words=theirs.words, menu_key=theirs.menu_key),
        _words,
    ),
    "reply": Field(
        gettext_lazy("回什么"),
        frozenset({"parts"}),
        lambda mine, theirs: replace(
            mine,
            parts=(*theirs.base_parts, *(part for part in mine.parts if part.variant != BASE)),
        ),
        _reply,
    ),
    "mode": Field(
        gettext_lazy("几段怎么发"),
        frozenset({"reply_mode"}),
        lambda mine, theirs: replace(mine, reply_mode=theirs.reply_mode),
        lambda draft: str(ReplyMode(draft.reply_mode).label),
    ),
    "variants": Field(
        gettext_lazy("另一份"),
        frozenset({"variants"}),
        lambda mine, theirs: replace(
            mine,
            variants=theirs.variants,
            parts=(*mine.base_parts, *(part for part in theirs.parts if part.variant != BASE)),
        ),
        _variants,
    ),
    "whom": Field(
        gettext_lazy("对谁说"),
        frozenset({"audience"}),
        lambda mine, theirs: replace(mine, whom=theirs.whom),
        lambda draft: whom_in_words(draft.whom),
    ),
    "dates": Field(
        gettext_lazy("有效期"),
        frozenset({"valid_from", "valid_until"}),
        lambda mine, theirs: replace(
            mine, when=replace(mine.when, since=theirs.when.since, until=theirs.when.until)
        ),
        _dates,
    ),
    "hours": Field(
        gettext_lazy("什么钟点"),
        frozenset({"hours"}),
        lambda mine, theirs: replace(
            mine, when=replace(theirs.when, since=mine.when.since, until=mine.when.until)
        ),
        _hours,
    ),
    "choices": Field(
        gettext_lazy("回复数字往下走"),
        frozenset({"choices"}),
        lambda mine, theirs: replace(mine, choices=theirs.choices),
        _choices,
    ),
    "owner": Field(
        gettext_lazy("谁管"),
        frozenset({"owner"}),
        lambda mine, theirs: replace(mine, owner=theirs.owner),
        _owner,
    ),
    "review": Field(
        gettext_lazy("哪天再看"),
        frozenset({"review_on"}),
        lambda mine, theirs: replace(mine, review_on=theirs.review_on),
        lambda draft: draft.review_on or "—",
    ),
    "priority": Field(
        gettext_lazy("优先级"),
        frozenset({"priority"}),
        lambda mine, theirs: replace(mine, priority=theirs.priority),
        lambda draft: draft.priority,
    ),
}
