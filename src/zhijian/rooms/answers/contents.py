"""What is in a book: read whole, or only what changed since."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from zhijian.rooms.answers import reading
from zhijian.rooms.answers.changing import Changes
from zhijian.rooms.answers.keywords import Keywords
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.parts import Reply
from zhijian.rooms.answers.reading import Replies

MOST_REPLY_CHARS: Final = 24_000_000  # of texts kept in memory; the others are read when they are asked for
MOST_CHANGED: Final = 5000  # rules compiled beside the others; with more, all are compiled together again

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Contents:
    """The rules of one account, compiled. A rule's reply is a text or composite, or was too much to keep."""

    matcher: Matcher
    texts: Mapping[int, str]
    composite: Mapping[int, Reply]
    welcome: int | None
    menu: Mapping[str, int]
    most_reply_chars: int

    @classmethod
    def read(cls, replies: Replies, *, most_reply_chars: int = MOST_REPLY_CHARS) -> "Contents":
        """All of it: with 100,000 rules half a second of work."""
        account_id = replies.account_id
        return cls(
            matcher=Matcher(Keywords(reading.keyword_rows(account_id))),
            texts=_as_many_as_fit(replies, most_chars=most_reply_chars),
            composite=replies.composite(),
            welcome=reading.welcome_rule(account_id),
            menu=reading.menu_keys(account_id),
            most_reply_chars=most_reply_chars,
        )

    def read_again(self, replies: Replies) -> "Contents":
        return Contents.read(replies, most_reply_chars=self.most_reply_chars)

    def renewed(self, changes: Changes, replies: Replies) -> "Contents | None":
        """The same as reading all again, in milliseconds; None when so much changed that it would not be.

        A change of something else than rules can only show in replies with things from the library.
        """
        rules, account_id = changes.rules, replies.account_id
        if len(self.matcher.changed_rules | rules) > MOST_CHANGED:
            return None
        matcher, texts, composite = self.matcher, self.texts, self.composite
        if rules:
            rows = reading.keyword_rows(account_id, of=rules)
            matcher = matcher.with_changes(rules, rows=rows)
            texts = _replaced(texts, rules, by=replies.texts(of=rules))
            composite = _replaced(composite, rules, by=replies.composite(of=rules).items())
        return replace(
            self,
            matcher=matcher,
            texts=texts,
            composite=composite if changes.only_rules else replies.composite(),
            welcome=reading.welcome_rule(account_id),
            menu=reading.menu_keys(account_id),
        )


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
