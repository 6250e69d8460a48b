"""Pushing as tests do it: to whom, and what comes of it."""

import time
from typing import Any

from zhijian.wechat import messages
from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.serving import Account

TEXT: Json = {"msgtype": "text", "text": {"content": "明天开会"}}
ALL: Json = {"filter": {"is_to_all": True}}


def push(bench: Bench, **more: Any) -> Json:
    return bench.post("message/mass/sendall", {**ALL, **TEXT, **more})


def heard(account: Account, *, many: int = 1) -> Any:
    """The last of so many reports, as soon as it came."""
    deadline = time.monotonic() + 5
    while len(account.asked) < many and time.monotonic() < deadline:
        time.sleep(0.01)
    return messages.parse(account.asked[many - 1].body)


def got(bench: Bench, openid: str = "oMei") -> list[tuple[str, str]]:
    return [(one["via"], str(one.get("content", one["kind"]))) for one in bench.bubbles(openid)]


def counts(event: Any) -> tuple[str, int, int, int, int]:
    return (event.status, event.total_count, event.filter_count, event.sent_count, event.error_count)
