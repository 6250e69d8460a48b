"""Practice as it happens: started, paused, made faster or slower, stopped; never by itself.

What runs is kept in memory only, so that a sandbox that was started again is quiet. The people stay in
the state file and are met again by the next practice.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from zhijian_sandbox.acts.performing import perform
from zhijian_sandbox.acts.scene import Desk
from zhijian_sandbox.callbacks import Callbacks
from zhijian_sandbox.links import is_this_machine
from zhijian_sandbox.phones import in_words
from zhijian_sandbox.practice import schedule, town
from zhijian_sandbox.practice.ledger import Conversation, Ledger
from zhijian_sandbox.practice.sentences import Said
from zhijian_sandbox.practice.town import Person
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, followers, follows
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Follower
from zhijian_sandbox.state.store import StateError
from zhijian_sandbox.stream import Hub

logger = logging.getLogger(__name__)

MOST_PEOPLE = 5_000
MOST_PER_MINUTE = 6_000
MOST_MINUTES = 240
MOST_SENT = 200_000
# So many may wait for an answer at once; beyond that the town falls silent until some have come.
MOST_WAITING = 100
_TELL_EVERY_SECONDS = 0.5
_TELL_SAID_SECONDS = 0.2
_BEHIND_SECONDS = 2.0
_HOW_THEY_CAME = "ADD_SCENE_SEARCH"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for. `per_minute` is the mean; `seed` decides who says what.

    With `arrive` nobody follows yet: each does when first speaking, and the account hears of it.
    """

    appid: str
    people: int
    per_minute: float
    seed: int
    minutes: int
    most_sent: int
    arrive: bool = False


class Practice:
    """The one practice of a sandbox: off, running or paused."""

    def __init__(
        self, desk: Desk, callbacks: Callbacks, hub: Hub, *, real: Callable[[], float] = time.monotonic
    ) -> None:
        self._desk = desk
        self._callbacks = callbacks
        self._hub = hub
        self._real = real
        self._plan: Plan | None = None
        self._ledger = Ledger()
        self._task: asyncio.Task[None] | None = None
        self._on_their_way: set[asyncio.Task[None]] = set()
        self._may_go = asyncio.Event()
        self._changed = asyncio.Event()
        self._ran_seconds = 0.0
        self._began_at: float | None = None
        self._why = ""
        self._told_at = self._told_said_at = float("-inf")

    @property
    def state(self) -> str:
        if self._task is None:
            return "off"
        return "running" if self._may_go.is_set() else "paused"

    async def start(self, plan: Plan) -> None:
        """Put the town down if it is not there, and let it write. `Refusal` while one is on."""
        if self._task is not None:
            raise Refusal("练习已经在进行了，先停下这一场", field="state", status=409)
        app = _reachable(self._desk, plan.appid)
        numbers = _town_of(self._desk, app, plan)
        self._plan, self._ledger, self._why = plan, Ledger(), ""
        self._ran_seconds = 0.0
        self._go()
        self._task = asyncio.create_task(self._run(plan, numbers))
        self._tell(now=True)

    def pause(self) -> None:
        if self.state == "running":
            self._may_go.clear()
            self._changed.set()
            self._count_time()
            self._tell(now=True)

    def go_on(self) -> None:
        if self.state == "paused":
            self._go()
            self._tell(now=True)

    def set_pace(self, per_minute: float) -> None:
        if self._plan is None or self._task is None:
            raise Refusal("现在没有练习", field="state", status=409)
        self._plan = Plan(**{**asdict(self._plan), "per_minute": per_minute})
        self._changed.set()
        self._tell(now=True)

    async def stop(self, why: str = "") -> None:
        """No more is said; what is on its way may still arrive."""
        task, self._task = self._task, None
        if task is None:
            return
        self._why = why
        self._count_time()
        self._may_go.clear()
        if task is not asyncio.current_task():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self._tell(now=True)

    async def leave(self, why: str = "") -> None:
        """Stop, and wait for nobody."""
        await self.stop(why)
        for one in self._on_their_way:
            one.cancel()
        await asyncio.gather(*self._on_their_way, return_exceptions=True)

    def as_json(self) -> dict[str, Any]:
        ran = self._ran_seconds + (self._real() - self._began_at if self._began_at is not None else 0)
        return {
            "state": self.state,
            "why": self._why,
            "plan": asdict(self._plan) if self._plan is not None else None,
            "ran_seconds": round(ran, 1),
            "limits": {
                "people": MOST_PEOPLE,
                "per_minute": MOST_PER_MINUTE,
                "minutes": MOST_MINUTES,
                "sent": MOST_SENT,
                "waiting": MOST_WAITING,
            },
            **self._ledger.as_json(now=self._real()),
        }

    def as_csv(self) -> str:
        return self._ledger.as_csv()

    def _go(self) -> None:
        self._may_go.set()
        self._began_at = self._real()

    def _count_time(self) -> None:
        if self._began_at is not None:
            self._ran_seconds += self._real() - self._began_at
            self._began_at = None

    async def _run(self, plan: Plan, numbers: range) -> None:
        people = town.people(plan.people, seed=plan.seed)
        waits = schedule.gaps(seed=plan.seed)
        due = self._real()
        try:
            for person, said in schedule.script(people, seed=plan.seed):
                due = await self._wait_for(next(waits), due)
                if self._is_over(plan):
                    await self.stop("到时候了")
                    return
                self._set_out(plan.appid, numbers[person.index], person, said)
        except asyncio.CancelledError:
            raise
        except Exception:
            logger.exception("practice broke off")
            await self.stop("沙箱自己出了毛病")

    async def _wait_for(self, gap: float, since: float) -> float:
        """Until `gap` mean gaps after `since` have passed, however the pace changes; when that was."""
        left = gap
        while True:
            if not self._may_go.is_set():
                await self._may_go.wait()
                since = self._real()
            if len(self._on_their_way) >= MOST_WAITING:
                await asyncio.wait(self._on_their_way, return_when=asyncio.FIRST_COMPLETED)
                continue
            mean_gap = 60 / self._plan.per_minute if self._plan is not None else 1.0
            due, now = since + left * mean_gap, self._real()
            if due <= now:
                # A machine that cannot keep up is not made to run after what it missed.
                return due if now - due < _BEHIND_SECONDS else now
            self._changed.clear()
            try:
                async with asyncio.timeout(due - now):
                    await self._changed.wait()
            except TimeoutError:
                return due
            passed = self._real()
            left -= (passed - since) / mean_gap
            since = passed

    def _is_over(self, plan: Plan) -> bool:
        ran = self._ran_seconds + (self._real() - self._began_at if self._began_at is not None else 0)
        return ran >= plan.minutes * 60 or self._ledger.sent >= plan.most_sent

    def _set_out(self, appid: str, number: int, person: Person, said: Said) -> None:
        order = self._ledger.left(person, said.kind, at=self._real())
        task = asyncio.create_task(self._say(order, appid, number, person, said))
        self._on_their_way.add(task)
        task.add_done_callback(self._on_their_way.discard)

    async def _say(self, order: int, appid: str, number: int, person: Person, said: Said) -> None:
        heard, verdict, verdict_text, ms = "", "refused", "", 0
        try:
            phone = followers.find(self._desk.store, number)
            if phone is None:
                raise Refusal("这部手机已经不在了")
            await self._arrive(phone, appid)
            asked = {"act": said.act, "appid": appid, "wait": True, **said.given}
            done = await perform(self._desk, self._callbacks, phone, asked)
            # An account that has blacklisted somebody gets no letter from him.
            (outcome,) = done["outcomes"] or [_CALLED_BACK if done["threads"] else _KEPT_FROM_IT]
            verdict, verdict_text, ms = outcome["verdict"], outcome["verdict_text"], outcome["ms"]
            heard = _heard(outcome["bubble"]) if verdict == "answered" else ""
        except Refusal as refusal:
            verdict_text = refusal.sentence
        except StateError as problem:
            verdict_text = str(problem)
        told = Conversation(
            number=order,
            at=self._desk.clock.now(),
            follower=f"{followers.PREFIX}{number}",
            person=person,
            kind=said.kind,
            said=said.words,
            heard=heard,
            verdict=verdict,
            verdict_text=verdict_text,
            ms=ms,
        )
        self._ledger.heard(told)
        self._tell_said(told)
        if verdict == "refused" and self._task is not None:
            # Somebody swept the desk: nobody of the town can speak any more.
            await self.stop(f"停下了：{verdict_text}")
        self._tell()

    async def _arrive(self, phone: Follower, appid: str) -> None:
        """Whoever does not follow yet does so first; the welcome is not waited for."""
        plan = self._plan
        if plan is None or not plan.arrive:
            return
        if not followers.tie(self._desk.store, appid, phone.number).following:
            await perform(self._desk, self._callbacks, phone, {"act": "follow", "appid": appid})

    def _tell(self, *, now: bool = False) -> None:
        """The pages learn how it stands, now and then."""
        if now or self._real() - self._told_at >= _TELL_EVERY_SECONDS:
            self._told_at = self._real()
            self._hub.publish("practice", self.as_json())

    def _tell_said(self, told: Conversation) -> None:
        if self._real() - self._told_said_at >= _TELL_SAID_SECONDS:
            self._told_said_at = self._real()
            self._hub.publish("practice-said", told.as_json())


_CALLED_BACK = {"verdict": "lost", "verdict_text": "收回了", "ms": 0, "bubble": None}
_KEPT_FROM_IT = {"verdict": "accepted", "verdict_text": "拉黑了，没送到", "ms": 0, "bubble": None}


def _heard(bubble: dict[str, Any] | None) -> str:
    return in_words(bubble)[:200] if bubble else ""


def _reachable(desk: Desk, appid: str) -> App:
    """The account, if its callbacks stay on this machine: nobody else's server is to be practised on."""
    app = apps.find(desk.store, appid)
    if app is None:
        raise Refusal("没有登记这个 appid", field="appid", status=404)
    if not is_this_machine(urlsplit(app.settings.callback_url).hostname or ""):
        raise Refusal("练习只对本机的产品开：这个公众号的回调地址不在这台机器上", field="appid", status=409)
    return app


def _town_of(desk: Desk, app: App, plan: Plan) -> range:
    """The phones of these people, off the desk and following; made when there are none yet."""
    key = f"practice:{app.appid}:{plan.seed}"
    known = json.loads(desk.store.meta(key) or "null")
    with desk.store.transaction():
        if known is not None and _is_there(desk, range(*known), plan):
            numbers = range(*known)
        else:
            numbers = _put_down(desk, plan)
            desk.store.set_meta(key, json.dumps([numbers.start, numbers.stop]))
        if not plan.arrive:
            _follow(desk, app, numbers[: plan.people])
    return numbers


def _follow(desk: Desk, app: App, numbers: range) -> None:
    now, came = desk.clock.now(), 0
    for number in numbers:
        tie = followers.tie(desk.store, app.appid, number)
        if tie.following:
            continue
        came += 1
        followers.change_tie(
            desk.store, tie.id, following=True, followed_at=int(now), subscribe_scene=_HOW_THEY_CAME
        )
    follows.many_came(desk.store, app.appid, scene=_HOW_THEY_CAME, times=[now] * came)


def _is_there(desk: Desk, numbers: range, plan: Plan) -> bool:
    """Whether these phones still are the people of this town: the desk may have been swept meanwhile."""
    people = town.people(plan.people, seed=plan.seed)
    if len(numbers) < len(people):
        return False
    ends = [(followers.find(desk.store, numbers[one.index]), one) for one in (people[0], people[-1])]
    return all(phone is not None and phone.note == person.note for phone, person in ends)


def _put_down(desk: Desk, plan: Plan) -> range:
    last = 0
    for person in town.people(plan.people, seed=plan.seed):
        last = followers.add(desk.store, name=person.name, note=person.note, on_desk=False).number
    return range(last - plan.people + 1, last + 1)
