"""Those who are on the phone for company wrote at believable times, whatever the hour."""

import pytest
from playwright.sync_api import expect

from zhijian_sandbox.desk.tests.conftest import Desk

NAMES_AND_TIMES = """(phone) => [...phone.querySelectorAll("[data-chats] li:not(.pin)")]
  .map((row) => [row.querySelector("b").textContent, row.querySelector("time").textContent])"""


@pytest.mark.parametrize(
    ("now", "first_three"),
    [
        ("03:00", [["小舟", "昨天"], ["河东二支部（63）", "昨天"], ["儿子", "昨天"]]),
        ("12:20", [["河东二支部（63）", "12:16"], ["儿子", "08:25"], ["小舟", "昨天"]]),
        ("23:59", [["小舟", "19:42"], ["河东二支部（63）", "12:16"], ["儿子", "08:25"]]),
    ],
)
def test_nobody_wrote_later_than_now_and_the_latest_stands_first(
    desk: Desk, now: str, first_three: list[list[str]]
) -> None:
    desk.sandbox.ask("PUT", "/_sandbox/clock", now=f"2026-11-25T{now}:00+08:00")
    expect(desk.phone(1).locator(".statusbar time")).to_have_text(now)

    assert desk.phone(1).evaluate(NAMES_AND_TIMES)[:3] == first_three
