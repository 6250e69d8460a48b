"""All an account answers, in memory: what a gateway keeps and asks for every message."""

import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from django.db import close_old_connections, connection

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.followers.facts import STRANGER, AlwaysThese, Facts, FactsOf
from zhijian.foundation.followers.facts import facts_of as facts_of_followers
from zhijian.foundation.intake.answer import (
    ANSWERED,
    DEFAULT,
    FOUND,
    GUARDED,
    GUIDED,
    NOTHING,
    Answer,
)
from zhijian.foundation.intake.queries import Guided, last_guided
from zhijian.foundation.library.search import search
from zhijian.rooms.answers import composing, drawing
from zhijian.rooms.answers.alike import Alike, Guess
from zhijian.rooms.answers.asking import (
    Asker,
    closest_variant,
    failing_rules,
    first_standing,
    found_rule,
)
from zhijian.rooms.answers.changing import changes
from zhijian.rooms.answers.contents import MOST_REPLY_CHARS, Contents
from zhijian.rooms.answers.finding import MOST_FOUND, found_reply
from zhijian.rooms.answers.guarding.texts import texts_to_guard
from zhijian.rooms.answers.guiding.lines import no_such_choice, number_in
from zhijian.rooms.answers.guiding.standing import Standing, standing
from zhijian.rooms.answers.matching import LONGEST_QUICK, NEEDS_PATIENCE, NOT_FOUND
from zhijian.rooms.answers.near_words import Nearest
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.parts import Reply, Text
from zhijian.rooms.answers.ranking import NO_RANK, rule_of
from zhijian.rooms.answers.reading import Replies
from zhijian.rooms.answers.rows import Place
from zhijian.rooms.answers.suggesting import MOST_SUGGESTED, with_suggestions
from zhijian.wechat.events import Click, Event, ScancodeWaitmsg, Subscribe
from zhijian.wechat.messages import Received
from zhijian.wechat.messages import Text as TextMessage
from zhijian.wechat.replies import TextReply


class StepsOf(Protocol):
    """Where somebody was led lately, the newest first."""

    def __call__(self, *, account_id: int, openid: str) -> Sequence[Guided]: ...


_QUICK_WORDS: Final = 1000  # among so few keywords the nearest are found in about a millisecond

# Taps that a rule answers by the entry's key; after a scan of this kind the phone shows a waiting box.
_WAITED_FOR: Final = (Click, ScancodeWaitmsg)


class Book:
    """The rules of one account at one revision. Never changes, so any number of threads may ask it."""

    def __init__(
        self,
        plate: Doorplate,
        contents: Contents,
        *,
        nearest: Nearest,
        alike: Alike,
        replies: Replies,
        clock: Callable[[], float],
        facts_of: FactsOf,
        steps_of: StepsOf = last_guided,
    ) -> None:
        """For `load`, `renewed` and `as_for`, which know what goes together."""
        self._plate = plate
        self.contents = contents
        # What nearly every message needs, one step away.
        self._guard = contents.settled.guard
        self._report_words_in = self._guard.words_in
        self._guides = contents.ways.guides
        self._variants = contents.variants
        self._texts = contents.texts
        self._matcher = contents.matcher
        self._nearest = nearest
        self._alike = alike
        self._replies = replies
        self._clock = clock
        self._facts_of = facts_of
        self._steps_of = steps_of
        self._is_plain = not (contents.conditions or contents.units)
        self._looks_further = contents.matcher.has_meant or contents.settled.searches
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
        facts_of: Callable[[int], FactsOf] = facts_of_followers,
    ) -> "Book":
        """Read and compile. Blocks on the database; some 100,000 rules take about a second."""
        replies = Replies(plate.id, public_url=public_url)
        contents = Contents.read(replies, most_reply_chars=most_reply_chars)
        return cls(
            plate,
            contents,
            nearest=Nearest(contents.matcher),
            alike=Alike(contents.matcher),
            replies=replies,
            clock=clock,
            facts_of=facts_of(plate.id),
        )

    def renewed(self, plate: Doorplate) -> "Book":
        """The book at this later revision of the same account. Reads only what changed, if that is known.

        The old one stays as it is, for whoever is asking it.
        """
        changed = changes(account_id=plate.id, since=self._plate.revision, until=plate.revision)
        contents = self.contents.renewed(changed, self._replies) if changed else None
        if contents:
            nearest = self._nearest.after_changes(contents.matcher)
            alike = self._alike.after_changes(contents.matcher)
        else:
            contents = self.contents.read_again(self._replies)
            nearest, alike = Nearest(contents.matcher), Alike(contents.matcher)
        return Book(
            plate,
            contents,
            nearest=nearest,
            alike=alike,
            replies=self._replies,
            clock=self._clock,
            facts_of=self._facts_of,
        )

    def as_for(self, facts: Facts, *, at: float, steps: Sequence[Guided] = ()) -> "Book":
        """The same book as it answers somebody of whom this is known, at this moment."""
        return Book(
            self._plate,
            self.contents,
            nearest=self._nearest,
            alike=self._alike,
            replies=self._replies,
            clock=lambda: at,
            facts_of=AlwaysThese(facts),
            steps_of=lambda **_: steps,
        )

    def guess(self, form: str, asker: Asker) -> Guess | None:
        """Which keyword was meant, where none was written."""
        conditions = self.contents.conditions
        failing = failing_rules(conditions, asker) if conditions else frozenset()
        return self._alike.guess(form, but_not=failing)

    def nearest_keyword(self, text: str) -> tuple[float, int, str]:
        """(likeness, rank, keyword as written) of the keyword most like a text; (0.0, …) when none is."""
        for likeness, rank, word in self._nearest.closest(text, most=1):
            return -likeness, rank, word
        return 0.0, NO_RANK, ""

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
            return self._answer_text(message, patiently=patiently, by_letter=by_letter)
        if isinstance(message, Subscribe):
            places = self.contents.welcome
        elif isinstance(message, _WAITED_FOR):
            places = self.contents.menu.get(message.event_key, ())
        elif isinstance(message, Event):
            return NOTHING
        elif any(self._guard.catches(normal(text)) for text in texts_to_guard(message)):
            return self._guarded(by_letter=by_letter)
        else:
            return self._default(by_letter=by_letter)  # no rule answers a picture or a voice
        asker = self._asker_for(places, message.from_user, patiently=patiently)
        if asker is None:
            return None
        rule = first_standing(places, conditions=self.contents.conditions, asker=asker)
        if rule == NOT_FOUND:
            return self._default(by_letter=by_letter) if isinstance(message, _WAITED_FOR) else NOTHING
        return self._answered(
            rule,
            message,
            most_letters=composing.LETTERS_AFTER_TOUCH,
            patiently=patiently,
            by_letter=by_letter,
        )

    def _answer_text(self, message: TextMessage, *, patiently: bool, by_letter: bool) -> Answer | None:
        text = message.content
        if not patiently and len(text) > LONGEST_QUICK:
            return None
        form = normal(text)
        if self._report_words_in(form) and self._guard.catches(form):
            return self._guarded(by_letter=by_letter)
        if self._guides and (number := number_in(text)) is not None:
            return self._answer_number(message, number, form, by_letter=by_letter) if patiently else None
        if self._is_plain:
            rule = self._matcher.find(text, form=form, patiently=patiently)
        else:
            rule = self._rule(text, form, message.from_user, patiently=patiently)
        if rule >= 0:
            return self._answered(
                rule,
                message,
                most_letters=composing.LETTERS_AFTER_MESSAGE,
                patiently=patiently,
                by_letter=by_letter,
            )
        if rule == NEEDS_PATIENCE or (self._looks_further and not patiently):
            return None
        return self._further(message, form, by_letter=by_letter) or self._suggested(
            text, patiently=patiently, by_letter=by_letter
        )

    def _rule(self, text: str, form: str, openid: str, *, patiently: bool) -> int:
        asker = self._asker(openid) if patiently else self._asker_at_once(openid)
        if asker is None:
            return NEEDS_PATIENCE
        return found_rule(self.contents, text, form=form, asker=asker, patiently=patiently)

    def _asker(self, openid: str) -> Asker:
        return Asker(self._facts_of(openid), self._clock())

    def _asker_at_once(self, openid: str) -> Asker | None:
        facts = self._facts_of.at_once(openid)
        return None if facts is None else Asker(facts, self._clock())

    def _asker_for(self, places: Sequence[Place], openid: str, *, patiently: bool) -> Asker | None:
        """Who it is matters only where a rule is for some, or for a time."""
        if not any(unit or rule in self.contents.conditions for rule, unit in places):
            return Asker(STRANGER, 0.0)
        return self._asker(openid) if patiently else self._asker_at_once(openid)

    # --- Numbers that lead on -----------------------------------------------------------------

    def _answer_number(self, message: TextMessage, number: int, form: str, *, by_letter: bool) -> Answer:
        """Within the time-out it means a choice; afterwards, or where nothing was offered, it is a word."""
        openid = message.from_user
        here = self._standing(openid)
        led_to = self._led_to(here, number, openid) if here else None
        rule = led_to if led_to is not None else self._rule(message.content, form, openid, patiently=True)
        answer: Answer | None
        if rule >= 0:
            answer = self._answered(
                rule,
                message,
                most_letters=composing.LETTERS_AFTER_MESSAGE,
                patiently=True,
                by_letter=by_letter,
                outcome=None if led_to is None else GUIDED,
            )
        elif here:
            guide = self._guides[here.at]
            has_start = here.at in self.contents.ways.led_to
            text = no_such_choice(number, guide, has_start=has_start)
            return self._said(text, GUIDED, here.at, by_letter=by_letter)
        else:
            answer = self._further(message, form, by_letter=by_letter)
        return answer or self._suggested(message.content, patiently=True, by_letter=by_letter) or NOTHING

    def _standing(self, openid: str) -> Standing | None:
        _with_living_connections()
        ways = self.contents.ways
        return standing(
            self._steps_of(account_id=self._plate.id, openid=openid),
            guides=ways.guides.keys(),
            led_to=ways.led_to,
            minutes=self.contents.settled.guide_minutes,
            now=self._clock(),
        )

    def _led_to(self, here: Standing, number: int, openid: str) -> int | None:
        """The rule this number leads to, if it is one of the choices and answers him now."""
        if number == 0:
            return here.start
        _label, rule = self._guides[here.at].get(number, ("", NOT_FOUND))
        condition = self.contents.conditions.get(rule)
        if condition is not None:
            asker = self._asker(openid)
            rule = NOT_FOUND if condition.failing(asker.facts, at=asker.at) else rule
        return None if rule == NOT_FOUND else rule

    # --- What is said -------------------------------------------------------------------------

    def _answered(
        self,
        rule: int,
        message: Received,
        *,
        most_letters: int,
        patiently: bool,
        by_letter: bool,
        outcome: str | None = None,
    ) -> Answer | None:
        text = self._texts.get(rule)
        outcome = outcome or (GUIDED if rule in self._guides else ANSWERED)
        reply = None
        if rule in self._variants:
            known = self._facts_of if patiently else self._facts_of.at_once
            facts = known(message.from_user)
            if facts is None:
                return None
            reply = closest_variant(self._variants[rule], facts)
        if reply is None and text is not None:
            if not by_letter:
                return Answer(TextReply(text), outcome, rule)
            reply = Reply((Text(text),), "")
        reply = reply or self.contents.composite.get(rule)
        if reply is None:
            if not patiently:
                return None
            _with_living_connections()
            reply = self._replies.of_rule(rule)
        if reply is None:  # removed since this book was compiled
            return self._default(by_letter=by_letter)
        reply = drawing.drawn(reply, message=message, rule=rule)
        return self._composed(reply, outcome, rule, most_letters=most_letters, by_letter=by_letter)

    def _composed(
        self, reply: Reply, outcome: str, rule: int | None, *, most_letters: int, by_letter: bool
    ) -> Answer:
        if by_letter:
            letters = composing.letters_alone(reply, most_letters=most_letters)
            return Answer(None, outcome, rule, letters)
        composed = composing.compose(
            reply, can_send=self._plate.can_send, most_letters=most_letters, at=self._clock()
        )
        return Answer(composed.reply, outcome, rule, composed.letters)

    def _guarded(self, *, by_letter: bool) -> Answer:
        return self._said(self.contents.settled.report_reply, GUARDED, None, by_letter=by_letter)

    def _further(self, message: TextMessage, form: str, *, by_letter: bool) -> Answer | None:
        """No rule answers what was written: perhaps one answers what was meant, or the library does."""
        if self._matcher.has_meant and (guess := self.guess(form, self._asker(message.from_user))):
            return self._answered(
                rule_of(guess.rank),
                message,
                most_letters=composing.LETTERS_AFTER_MESSAGE,
                patiently=True,
                by_letter=by_letter,
            )
        if not self.contents.settled.searches:
            return None
        _with_living_connections()
        hits = search(self._plate.id, message.content, most=MOST_FOUND)
        reply = found_reply(hits, self._replies) if hits else None
        if reply is None:
            return None
        return self._composed(
            reply, FOUND, None, most_letters=composing.LETTERS_AFTER_MESSAGE, by_letter=by_letter
        )

    def _suggested(self, text: str, *, patiently: bool, by_letter: bool) -> Answer | None:
        if not self._plate.suggests:
            return self._default(by_letter=by_letter)
        if not patiently and len(self._matcher) > _QUICK_WORDS:
            return None
        near = self._nearest.words(text, most=MOST_SUGGESTED)
        return self._default(near=near, by_letter=by_letter)

    def _default(self, *, by_letter: bool, near: list[str] | None = None) -> Answer:
        text = with_suggestions(self._plate.default_reply, near or [])
        return self._said(text, DEFAULT, None, by_letter=by_letter) if text else NOTHING

    def _said(self, text: str, outcome: str, rule: int | None, *, by_letter: bool) -> Answer:
        if by_letter:
            return Answer(None, outcome, rule, ({"kind": "text", "text": text},))
        return Answer(TextReply(text), outcome, rule)


def _with_living_connections() -> None:
    """A gateway lives for weeks, and a database closes what is idle. Inside a transaction, as in a
    rehearsal, the connection is alive, and closing it would end the transaction."""
    if not connection.in_atomic_block:
        close_old_connections()
