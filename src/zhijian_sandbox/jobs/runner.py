"""Does what is due, a few times a second."""

import asyncio
import logging
from typing import Any

from zhijian_sandbox.callbacks import Callbacks, Letter
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.identifiers import MessageIds
from zhijian_sandbox.jobs import noticing, publishing, pushing
from zhijian_sandbox.phones import Phones
from zhijian_sandbox.state import jobs, pushes
from zhijian_sandbox.state.jobs import Job
from zhijian_sandbox.state.store import StateError, Store
from zhijian_sandbox.stream import Hub

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.2


class Jobs:
    """Plans jobs and does them. They survive a restart."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        phones: Phones,
        hub: Hub,
        callbacks: Callbacks,
        ids: MessageIds,
        job_seconds: float,
    ) -> None:
        self._store = store
        self._clock = clock
        self._phones = phones
        self._hub = hub
        self._callbacks = callbacks
        self._ids = ids
        self._job_seconds = job_seconds
        self._tick_seconds = min(TICK_SECONDS, max(job_seconds / 4, 0.01))
        self._running: asyncio.Task[Any] | None = None

    def start(self) -> None:
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def plan(self, appid: str, *, kind: str, subject: int, seconds: float | None = None) -> None:
        """Do it when so much time has passed; the usual time of a job unless told."""
        wait = self._job_seconds if seconds is None else seconds
        jobs.plan(
            self._store,
            appid,
            kind=kind,
            subject=subject,
            due_at=self._clock.now() + wait,
            real_due_at=self._clock.real() + wait,
        )

    def settle_push(self, number: int, *, confirmed: bool) -> None:
        """The administrator said yes, or no, to a push that waited for it."""
        from_now: list[Letter] = []
        with self._store.transaction():
            push = pushes.get(self._store, number)
            jobs.forget_about(self._store, kind="push", subject=number)
            if confirmed:
                pushes.change(self._store, number, state="sending")
                self.plan(push.appid, kind="push", subject=number)
            else:
                from_now = pushing.end_badly(
                    self._store, self._clock, self._ids, push, status=pushing.REFUSED_BY_ADMIN
                )
            self.announce_push(number)
        if from_now:
            self._callbacks.send(from_now)

    def announce_push(self, number: int) -> None:
        self._hub.publish("push", pushing.as_json(pushes.get(self._store, number)))

    async def _run(self) -> None:
        while True:
            try:
                for job in jobs.due(self._store, now=self._clock.now(), real_now=self._clock.real()):
                    self._do(job)
            except StateError as problem:
                logger.error("%s", problem)
            except Exception:
                # One that breaks must not keep the others from being done.
                logger.exception("the sandbox failed at a job")
            await asyncio.sleep(self._tick_seconds)

    def _do(self, job: Job) -> None:
        # Forgotten first: one that breaks would break again for ever.
        jobs.forget(self._store, job.id)
        with self._store.transaction():
            letters = self._finish(job)
        if letters:
            self._callbacks.send(letters)

    def _finish(self, job: Job) -> list[Letter]:
        match job.kind:
            case "publish":
                return publishing.finish(self._store, self._clock, self._ids, job.subject)
            case "push":
                letters = pushing.finish(self._store, self._clock, self._phones, self._ids, job.subject)
                self.announce_push(job.subject)
                return letters
            case "notice":
                return noticing.finish(self._store, self._clock, self._phones, self._ids, job.subject)
            case _:
                raise LookupError(job.kind)
