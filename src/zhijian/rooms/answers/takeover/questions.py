"""What cannot be carried over by itself, and what one may choose. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zhijian.rooms.answers.folding import size_bytes
from zhijian.rooms.answers.menu.limits import entry_faults
from zhijian.rooms.answers.menu.places import Place, leaves
from zhijian.rooms.answers.takeover.old import Old, OldRule, Reply, Word
from zhijian.wechat.replies import MAX_TEXT_BYTES

# Choices.
ALL: Final = "all"  # every reply, one after the other
FIRST: Final = "first"  # the first reply only
BOTH: Final = "both"  # every rule with the keyword, in the order they were made
LEAVE_OUT: Final = "leave_out"
WORDS: Final = "words"  # a sentence of ours in its place
ON: Final = "on"
OFF: Final = "off"
KEEP: Final = "keep"


@dataclass(frozen=True, slots=True)
class Question:
    """`key` is constant however often it is asked. `kind` is random, same, gap, other, entry or closed.

    `name` is what it is about; `sources` where that stands; `count` how many replies or rules it concerns;
    `choices` begin with the one we recommend. `only` are the rules one of which may be chosen alone.
    """

    key: str
    kind: str
    name: str
    sources: tuple[str, ...] = ()
    count: int = 0
    choices: tuple[str, ...] = ()
    only: tuple[OldRule, ...] = ()

    @property
    def recommended(self) -> str:
        return self.choices[0]


def questions(old: Old, *, gaps: Mapping[str, str]) -> list[Question]:
    """In the order of the rules. `gaps` are the things that could not be had: name -> title."""
    found = [*_closed(old)]
    found += [
        Question(
            f"random:{rule.number}", "random", rule.name, (rule.source,), len(rule.replies), (ALL, FIRST)
        )
        for rule in old.rules
        if rule.picks_one and len(rule.replies) > 1 and not draws(rule)
    ]
    found += _same(old)
    found += _gaps(old, gaps)
    found += _others(old)
    found += _entries(old)
    return found


def draws(rule: OldRule) -> bool:
    """WeChat picks one of its replies each time, and so can we: each of them is one thing to say."""
    return rule.picks_one and len(rule.replies) > 1 and all(map(_is_one_thing, rule.replies))


def _is_one_thing(reply: Reply) -> bool:
    return len(reply.things) < 2 and size_bytes(reply.text) <= MAX_TEXT_BYTES


def _closed(old: Old) -> list[Question]:
    """Rules that are there, and switched off in the back end."""
    found = []
    if old.rules and not old.answers:
        found.append(Question("closed:rules", "closed", "rules", count=len(old.rules), choices=(OFF, ON)))
    if old.welcome and not old.greets:
        found.append(Question("closed:welcome", "closed", "welcome", count=1, choices=(OFF, ON)))
    return found


def same_words(old: Old) -> dict[Word, list[OldRule]]:
    """Keywords that stand in more than one rule, compared as the back end compares them; the rules in the
    order they were made."""
    holders: dict[tuple[str, bool], list[OldRule]] = defaultdict(list)
    written: dict[tuple[str, bool], Word] = {}
    for rule in old.rules:
        for word in rule.words:
            key = (word.text.casefold(), word.is_whole)
            written.setdefault(key, word)
            if rule not in holders[key]:
                holders[key].append(rule)
    return {written[key]: sorted(rules, key=by_age) for key, rules in holders.items() if len(rules) > 1}


def by_age(rule: OldRule) -> tuple[float, int]:
    """The earlier made first; of those made at one moment, the one further down in the back end's list."""
    return (rule.made_at.timestamp() if rule.made_at else 0.0, -rule.number)


def _same(old: Old) -> list[Question]:
    return [
        Question(
            f"same:{'=' if word.is_whole else '~'}{word.text.casefold()}"[:120],
            "same",
            word.text,
            tuple(rule.source for rule in rules),
            len(rules),
            (BOTH, *(f"only:{rule.number}" for rule in rules)),
            tuple(rules),
        )
        for word, rules in same_words(old).items()
    ]


def _gaps(old: Old, gaps: Mapping[str, str]) -> list[Question]:
    return [
        Question(f"gap:{name}"[:120], "gap", title, tuple(_places_of(old, name)), 1, (LEAVE_OUT, WORDS))
        for name, title in gaps.items()
    ]


def _places_of(old: Old, name: str) -> list[str]:
    def has(reply: Reply | None) -> bool:
        return reply is not None and any(thing.name == name for thing in reply.things)

    found = [rule.source for rule in old.rules if any(has(reply) for reply in rule.replies)]
    found += [where for where, reply in (("welcome", old.welcome), ("default", old.default)) if has(reply)]
    for menu in old.menus:
        found += [f"menu:{place}" for place, reply in menu.replies.items() if has(reply)]
    return found


def _others(old: Old) -> list[Question]:
    """Replies of a kind we do not know; and a default reply that is no text."""
    found = [
        Question(f"other:{rule.number}.{nth}", "other", rule.name, (rule.source,), 1, (LEAVE_OUT, WORDS))
        for rule in old.rules
        for nth, reply in enumerate(rule.replies)
        if reply.kind == "other"
    ]
    if old.welcome and old.welcome.kind == "other":
        found.append(Question("other:welcome", "other", "welcome", ("welcome",), 1, (LEAVE_OUT, WORDS)))
    if old.default and old.default.kind != "text":
        found.append(Question("other:default", "other", "default", ("default",), 1, (LEAVE_OUT, WORDS)))
    return found


def _entries(old: Old) -> list[Question]:
    """Menu entries WeChat would not take from us as they are."""
    found = []
    for menu in old.menus:
        whose = "" if menu.tag is None else f"{menu.tag}:"
        for place, entry in leaves(menu.buttons):
            if place in menu.replies:
                continue
            if [fault for fault in entry_faults(entry, place=place) if fault.field != "name"]:
                source = f"menu:{whose}{place}"
                found.append(
                    Question(
                        f"entry:{whose}{place}",
                        "entry",
                        str(entry.get("name", "")),
                        (source,),
                        1,
                        (LEAVE_OUT, KEEP),
                    )
                )
    return found


def entry_key(place: Place, *, tag: int | None) -> str:
    return f"entry:{place}" if tag is None else f"entry:{tag}:{place}"
