"""All an account answers, in memory: what a gateway keeps and asks for every message."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

from django.db import close_old_connections

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.intake.answer import ANSWERED, DEFAULT, NOTHING, Answer
from zhijian.rooms.answers import composing, reading
from zhijian.rooms.answers.matching import NEEDS_PATIENCE, NOT_FOUND, REGEX, Matcher
from zhijian.rooms.answers.nearby import Nearby
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.parts import Reply, Text
from zhijian.rooms.answers.reading import Replies
from zhijian.rooms.answers.suggesting import MOST_SUGGESTED, with_suggestions
from zhijian.wechat.events import Click, Event, Subscribe
from zhijian.wechat.messages import Received
from zhijian.wechat.messages import Text as TextMessage
from zhijian.wechat.replies import TextReply

MOST_REPLY_CHARS: Final = 24_000_000  # of texts kept in memory; the others are read when they are asked for
_QUICK_WORDS: Final = 1000  # among so few keywords the nearest are found in about a millisecond


class Book:
    """The rules of one account at one revision. Never changes, so any number of threads may ask it."""

    def __init__(
        self,
        plate: Doorplate,
        *,
        matcher: Matcher,
        texts: Mapping[int, str],
        composite: Mapping[int, Reply],
        welcome: int | None,
        menu: Mapping[str, int],
        read_reply: Callable[[int], Reply | None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._plate = plate
        self._matcher = matcher
        self._texts = texts
        self._composite = composite
        self._welcome = welcome
        self._menu = menu
        self._read_reply = read_reply
        self._clock = clock
        self._one_index = threading.Lock()
        self._nearby: tuple[Nearby, list[str]] | None = None
        if plate.suggests and len(matcher) <= _QUICK_WORDS:
            self._nearby = self._index()

    @classmethod
    def load(
        cls,
        plate: Doorplate,
        *,
        public_url: str,
        most_reply_chars: int = MOST_REPLY_CHARS,
        clock: Callable[[], float] = time.time,
    ) -> "Book":
        """Read and compile. Blocks on the database; some 100,000 rules take about two seconds."""
        replies = Replies(plate.id, public_url=public_url)
        return cls(
            plate,
            matcher=Matcher(reading.keyword_rows(plate.id)),
            texts=_as_many_as_fit(replies, most_chars=most_reply_chars),
            composite=replies.composite(),
            welcome=reading.welcome_rule(plate.id),
            menu=reading.menu_keys(plate.id),
            read_reply=replies.of_rule,
            clock=clock,
        )

    def answer_quickly(self, message: Received) -> Answer | None:
        """The answer, within about a millisecond; None when it needs longer (`answer`)."""
        return self._answer(message, patiently=False, by_letter=False)

    def answer(self, message: Received) -> Answer:
        """The answer, whatever it takes: a search among near words, a reading from the database."""
        return self._answer(message, patiently=True, by_letter=False) or NOTHING

    def answer_by_letter(self, message: Received) -> Answer:
        """The whole answer as letters, for a message whose callback is long over."""
        return self._answer(message, patiently=True, by_letter=True) or NOTHING

    def _answer(self, message: Received, *, patiently: bool, by_letter: bool) -> Answer | None:
        if isinstance(message, TextMessage):
            return self._answer_text(message.content, patiently=patiently, by_letter=by_letter)
        if isinstance(message, Subscribe):
            rule = self._welcome
        elif isinstance(message, Click):
            rule = self._menu.get(message.event_key)
            if rule is None:
                return self._default(by_letter=by_letter)
        elif isinstance(message, Event):
            return NOTHING
        else:
            return self._default(by_letter=by_letter)  # no rule answers a picture or a voice
        if rule is None:
            return NOTHING
        return self._answered(
            rule, most_letters=composing.LETTERS_AFTER_TOUCH, patiently=patiently, by_letter=by_letter
        )

    def _answer_text(self, text: str, *, patiently: bool, by_letter: bool) -> Answer | None:
        rank = self._matcher.find(text, patiently=patiently)
        if rank == NEEDS_PATIENCE:
            return None
        if rank != NOT_FOUND:
            return self._answered(
                self._matcher.rules[rank],
                most_letters=composing.LETTERS_AFTER_MESSAGE,
                patiently=patiently,
                by_letter=by_letter,
            )
        if not self._plate.suggests:
            return self._default(by_letter=by_letter)
        if not patiently and len(self._matcher) > _QUICK_WORDS:
            return None
        return self._default(near=self._nearest(text), by_letter=by_letter)

    def _answered(self, rule: int, *, most_letters: int, patiently: bool, by_letter: bool) -> Answer | None:
        text = self._texts.get(rule)
        if text is not None and not by_letter:
            return Answer(TextReply(text), ANSWERED, rule)
        reply = Reply((Text(text),), "") if text is not None else self._composite.get(rule)
        if reply is None:
            if not patiently:
                return None
            close_old_connections()
            reply = self._read_reply(rule)
        if reply is None:  # removed since this book was compiled
            return self._default(by_letter=by_letter)
        if by_letter:
            letters = composing.letters_alone(reply, most_letters=most_letters)
            return Answer(None, ANSWERED, rule, letters)
        composed = composing.compose(
            reply, can_send=self._plate.can_send, most_letters=most_letters, at=self._clock()
        )
        return Answer(composed.reply, ANSWERED, rule, composed.letters)

    def _default(self, *, by_letter: bool, near: list[str] | None = None) -> Answer:
        text = with_suggestions(self._plate.default_reply, near or [])
        if not text:
            return NOTHING
        if by_letter:
            return Answer(None, DEFAULT, None, ({"kind": "text", "text": text},))
        return Answer(TextReply(text), DEFAULT)

    def _nearest(self, text: str) -> list[str]:
        if self._nearby is None:
            with self._one_index:
                if self._nearby is None:
                    self._nearby = self._index()
        nearby, words = self._nearby
        return [words[place] for place in nearby.closest(normal(text), most=MOST_SUGGESTED)]

    def _index(self) -> tuple[Nearby, list[str]]:
        """For a long list a second's work, so it is made when first asked for, beside the event loop."""
        words = self._matcher.words_of(but_not=REGEX)
        return Nearby([normal(word) for word in words]), words


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
