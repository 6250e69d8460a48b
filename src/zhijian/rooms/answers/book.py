"""All an account answers, in memory: what a gateway keeps and asks for every message."""

import time
from collections.abc import Callable
from typing import Final

from django.db import close_old_connections

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.intake.answer import ANSWERED, DEFAULT, NOTHING, Answer
from zhijian.rooms.answers import composing
from zhijian.rooms.answers.changing import changes
from zhijian.rooms.answers.contents import MOST_REPLY_CHARS, Contents
from zhijian.rooms.answers.matching import NEEDS_PATIENCE, NOT_FOUND
from zhijian.rooms.answers.near_words import Nearest
from zhijian.rooms.answers.parts import Reply, Text
from zhijian.rooms.answers.reading import Replies
from zhijian.rooms.answers.suggesting import MOST_SUGGESTED, with_suggestions
from zhijian.wechat.events import Click, Event, Subscribe
from zhijian.wechat.messages import Received
from zhijian.wechat.messages import Text as TextMessage
from zhijian.wechat.replies import TextReply

_QUICK_WORDS: Final = 1000  # among so few keywords the nearest are found in about a millisecond


class Book:
    """The rules of one account at one revision. Never changes, so any number of threads may ask it."""

    def __init__(
        self,
        plate: Doorplate,
        contents: Contents,
        *,
        nearest: Nearest,
        replies: Replies,
        clock: Callable[[], float],
    ) -> None:
        """For `load` and `renewed`, which know what goes together."""
        self._plate = plate
        self._contents = contents
        self._matcher = contents.matcher
        self._nearest = nearest
        self._replies = replies
        self._clock = clock
        if plate.suggests and len(self._matcher) <= _QUICK_WORDS:
            nearest.make()

    @classmethod
    def load(
        cls,
        plate: Doorplate,
        *,
        public_url: str,
        most_reply_chars: int = MOST_REPLY_CHARS,
        clock: Callable[[], float] = time.time,
    ) -> "Book":
        """Read and compile. Blocks on the database; some 100,000 rules take about a second."""
        replies = Replies(plate.id, public_url=public_url)
        contents = Contents.read(replies, most_reply_chars=most_reply_chars)
        return cls(plate, contents, nearest=Nearest(contents.matcher), replies=replies, clock=clock)

    def renewed(self, plate: Doorplate) -> "Book":
        """The book at this later revision of the same account. Reads only what changed, if that is known.

        The old one stays as it is, for whoever is asking it.
        """
        changed = changes(account_id=plate.id, since=self._plate.revision, until=plate.revision)
        contents = self._contents.renewed(changed, self._replies) if changed else None
        if contents:
            nearest = self._nearest.after_changes(contents.matcher)
        else:
            contents = self._contents.read_again(self._replies)
            nearest = Nearest(contents.matcher)
        return Book(plate, contents, nearest=nearest, replies=self._replies, clock=self._clock)

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
            rule = self._contents.welcome
        elif isinstance(message, Click):
            rule = self._contents.menu.get(message.event_key)
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
        rule = self._matcher.find(text, patiently=patiently)
        if rule == NEEDS_PATIENCE:
            return None
        if rule != NOT_FOUND:
            return self._answered(
                rule,
                most_letters=composing.LETTERS_AFTER_MESSAGE,
                patiently=patiently,
                by_letter=by_letter,
            )
        if not self._plate.suggests:
            return self._default(by_letter=by_letter)
        if not patiently and len(self._matcher) > _QUICK_WORDS:
            return None
        near = self._nearest.words(text, most=MOST_SUGGESTED)
        return self._default(near=near, by_letter=by_letter)

    def _answered(self, rule: int, *, most_letters: int, patiently: bool, by_letter: bool) -> Answer | None:
        text = self._contents.texts.get(rule)
        if text is not None and not by_letter:
            return Answer(TextReply(text), ANSWERED, rule)
        reply = Reply((Text(text),), "") if text is not None else self._contents.composite.get(rule)
        if reply is None:
            if not patiently:
                return None
            close_old_connections()
            reply = self._replies.of_rule(rule)
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
