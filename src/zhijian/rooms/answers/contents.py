"""What is in a book: read whole, or only what changed since."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from zhijian.foundation.library.models import Item
from zhijian.rooms.answers import rows
from zhijian.rooms.answers.changing import Changes
from zhijian.rooms.answers.conditions import UNCONDITIONAL, Condition
from zhijian.rooms.answers.guarding.guard import Guard
from zhijian.rooms.answers.guarding.reply import reply_to_report
from zhijian.rooms.answers.guiding.lines import with_choices
from zhijian.rooms.answers.keywords import Around, Keywords
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.parts import Reply
from zhijian.rooms.answers.reading import Replies, Variant
from zhijian.rooms.answers.rows import Guide, Place, RuleSeen
from zhijian.rooms.answers.settling import settings_of
from zhijian.rooms.answers.states import Occasion

MOST_REPLY_CHARS: Final = 24_000_000  # of texts kept in memory; the others are read when they are asked for
MOST_CHANGED: Final = 5000  # rules compiled beside the others; with more, all are compiled together again

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Ways:
    """Where numbers lead: each guiding rule's choices, and the rules some choice leads to."""

    guides: Mapping[int, Guide]
    led_to: frozenset[int]

    @classmethod
    def of(cls, guides: Mapping[int, Guide]) -> "Ways":
        return cls(guides, frozenset(rule for guide in guides.values() for _, rule in guide.values()))

    def differing(self, other: "Ways") -> set[int]:
        """The rules under whose reply other lines stand: a choice, or the way to the start, came or went."""
        rules = self.guides.keys() | other.guides.keys()
        return {
            rule
            for rule in rules
            if self.guides.get(rule) != other.guides.get(rule)
            or (rule in self.led_to) != (rule in other.led_to)
        }


@dataclass(frozen=True, slots=True)
class Settled:
    """What the account has settled, ready to use."""

    guard: Guard
    report_reply: str
    guide_minutes: int
    searches: bool  # the library, and there is something in it to be found

    @classmethod
    def read(cls, account_id: int) -> "Settled":
        settings = settings_of(account_id)
        findable = Item.objects.filter(account_id=account_id, is_findable=True)
        return cls(
            guard=Guard(settings.report_words, settings.report_exceptions),
            report_reply=reply_to_report(settings),
            guide_minutes=settings.guide_minutes,
            searches=settings.searches_library and findable.exists(),
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """The rules of one account, compiled. A rule's reply is a text or composite, or was too much to keep.

    Rules of units are in matchers of their own. What limits a rule is in `conditions`, not in the matcher.
    """

    matcher: Matcher
    texts: Mapping[int, str]
    composite: Mapping[int, Reply]
    variants: Mapping[int, tuple[Variant, ...]]
    conditions: Mapping[int, Condition]
    ways: Ways
    units: Mapping[str, Matcher]
    unit_rules: frozenset[int]
    welcome: tuple[Place, ...]
    menu: Mapping[str, tuple[Place, ...]]
    settled: Settled
    most_reply_chars: int

    @classmethod
    def read(cls, replies: Replies, *, most_reply_chars: int = MOST_REPLY_CHARS) -> "Contents":
        """All of it: with 100,000 rules half a second of work."""
        account_id = replies.account_id
        around = rows.around(account_id)
        ways = Ways.of(rows.guides(account_id))
        texts = _as_many_as_fit(replies, most_chars=most_reply_chars)
        guiding = _guiding(replies, ways)
        for rule in guiding:
            texts.pop(rule, None)
        units = rows.unit_rows(account_id)
        return cls(
            matcher=Matcher(Keywords(rows.keyword_rows(account_id), around)),
            texts=texts,
            composite={**replies.composite(), **guiding},
            variants=_with_choices(replies.variants(), ways),
            conditions=around.conditions,
            ways=ways,
            units={unit: Matcher(Keywords(found, around)) for unit, found in units.items()},
            unit_rules=frozenset(row[3] for found in units.values() for row in found),
            welcome=rows.welcome_rules(account_id, around.conditions),
            menu=rows.menu_keys(account_id, around.conditions),
            settled=Settled.read(account_id),
            most_reply_chars=most_reply_chars,
        )

    def read_again(self, replies: Replies) -> "Contents":
        return Contents.read(replies, most_reply_chars=self.most_reply_chars)

    def renewed(self, changes: Changes, replies: Replies) -> "Contents | None":
        """The same as reading all again, in milliseconds; None when so much changed that it would not be.

        A change of something else than rules can only show in replies with things from the library, and in
        what the account has settled.
        """
        if len(self.matcher.changed_rules | changes.rules) > MOST_CHANGED:
            return None
        with_rules = self._with_rules(changes.rules, replies) if changes.rules else self
        if changes.only_rules:
            return with_rules
        account_id, ways = replies.account_id, with_rules.ways
        return replace(
            with_rules,
            composite={**replies.composite(), **_guiding(replies, ways)},
            variants=_with_choices(replies.variants(), ways),
            settled=Settled.read(account_id),
        )

    def _with_rules(self, rules: frozenset[int], replies: Replies) -> "Contents":
        account_id = replies.account_id
        seen = rows.rules_seen(account_id, of=rules)
        limited = {pk: rule.condition for pk, rule in seen.items() if rule.condition != UNCONDITIONAL}
        conditions = _replaced(self.conditions, rules, by=limited.items())
        around = Around(conditions, rows.synonyms(account_id))
        ways = Ways.of(rows.guides(account_id))
        reread = rules | ways.differing(self.ways)
        guiding = _guiding(replies, ways, of=reread)
        texts = _replaced(self.texts, reread, by=replies.texts(of=reread))
        for rule in guiding:
            texts.pop(rule, None)
        composite = _replaced(self.composite, reread, by=replies.composite(of=reread).items())
        units, unit_rules = self._units_with(rules, seen, account_id=account_id, around=around)
        touches = {rule.occasion for rule in seen.values()}
        has_welcome = Occasion.FOLLOW in touches or any(rule in rules for rule, _ in self.welcome)
        has_menu = Occasion.CLICK in touches or any(
            rule in rules for places in self.menu.values() for rule, _ in places
        )
        return replace(
            self,
            matcher=self.matcher.with_changes(
                rules, rows=rows.keyword_rows(account_id, of=rules), around=around
            ),
            texts=texts,
            composite={**composite, **guiding},
            variants=_replaced(
                self.variants, reread, by=_with_choices(replies.variants(of=reread), ways).items()
            ),
            conditions=conditions,
            ways=ways,
            units=units,
            unit_rules=unit_rules,
            welcome=rows.welcome_rules(account_id, conditions) if has_welcome else self.welcome,
            menu=rows.menu_keys(account_id, conditions) if has_menu else self.menu,
        )

    def _units_with(
        self, rules: frozenset[int], seen: Mapping[int, RuleSeen], *, account_id: int, around: Around
    ) -> tuple[Mapping[str, Matcher], frozenset[int]]:
        """All of a unit's rules are compiled anew with one that changed: they are few."""
        if self.unit_rules.isdisjoint(rules) and not any(rule.unit for rule in seen.values()):
            return self.units, self.unit_rules
        found = rows.unit_rows(account_id, of=self.unit_rules | rules)
        return (
            {unit: Matcher(Keywords(words, around)) for unit, words in found.items()},
            frozenset(row[3] for words in found.values() for row in words),
        )


def _guiding(replies: Replies, ways: Ways, *, of: AbstractSet[int] | None = None) -> dict[int, Reply]:
    """The replies of rules with choices, the choices under them; with `of`, of those among these."""
    wanted = ways.guides.keys() if of is None else ways.guides.keys() & of
    found = replies.whole(of=wanted) if wanted else {}
    return {
        rule: with_choices(reply, ways.guides[rule], has_start=rule in ways.led_to)
        for rule, reply in found.items()
    }


def _with_choices(variants: Mapping[int, tuple[Variant, ...]], ways: Ways) -> dict[int, tuple[Variant, ...]]:
    return {
        rule: tuple(
            (audience, with_choices(reply, ways.guides.get(rule, {}), has_start=rule in ways.led_to))
            for audience, reply in found
        )
        for rule, found in variants.items()
    }


def _replaced(
    old: Mapping[int, _Value], rules: AbstractSet[int], *, by: Iterable[tuple[int, _Value]]
) -> dict[int, _Value]:
    new = dict(old)
    for rule in rules:
        new.pop(rule, None)
    new.update(by)
    return new


def _as_many_as_fit(replies: Replies, *, most_chars: int) -> dict[int, str]:
    """The texts by rule, each distinct text once in memory, up to the limit."""
    texts: dict[int, str] = {}
    distinct: dict[str, str] = {}
    room = most_chars
    for rule_id, text in replies.texts():
        known = distinct.get(text)
        if known is None:
            room -= len(text)
            if room < 0:
                break
            known = distinct.setdefault(text, text)
        texts[rule_id] = known
    return texts
