"""One callback from its bytes to its response: opened, answered from memory, kept, replied."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from traceback import extract_tb
from typing import NamedTuple, Protocol

from zhijian.foundation.accounts.knocks import KnockNotes
from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.intake import arrivals
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.intake.arrivals import Arrival, Key
from zhijian.foundation.intake.errors import SpoolFailed
from zhijian.gateway.doors import Door, Doors
from zhijian.gateway.metrics import Metrics
from zhijian.gateway.opening import Opened, Untimely, is_verified, open_callback
from zhijian.gateway.patience import Patience, too_late
from zhijian.gateway.query import read_query
from zhijian.gateway.responses import (
    NOT_KEPT,
    REFUSED,
    SUCCESS,
    TOO_LARGE,
    TOO_SLOW,
    Response,
    text,
    xml,
)
from zhijian.gateway.staleness import StalenessNotes
from zhijian.wechat import messages, replies
from zhijian.wechat import xml as wechat_xml
from zhijian.wechat.callback import envelope
from zhijian.wechat.events import Event
from zhijian.wechat.messages import Received
from zhijian.wechat.xml import Malformed

logger = logging.getLogger("zhijian.gateway")


class Answering(Protocol):
    """The switchboard, as far as the gateway sees it: plates and answers from memory."""

    def plate(self, slug: str) -> Doorplate | None: ...

    def answer_quickly(self, plate: Doorplate, message: Received) -> Answer | None: ...

    def answer(self, plate: Doorplate, message: Received) -> Answer: ...


class Keeping(Protocol):
    """The writer, as far as the gateway sees it."""

    def keep(self, arrival: Arrival) -> asyncio.Future[str]: ...


class Work(NamedTuple):
    """A callback whose answer is on its way to the disk. `Callbacks.finish` makes the response of it."""

    answer: asyncio.Future[str]
    # The message's, where this callback is the first to ask for it.
    key: Key | None
    door: Door
    opened: Opened
    nonce: str
    now: float
    started: float


class Callbacks:
    """Answers callbacks, whoever speaks HTTP for them. No method raises, whatever comes in.

    `take` the whole request, wait for the answer of the work it gives, and `finish` it.
    """

    def __init__(
        self,
        *,
        switchboard: Answering,
        writer: Keeping,
        clock: Callable[[], float],
        metrics: Metrics,
        patience: Patience,
        staleness: StalenessNotes | None = None,
        knocks: KnockNotes | None = None,
    ) -> None:
        self._switchboard = switchboard
        self._writer = writer
        self._clock = clock
        self._metrics = metrics
        self._patience = patience
        self._staleness = staleness
        self._knocks = knocks
        self._doors = Doors(switchboard)
        self._in_work: dict[Key, asyncio.Future[str]] = {}

    def verify(self, slug: str, query_string: bytes) -> Response:
        """The platform asks, once, whether this address is ours: its own word comes back, nothing else."""
        door = self._doors.at(slug)
        query = read_query(query_string)
        if not is_verified(door, query, now=self._clock()) or "echostr" not in query:
            self._metrics.count(door.slug, "refused")
            return REFUSED
        self._metrics.count(door.slug, "verified")
        if self._knocks is not None and door.plate is not None:
            self._knocks.note(account_id=door.plate.id)
        return text(200, query["echostr"].encode("utf-8", "surrogatepass"))

    def too_large(self, slug: str) -> Response:
        self._metrics.count(self._doors.at(slug).slug, "too_large")
        return TOO_LARGE

    def too_slow(self, slug: str) -> Response:
        self._metrics.count(self._doors.at(slug).slug, "too_slow")
        return TOO_SLOW

    def take(self, slug: str, query_string: bytes, body: bytes) -> Response | Work:
        """The response, or work to wait for and then to `finish`, also if whoever asked has hung up."""
        started = time.perf_counter()
        door = self._doors.at(slug)
        plate = door.plate
        now = self._clock()
        query = read_query(query_string)
        opened = _open(door, query, body, now)
        if not isinstance(opened, Opened) or plate is None:
            if isinstance(opened, Untimely) and plate is not None and self._staleness is not None:
                self._staleness.note(account_id=plate.id, signed_at=opened.signed_at)
            self._metrics.count(door.slug, "refused")
            return REFUSED
        try:
            key, answer = self._work_on(plate, opened.xml, now)
        except Exception as error:  # noqa: BLE001 -- never a 500: what is not known to be kept must come again
            return self._not_kept(door, error)
        return Work(answer, key, door, opened, query.get("nonce", ""), now, started)

    def finish(self, work: Work) -> Response:
        """The response of work whose answer is there. Call it once, whatever became of the work."""
        if work.key is not None:
            del self._in_work[work.key]
        try:
            answer = work.answer.result()
        except (Exception, asyncio.CancelledError, asyncio.InvalidStateError) as error:  # noqa: BLE001 -- as above
            return self._not_kept(work.door, error)
        self._metrics.answered_in(time.perf_counter() - work.started)
        return _reply(work, answer) if answer else SUCCESS

    def _not_kept(self, door: Door, error: BaseException) -> Response:
        if not isinstance(error, SpoolFailed | asyncio.CancelledError | asyncio.InvalidStateError):
            _complain(door.slug, "callback", error)
        self._metrics.count(door.slug, "not_kept")
        return NOT_KEPT

    def _work_on(self, plate: Doorplate, raw: bytes, now: float) -> tuple[Key | None, asyncio.Future[str]]:
        """A future of the stored answer; with its key when this callback is the first to ask for it.

        A message still in work is waited for, not worked on twice. Work that others may wait for is shielded:
        whoever hangs up must not stop it.
        """
        message, dedupe = _read(plate, raw)
        if message is None:
            self._metrics.count(plate.slug, "malformed")
            unread = arrivals.malformed(account_id=plate.id, account=plate.slug, received_at=now, raw=raw)
            return None, self._writer.keep(unread)
        key = (plate.id, message.from_user, dedupe)
        in_work = self._in_work.get(key)
        if in_work is not None:
            self._metrics.count(plate.slug, "repeated")
            return None, asyncio.shield(in_work)
        answer = self._answer_quickly(plate, message)
        if answer is not None:
            work = self._in_work[key] = self._keep(plate, message, dedupe, raw, now, answer)
            return key, work
        slow = self._in_work[key] = asyncio.create_task(self._answer_slowly(plate, message, dedupe, raw, now))
        return key, asyncio.shield(slow)

    def _answer_quickly(self, plate: Doorplate, message: Received) -> Answer | None:
        try:
            return self._switchboard.answer_quickly(plate, message)
        except Exception as error:  # noqa: BLE001 -- whatever a rule does, the follower is answered in time
            _complain(plate.slug, "answer", error)
            return too_late(plate)

    async def _answer_slowly(
        self, plate: Doorplate, message: Received, dedupe: str, raw: bytes, now: float
    ) -> str:
        answer = await self._patience.answer(plate, message)
        return await self._keep(plate, message, dedupe, raw, now, answer)

    def _keep(
        self, plate: Doorplate, message: Received, dedupe: str, raw: bytes, now: float, answer: Answer
    ) -> asyncio.Future[str]:
        """The one row of a message, its answer in it."""
        try:
            rendered = _rendered(answer, message, now)
        except Exception as error:  # noqa: BLE001 -- a reply that cannot be written must not lose the question
            _complain(plate.slug, "reply", error)
            answer = too_late(plate)
            rendered = _rendered(answer, message, now)
        self._metrics.count(plate.slug, answer.outcome)
        if isinstance(message, Event):
            msg_id, event, event_key = "", message.event, message.event_key
        else:
            msg_id = "" if message.msg_id is None else str(message.msg_id)
            event = event_key = ""
        return self._writer.keep(
            Arrival(
                plate.id,
                plate.slug,
                dedupe,
                now,
                msg_id,
                message.from_user,
                message.create_time,
                message.msg_type,
                event,
                event_key,
                raw,
                rendered,
                answer.outcome,
                answer.rule_id,
                _written(answer.letters),
            )
        )


def _open(door: Door, query: dict[str, str], body: bytes, now: float) -> Opened | Untimely | None:
    try:
        return open_callback(door, query, body, now=now)
    except Exception as error:  # noqa: BLE001 -- what cannot even be opened is not shown to be the platform's
        _complain(door.slug, "opening", error)
        return None


def _read(plate: Doorplate, raw: bytes) -> tuple[Received | None, str]:
    """The message and what tells it from others; None when it is none, which is kept all the same."""
    try:
        fields = wechat_xml.parse(raw)
        return messages.from_fields(fields), messages.dedupe_key(fields)
    except Malformed:
        return None, ""
    except Exception as error:  # noqa: BLE001 -- a fault of ours must not lose what the platform said
        _complain(plate.slug, "message", error)
        return None, ""


def _rendered(answer: Answer, message: Received, now: float) -> str:
    if answer.reply is None:
        return ""
    return replies.render(
        answer.reply, to_user=message.from_user, from_user=message.to_user, create_time=int(now)
    )


def _written(letters: tuple[Mapping[str, object], ...]) -> str:
    return json.dumps(letters, ensure_ascii=False, separators=(",", ":")) if letters else ""


def _reply(work: Work, answer: str) -> Response:
    """The answer in the form the question had, under the key that opened it."""
    if work.opened.key_index is None:
        return xml(answer.encode())
    try:
        sealed = envelope.seal(
            work.door.cipher,
            work.door.token,
            answer,
            timestamp=int(work.now),
            nonce=work.nonce,
            key_index=work.opened.key_index,
        )
    except Exception as error:  # noqa: BLE001 -- the message is kept; sending it again would not help
        _complain(work.door.slug, "sealing", error)
        return SUCCESS
    return xml(sealed.encode())


def _complain(slug: str, what: str, error: BaseException) -> None:
    # Its type and place, never its text: that may quote what somebody wrote.
    places = extract_tb(error.__traceback__)
    logger.error(
        "gateway account=%s %s failed error=%s at=%s:%s next=report",
        slug,
        what,
        type(error).__name__,
        places[-1].name if places else "?",
        places[-1].lineno if places else "?",
    )
