"""The platform calls the account: signed, encrypted, five seconds, three attempts, then the grey line.

Every attempt carries the same XML under a fresh timestamp, nonce and signature. An attempt that fails
early (no connection, another status than 200, an answer that is none) is repeated when its five
seconds would have ended, as the platform's come about five seconds apart. Redirects are not followed.
"""

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from typing import Any

import httpx

from zhijian.wechat import messages
from zhijian.wechat.callback import Cipher, envelope, signatures
from zhijian_sandbox import identifiers
from zhijian_sandbox.back_end import BackEnd
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.faults import Faults
from zhijian_sandbox.log import Entry, Logbook, verdict_in_words
from zhijian_sandbox.passive import Judgement, judge
from zhijian_sandbox.phones import Phones
from zhijian_sandbox.state import apps, followers
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.state.store import StateError, Store

logger = logging.getLogger(__name__)

ATTEMPTS = 3
MAX_ANSWER_BYTES = 1 << 20
_KEPT_TEXT = 16_384
_HEADERS = {"User-Agent": "Mozilla/4.0", "Content-Type": "text/xml", "Pragma": "no-cache", "Accept": "*/*"}


@dataclass(frozen=True, slots=True)
class Letter:
    """One message or event on its way to an account. `is_spoken`: a failure shows on the phone."""

    tie: Tie
    message: messages.Received
    thread: str
    title: str
    label: str
    is_spoken: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter, and the bubble that appeared because of it."""

    thread: str
    verdict: str
    status: int
    attempts: int
    ms: int
    reason: str
    bubble: dict[str, Any] | None

    def as_json(self) -> dict[str, Any]:
        return {
            "thread": self.thread,
            "verdict": self.verdict,
            "verdict_text": verdict_in_words(self.verdict, status=self.status, ms=self.ms),
            "attempts": self.attempts,
            "ms": self.ms,
            "reason": self.reason,
            "bubble": self.bubble,
        }


@dataclass(frozen=True, slots=True)
class _Heard:
    """One attempt: how it went and what came back."""

    judgement: Judgement
    ms: int
    status: int = 0
    answer: str = ""
    fault: str | None = None

    @property
    def is_over(self) -> bool:
        return self.judgement.verdict in ("answered", "accepted")


class Callbacks:
    """Sends letters without anybody waiting for them, unless he wants to."""

    def __init__(  # noqa: PLR0913 -- the parts it works with, each by name
        self,
        *,
        store: Store,
        clock: Clock,
        faults: Faults,
        log: Logbook,
        phones: Phones,
        back_end: BackEnd,
        patience_seconds: float,
        spacing_seconds: float,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._faults = faults
        self._log = log
        self._phones = phones
        self._back_end = back_end
        self._patience_seconds = patience_seconds
        self._spacing_seconds = spacing_seconds
        self._transport = transport
        self._http: httpx.AsyncClient | None = None
        self._on_their_way: set[asyncio.Task[Any]] = set()
        # Letters held back until a later one of the same account has arrived: the fault "out_of_order".
        self._held_back: dict[str, asyncio.Event] = {}

    async def start(self) -> None:
        """Ready to send. Letters a stop left half sent end here, with the grey line."""
        # No proxy from the environment, and no kept connection: one that died with a restarted account
        # would look like a lost message.
        self._http = httpx.AsyncClient(
            transport=self._transport,
            trust_env=False,
            follow_redirects=False,
            timeout=None,  # noqa: S113 -- every attempt has a time limit of its own
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )
        for row_id, entry in self._log.unfinished():
            self._give_up(row_id, entry)

    async def stop(self) -> None:
        await self.call_back()
        if self._http is not None:
            await self._http.aclose()

    async def call_back(self) -> None:
        """End whatever is on its way: nobody it is about will be there any more."""
        for task in self._on_their_way:
            task.cancel()
        await asyncio.gather(*self._on_their_way)

    def send(self, letters: list[Letter]) -> "asyncio.Task[list[Outcome]]":
        """On their way, one after the other: a picture follows its menu event. The task has the outcomes."""
        task = asyncio.create_task(self._send_all(letters))
        self._on_their_way.add(task)
        task.add_done_callback(self._on_their_way.discard)
        return task

    async def verify_address(self, app: App) -> dict[str, Any]:
        """Ask the account to return an echostr, as when its address is saved in the back end."""
        echo = identifiers.nonce()
        query = {**self._signed_query(app, at=self._clock.real()), "echostr": echo}
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self._patience_seconds):
                status, body = await self._exchange("GET", app.settings.callback_url, query)
        except TimeoutError:
            return {"ok": False, "status": 0, "ms": _ms_since(began), "reason": "没等到"}
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
            return {"ok": False, "status": 0, "ms": _ms_since(began), "reason": f"连不上：{_kind(problem)}"}
        ok = status == 200 and body == echo.encode()
        reason = "" if ok else f"回了 {status}" if status != 200 else "回答不是原样的 echostr"
        return {"ok": ok, "status": status, "ms": _ms_since(began), "reason": reason}

    async def _send_all(self, letters: list[Letter]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        try:
            for letter in letters:
                outcomes.append(await self._deliver(letter))  # noqa: PERF401 -- those before a failure count
        except asyncio.CancelledError:
            return outcomes  # called back; whoever waits learns of those that had arrived
        except StateError as problem:
            logger.error("a callback ended early: %s", problem)
        except Exception:
            # Nobody may be waiting for this task; what broke must not go unheard.
            logger.exception("the sandbox failed at a callback")
        return outcomes

    def _give_up(self, row_id: int, entry: Entry) -> None:
        self._log.rewrite(row_id, replace(entry, verdict="timeout", reason="沙箱停过"))
        if entry.details["type"] == "event" or entry.appid is None or entry.follower is None:
            return
        tie = followers.tie(self._store, entry.appid, entry.follower)
        self._phones.show_failure(tie, thread=entry.thread or "")

    async def _deliver(self, letter: Letter) -> Outcome:
        app = apps.find(self._store, letter.tie.appid)
        if app is not None and not app.settings.server_enabled:
            return self._answer_instead(letter)
        overtaken = await self._let_overtake(letter.tie.appid)
        plain = messages.render(letter.message)
        heard = _Heard(Judgement("lost"), 0)
        attempt = 0
        for attempt in range(1, ATTEMPTS + 1):
            began = time.perf_counter()
            heard = await self._attempt_and_again(letter, plain, attempt=attempt)
            if overtaken is not None:
                overtaken.set()
            if heard.is_over:
                break
            if attempt < ATTEMPTS:
                await asyncio.sleep(max(0.0, began + self._spacing_seconds - time.perf_counter()))
        return Outcome(
            thread=letter.thread,
            verdict=heard.judgement.verdict,
            status=heard.status,
            attempts=attempt,
            ms=heard.ms,
            reason=heard.judgement.reason,
            bubble=self._show(letter, heard),
        )

    async def _let_overtake(self, appid: str) -> asyncio.Event | None:
        """With "out_of_order" on: the first letter waits here for the next, which learns whom to set free."""
        waiting = self._held_back.pop(appid, None)
        if waiting is not None:
            return waiting
        fault = self._faults.take("out_of_order", appid)
        if fault is None:
            return None
        overtaken = self._held_back[appid] = asyncio.Event()
        try:
            async with asyncio.timeout(fault.options["seconds"]):
                await overtaken.wait()
        except TimeoutError:
            pass  # nobody came
        finally:
            if self._held_back.get(appid) is overtaken:
                del self._held_back[appid]
        return None

    async def _attempt_and_again(self, letter: Letter, plain: str, *, attempt: int) -> _Heard:
        """One attempt; with "doubled" on, the same message at the same moment some times more."""
        doubled = self._faults.take("doubled", letter.tie.appid)
        if doubled is None:
            return await self._attempt(letter, plain, attempt=attempt)
        heard, *_ = await asyncio.gather(
            self._attempt(letter, plain, attempt=attempt),
            *(
                self._attempt(letter, plain, attempt=attempt, fault="doubled")
                for _ in range(doubled.options["times"] - 1)
            ),
        )
        return heard

    def _answer_instead(self, letter: Letter) -> Outcome:
        """With the server configuration off nothing is called; the back end may have something to say."""
        bubbles = self._back_end.answer(letter.tie, letter.message, thread=letter.thread)
        return Outcome(
            thread=letter.thread,
            verdict="back_end",
            status=0,
            attempts=0,
            ms=0,
            reason="",
            bubble=bubbles[-1] if bubbles else None,
        )

    async def _attempt(self, letter: Letter, plain: str, *, attempt: int, fault: str | None = None) -> _Heard:
        app = apps.find(self._store, letter.tie.appid)
        if app is None:
            return _Heard(Judgement("lost", reason="公众号已经不在了"), 0)
        query, body = self._seal(app, letter.tie, plain)
        details: dict[str, Any] = {
            "url": app.settings.callback_url,
            "mode": app.settings.mode,
            "type": letter.message.msg_type,
            "event": getattr(letter.message, "event", ""),
            "msg_id": str(getattr(letter.message, "msg_id", "") or ""),
            "sent": body[:_KEPT_TEXT],
            "sent_text": plain[:_KEPT_TEXT],
            "answer": "",
            "answer_text": "",
            "summary": "",
        }
        entry = Entry(
            kind="callback",
            appid=app.appid,
            follower=letter.tie.follower or None,
            title=letter.title,
            label=letter.label,
            verdict="sending",
            thread=letter.thread,
            attempt=attempt,
            details=details,
        )
        row_id = self._log.write(entry)
        heard = await self._converse(app, letter.tie, query, body)
        heard_texts = {
            "answer": heard.answer[:_KEPT_TEXT],
            "answer_text": heard.judgement.text[:_KEPT_TEXT],
            "summary": heard.judgement.summary,
        }
        over = replace(
            entry,
            verdict=heard.judgement.verdict,
            ms=heard.ms,
            status=heard.status,
            reason=heard.judgement.reason,
            fault=heard.fault or fault,
            details={**details, **heard_texts},
        )
        self._log.rewrite(row_id, over)
        return heard

    async def _converse(self, app: App, tie: Tie, query: dict[str, str], body: str) -> _Heard:
        """One exchange within the platform's patience, with whatever trouble is switched on."""
        lost = self._faults.take("lost", app.appid)
        if lost is not None and lost.options["part"] == "request":
            return _Heard(Judgement("lost"), 0, fault="lost")
        delay = self._faults.delay_seconds(app.appid, where="callback")
        fault = "lost" if lost is not None else "delay" if delay else None
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self._patience_seconds):
                status, answer = await self._exchange("POST", app.settings.callback_url, query, body)
                await asyncio.sleep(delay)
        except TimeoutError:
            return _Heard(Judgement("timeout"), _ms_since(began), fault=fault)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
            return _Heard(Judgement("unreachable", reason=_kind(problem)), _ms_since(began), fault=fault)
        ms = _ms_since(began)
        if lost is not None:
            return _Heard(Judgement("lost", reason="回答没回来"), ms, status=status, fault=fault)
        text = answer.decode(errors="replace")
        if status != 200:
            return _Heard(
                Judgement("status", reason=f"状态码 {status}"), ms, status=status, answer=text, fault=fault
            )
        judgement = judge(self._store, answer, app=app, openid=tie.openid, now=self._clock.now())
        if (judgement.content or {}).get("media") and self._faults.take("media_expired", app.appid):
            gone = replace(judgement, verdict="invalid", reason="素材过期了", kind="", content=None)
            return _Heard(gone, ms, status=status, answer=text, fault="media_expired")
        return _Heard(judgement, ms, status=status, answer=text, fault=fault)

    async def _exchange(
        self, method: str, url: str, query: dict[str, str], body: str = ""
    ) -> tuple[int, bytes]:
        if self._http is None:
            raise RuntimeError("not started")
        target = httpx.URL(url).copy_merge_params(query)
        answer = b""
        async with self._http.stream(method, target, content=body.encode(), headers=_HEADERS) as response:
            async for piece in response.aiter_bytes():
                answer += piece
                if len(answer) > MAX_ANSWER_BYTES:
                    break
        return response.status_code, answer

    def _seal(self, app: App, tie: Tie, plain: str) -> tuple[dict[str, str], str]:
        """Query and body as this account's mode wants them."""
        stale = self._faults.take("stale_signature", app.appid)
        at = self._clock.real() - (stale.options["seconds"] if stale is not None else 0)
        query = {**self._signed_query(app, at=at), "openid": tie.openid}
        if app.settings.mode == "plain":
            return query, plain
        encrypted = Cipher(app.settings.aes_key, appid=app.appid).encrypt(plain)
        signature = signatures.sign(app.settings.token, query["timestamp"], query["nonce"], encrypted)
        beside = plain if app.settings.mode == "compatible" else ""
        body = envelope.post(encrypted, to_user=app.gh_id, beside=beside)
        return {**query, "encrypt_type": "aes", "msg_signature": signature}, body

    @staticmethod
    def _signed_query(app: App, *, at: float) -> dict[str, str]:
        timestamp, nonce = str(int(at)), identifiers.nonce()
        signature = signatures.sign(app.settings.token, timestamp, nonce)
        return {"signature": signature, "timestamp": timestamp, "nonce": nonce}

    def _show(self, letter: Letter, heard: _Heard) -> dict[str, Any] | None:
        """The reply or the grey line, on the phone; nothing when it has left the desk or the account."""
        tie = followers.tie_by_openid(self._store, letter.tie.appid, letter.tie.openid)
        if tie is None or not tie.following:
            return None
        if heard.is_over:
            if not heard.judgement.kind or heard.judgement.content is None:
                return None
            return self._phones.show(
                tie,
                side="account",
                kind=heard.judgement.kind,
                via="passive",
                content=heard.judgement.content,
                thread=letter.thread,
            )
        return self._phones.show_failure(tie, thread=letter.thread) if letter.is_spoken else None


def _ms_since(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)


def _kind(problem: Exception) -> str:
    return type(problem).__name__
