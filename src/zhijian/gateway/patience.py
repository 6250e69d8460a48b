"""Answers that take their time: given a thread and 2.5 seconds, then the rule for those who are late."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.intake import answer as outcomes
from zhijian.foundation.intake.answer import NOTHING, Answer
from zhijian.wechat.replies import TextReply

logger = logging.getLogger("zhijian.gateway")

SECONDS_FOR_AN_ANSWER: Final = 2.5
THREADS: Final = 4


class Patience:
    """Runs slow answers beside the event loop. `answer` never raises and never takes longer than allowed."""

    def __init__(
        self,
        answer: Callable[[Doorplate, Any], Answer],
        *,
        seconds: float = SECONDS_FOR_AN_ANSWER,
        threads: int = THREADS,
    ) -> None:
        self._answer = answer
        self._seconds = seconds
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="gateway-answer")

    async def answer(self, plate: Doorplate, message: Any) -> Answer:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                return await loop.run_in_executor(self._pool, self._answer, plate, message)
        except TimeoutError:
            logger.warning("gateway account=%s answer late after=%.1fs", plate.slug, self._seconds)
        except Exception as error:  # noqa: BLE001 -- whatever a rule does, the follower is answered in time
            logger.error("gateway account=%s answer failed error=%s", plate.slug, type(error).__name__)
        return too_late(plate)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def too_late(plate: Doorplate) -> Answer:
    """What is said when the rules have not: later as a letter where letters are allowed, else the default."""
    if plate.can_send:
        return Answer(reply=None, outcome=outcomes.LATE)
    if plate.default_reply:
        return Answer(reply=TextReply(plate.default_reply), outcome=outcomes.DEFAULT)
    return NOTHING
