"""Arrivals for tests."""

from typing import Any

from zhijian.foundation.intake.arrivals import Arrival

EMPTY = Arrival(
    account_id=7,
    account="qinghe",
    dedupe="m:1",
    received_at=1_767_225_600.25,
    msg_id="1",
    from_openid="oMei",
    created_at=1_767_225_600,
    type="text",
    event="",
    event_key="",
    raw="<xml><Content>你好</Content></xml>".encode(),
    answer="<xml>您好</xml>",
    outcome="answered",
    rule_id=3,
    followups="",
)


def an_arrival(number: int = 1, **changes: Any) -> Arrival:
    """Message `number` of Mei's, answered with that number."""
    of_number = {"dedupe": f"m:{number}", "msg_id": str(number), "answer": f"<xml>{number}</xml>"}
    return EMPTY._replace(**{**of_number, **changes})
