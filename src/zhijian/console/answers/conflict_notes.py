"""What else answers the words of a draft, as staff should know before they save."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijian.console.answers.draft import Draft
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import overview
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.states import Match, Occasion

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class ConflictNote:
    """A sentence with a rule in the middle, and below it who answers first."""

    before: str
    number: int
    name: str
    after: str
    who_first: str


def conflict_notes(draft: Draft, *, account: Account, rule: Rule | None) -> list[ConflictNote]:
    """Rules with the same word, and rules of a word inside one of ours that always answer before us."""
    if draft.occasion != Occasion.TEXT:
        return []
    words = [
        (word.text.strip(), word.match)
        for word in draft.words
        if word.text.strip() and word.match != Match.REGEX
    ]
    priority = int(draft.priority) if draft.priority.removeprefix("-").isdecimal() else 0
    notes: list[ConflictNote] = []
    for text, match in words:
        form = normal(text)
        same = overview.rules_with_word(form, account_id=account.pk, but_not=rule)
        notes += [_same(text, other, first=_who_first(priority, rule, other)) for other in same]
        if match != Match.EXACT:
            inside = overview.rules_inside(form, priority=priority, account_id=account.pk, but_not=rule)
            notes += [_shadowed(text, word, other) for word, other in inside]
        if len(notes) >= MOST_NAMED:
            return notes[:MOST_NAMED]
    return notes


def _same(text: str, other: Rule, *, first: str) -> ConflictNote:
    return ConflictNote(
        before=_("“%(word)s”也在规则") % {"word": text},
        number=other.pk,
        name=str(next(iter(other.keywords.all()))),
        after=_("里。"),
        who_first=first,
    )


def _shadowed(text: str, word: str, other: Rule) -> ConflictNote:
    return ConflictNote(
        before=_("“%(text)s”里就有“%(word)s”，规则") % {"text": text, "word": word},
        number=other.pk,
        name=str(next(iter(other.keywords.all()))),
        after=_("总会先答。"),
        who_first=_("想让这一条先答，把它的优先级改得比 %(priority)d 大。") % {"priority": other.priority},
    )


def _who_first(priority: int, rule: Rule | None, other: Rule) -> str:
    is_ours = priority > other.priority or (
        priority == other.priority and rule is not None and rule.pk < other.pk
    )
    numbers = {"ours": priority, "theirs": other.priority}
    if is_ours:
        return _("两条都对上时，这一条先答（优先级 %(ours)d，对方 %(theirs)d）。") % numbers
    return _("两条都对上时，那一条先答（优先级 %(theirs)d，这一条 %(ours)d）。") % numbers
