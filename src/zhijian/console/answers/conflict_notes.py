"""What else answers the words of a draft, as staff should know before they save. The room finds it out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from zhijian.console.answers.submission import Submission
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import conflicts
from zhijian.rooms.answers.conditions import UNCONDITIONAL, Condition
from zhijian.rooms.answers.conflicts import Asked, Conflict, Word
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.ranking import NOT_MADE_YET
from zhijian.rooms.answers.states import Match, Occasion

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class ConflictNote:
    """A sentence with a rule in the middle; below it who answers first; and what comes of it all."""

    before: str
    number: int
    name: str
    after: str
    who_first: str
    outcome: str = ""


def conflict_notes(submission: Submission, *, account: Account, rule: Rule | None) -> list[ConflictNote]:
    """The worst first, each other rule once."""
    draft = submission.draft
    if draft.occasion != Occasion.TEXT:
        return []
    priority = int(draft.priority) if draft.priority.removeprefix("-").isdecimal() else 0
    found = conflicts.of(
        Asked(
            account=account,
            words=[Word(text, match) for text, match in submission.keywords if match in Match.values],
            priority=max(-1000, min(priority, 1000)),
            condition=_condition(submission),
            unit=rule.unit if rule else "",
            number=rule.pk if rule else NOT_MADE_YET,
        )
    )
    notes: dict[int, ConflictNote] = {}
    for note in _notes(found, priority):
        notes.setdefault(note.number, note)
    first, *others = notes.values() or [None]
    if first and found.is_shadowed:
        first = replace(first, outcome=_("照现在这样，这一条一次也轮不到答。"))
    return [note for note in (first, *others) if note][:MOST_NAMED]


def _notes(found: conflicts.Conflicts, priority: int) -> Iterator[ConflictNote]:
    for one in found.shadowed_by:
        yield _shared(one, _they_first(one, priority)) if one.is_same_word else _inside_ours(one)
    for one in found.same_word:
        yield _shared(one, _("有时那一条答，有时这一条答：看怎么对上、什么时候、对谁。"))
    for one in found.shadows:
        yield _shared(one, _we_first(one, priority)) if one.is_same_word else _around_ours(one)


def _shared(one: Conflict, who_first: str) -> ConflictNote:
    before = _("“%(word)s”也在规则") % {"word": one.word}
    return ConflictNote(before, one.other.pk, one.other_name, _("里。"), who_first)


def _inside_ours(one: Conflict) -> ConflictNote:
    return ConflictNote(
        before=_("“%(text)s”里就有“%(word)s”，规则") % {"text": one.word, "word": one.other_word},
        number=one.other.pk,
        name=one.other_name,
        after=_("总会先答。"),
        who_first=_("想让这一条先答，把它的优先级改得比 %(priority)d 大。")
        % {"priority": one.other.priority},
    )


def _around_ours(one: Conflict) -> ConflictNote:
    return ConflictNote(
        before=_("“%(text)s”里就有“%(word)s”，规则") % {"text": one.other_word, "word": one.word},
        number=one.other.pk,
        name=one.other_name,
        after=_("的这个词就轮不到答了。"),
        who_first=_("这一条总会先答；不想这样，就把优先级改得比 %(priority)d 小。")
        % {"priority": one.other.priority},
    )


def _they_first(one: Conflict, priority: int) -> str:
    numbers = {"ours": priority, "theirs": one.other.priority}
    return _("两条都对上时，那一条先答（优先级 %(theirs)d，这一条 %(ours)d）。") % numbers


def _we_first(one: Conflict, priority: int) -> str:
    numbers = {"ours": priority, "theirs": one.other.priority}
    return _("两条都对上时，这一条先答（优先级 %(ours)d，对方 %(theirs)d）。") % numbers


def _condition(submission: Submission) -> Condition:
    """As typed; where something of it is not well said yet, as if nothing limited the rule."""
    try:
        return Condition.of(
            valid_from=submission.valid_from,
            valid_until=submission.valid_until,
            hours=submission.hours,
            audience=submission.audience,
        )
    except (RuleRefused, ValueError):
        return UNCONDITIONAL
