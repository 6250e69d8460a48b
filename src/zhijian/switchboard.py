"""One table: which room answers now, which room hears later.

Gateways ask for an answer from memory; the worker brings each stored message to every room's ears.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _

from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.activity import services as activity
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.links import sign_in_link
from zhijian.foundation.followers.remembering import Memory
from zhijian.foundation.intake.answer import ANSWERED, DEFAULT, FOUND, GUIDED, NONE, Answer
from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.outbox.models import Letter
from zhijian.rooms.answers import hears as answers_hear
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.menu import hears as menu_hears
from zhijian.rooms.reach import hears as reach_hear
from zhijian.rooms.reach.greeting import Greeter, Greeting, Greetings
from zhijian.wechat.events import Subscribe
from zhijian.wechat.messages import Received, Text
from zhijian.wechat.replies import MAX_TEXT_BYTES, TextReply

# --- Who answers now --------------------------------------------------------------------------


_WAY_IN: Final = frozenset({"我的", "绑定"})
_NO_RULE: Final = frozenset({DEFAULT, NONE, FOUND})


class Answering(Protocol):
    """What a room compiles for one account, to answer from memory."""

    def answer_quickly(self, message: Received) -> Answer | None: ...
    def answer(self, message: Received) -> Answer: ...
    def answer_by_letter(self, message: Received) -> Answer: ...
    def renewed(self, plate: Doorplate) -> "Answering": ...


class Switchboard:
    """The gateways' memory: every account's doorplate and its compiled answers.

    `refresh` is called several times a second; it costs a few small queries while nothing changed. What it
    swaps in is complete: a message is answered wholly from before a change or wholly from after it.
    """

    def __init__(
        self,
        *,
        open_book: Callable[[Doorplate], Answering],
        read_revisions: Callable[[], Mapping[int, int]] = accounts.revisions,
        read_doorplates: Callable[[], Mapping[str, Doorplate]] = accounts.doorplates,
        refresh_facts: Callable[[], None] = lambda: None,
        greeter_of: Callable[[int], Greeter | None] = lambda _account_id: None,
    ) -> None:
        self._open_book = open_book
        self._greeter_of = greeter_of
        self._refresh_facts = refresh_facts
        self._read_revisions = read_revisions
        self._read_doorplates = read_doorplates
        self._plates: dict[str, Doorplate] = {}
        self._books: dict[int, Answering] = {}
        self._revisions: dict[int, int] = {}
        self._one_at_a_time = threading.Lock()
        self.is_loaded = False

    def refresh(self) -> bool:
        """Read what changed since the last time. Blocks on the database; True when something changed."""
        with self._one_at_a_time:
            self._refresh_facts()
            found = dict(self._read_revisions())
            if found == self._revisions and self.is_loaded:
                return False
            plates = dict(self._read_doorplates())
            books = {}
            for plate in plates.values():
                book = self._books.get(plate.id)
                if book is None:
                    book = self._open_book(plate)
                elif self._revisions.get(plate.id) != plate.revision:
                    book = book.renewed(plate)
                books[plate.id] = book
            self._books, self._plates = books, plates
            self._revisions = {plate.id: plate.revision for plate in plates.values()}
            self.is_loaded = True
            return True

    def plate(self, slug: str) -> Doorplate | None:
        return self._plates.get(slug)

    def answer_quickly(self, plate: Doorplate, message: Received) -> Answer | None:
        """The answer if it can be had at once; None when it takes patience (`answer`)."""
        greeter = self._greeter_of(plate.id)
        greeting = greeter.greeting(message) if greeter else None
        if greeting and greeting.is_certain:
            return Answer(TextReply(greeting.words), ANSWERED)
        answer = self._books[plate.id].answer_quickly(message)
        if answer is None:
            return None
        if greeting:
            return _with_greeting(answer, greeting, plate, message, lambda: None)
        return _or_way_in(answer, plate, message)

    def answer(self, plate: Doorplate, message: Received) -> Answer:
        greeter, book = self._greeter_of(plate.id), self._books[plate.id]
        greeting = greeter.greeting(message) if greeter else None
        if greeting and greeting.is_certain:
            return Answer(TextReply(greeting.words), ANSWERED)
        answer = book.answer(message)
        if greeting:
            by_letter = _with_greeting(
                answer, greeting, plate, message, lambda: book.answer_by_letter(message)
            )
            return by_letter or answer
        return _or_way_in(answer, plate, message)


def _with_greeting(
    answer: Answer,
    greeting: Greeting,
    plate: Doorplate,
    message: Received,
    by_letter: Callable[[], Answer | None],
) -> Answer | None:
    """The account's welcome with a sentence before it; a wrong number is told where no rule answers.

    A welcome that is no text, or too long for both, follows as letters. None: that takes patience.
    """
    if not isinstance(message, Subscribe):
        if answer.outcome in _NO_RULE:
            return Answer(TextReply(greeting.words), GUIDED)
        return answer
    if answer.reply is None and not answer.letters:
        return Answer(TextReply(greeting.words), ANSWERED)
    if isinstance(answer.reply, TextReply):
        words = f"{greeting.words}\n\n{answer.reply.content}"
        if len(words.encode()) <= MAX_TEXT_BYTES:
            return replace(answer, reply=TextReply(words))
    if not plate.can_send:
        return answer
    if answer.reply is None:
        return replace(answer, reply=TextReply(greeting.words))
    whole = by_letter()
    return None if whole is None else replace(whole, reply=TextReply(greeting.words))


def _or_way_in(answer: Answer, plate: Doorplate, message: Received) -> Answer:
    """Whoever sends 我的 gets his link to the portal, unless a rule of the account answers that word."""
    if answer.outcome in _NO_RULE and isinstance(message, Text) and message.content.strip() in _WAY_IN:
        link = sign_in_link(plate.id, message.from_user)
        words = _("打开“我的”")
        kept = _("半小时内有效，只认您这部手机，请不要转给别人。")
        return Answer(TextReply(f'<a href="{link}">{words}</a>\n{kept}'), ANSWERED)
    return answer


def make_switchboard(*, public_url: str) -> Switchboard:
    """What a gateway asks: books that know of a follower what the guest book knows, and codes."""
    memory, greetings = Memory(), Greetings()

    def refresh() -> None:
        memory.refresh()
        greetings.refresh()

    return Switchboard(
        open_book=lambda plate: Book.load(plate, public_url=public_url, facts_of=memory.facts_of),
        refresh_facts=refresh,
        greeter_of=greetings.of,
    )


# --- Who hears later --------------------------------------------------------------------------

EARS = (answers_hear.hear, reach_hear.hear)
RETURNS = (answers_hear.take_back, menu_hears.take_back)

_KINDS_OF_EVENTS = {"subscribe": "followed", "unsubscribe": "left", "CLICK": "pressed", "SCAN": "scanned"}


def deliver(row: StoredArrival) -> None:
    """Bring one stored message to the guest book, the facts and every room. Safe to repeat.

    On replay nothing is said to the follower: rooms write down what they missed and post no letter.
    """
    if row.from_openid:
        _note(row)
    for hear in EARS:
        hear(row, replay=row.is_replay)


def take_back(letter: Letter) -> None:
    """A letter could not be delivered and will not be tried again: the room that wrote it must know."""
    for take in RETURNS:
        take(letter)


def _note(row: StoredArrival) -> None:
    at = datetime.fromtimestamp(row.created_at, UTC) if row.created_at else row.received_at
    about: dict[str, Any] = {"account_id": row.account_id, "openid": row.from_openid, "at": at}
    if row.event == "subscribe":
        scene = row.event_key.removeprefix("qrscene_") if row.event_key.startswith("qrscene_") else ""
        followers.note_followed(**about, scene=scene)
    elif row.event == "unsubscribe":
        followers.note_left(**about)
    elif row.event in ("", "CLICK", "SCAN", "VIEW"):
        followers.note_contact(**about, wrote=not row.event)
    kind = _KINDS_OF_EVENTS.get(row.event) if row.event else "wrote"
    if kind:
        details = {"key": row.event_key} if row.event_key else {}
        activity.record(**about, kind=kind, source=f"intake:{row.id}", details=details)
