"""The sandbox's clock, moved by hand."""

from collections.abc import Callable

import pytest

from zhijian_sandbox.clock import Clock
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.tests.bench import Bench, Json

MONDAY_EVENING = 1_795_434_120.0  # 2026-11-23 19:42 in China


@pytest.fixture
def clock() -> Clock:
    return Clock(Store(":memory:"), real=lambda: MONDAY_EVENING)


def test_clock_tells_the_time_in_china(clock: Clock) -> None:
    assert clock.as_json() == {
        "now": MONDAY_EVENING,
        "text": "2026-11-23 周一 19:42",
        "offset_seconds": 0.0,
        "frozen": False,
        "real_now": MONDAY_EVENING,
    }


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (Clock.tomorrow_morning, "2026-11-24 周二 08:00"),
        (Clock.month_end, "2026-11-30 周一 20:00"),
    ],
)
def test_goals_of_the_desk(clock: Clock, goal: Callable[[Clock], float], text: str) -> None:
    clock.set(goal(clock))

    assert clock.as_json()["text"] == text


def test_end_of_month_reached_leads_to_the_next(clock: Clock) -> None:
    clock.set(clock.month_end())
    clock.set(clock.month_end())

    assert clock.as_json()["text"] == "2026-12-31 周四 20:00"


def test_offset_survives_a_restart() -> None:
    store = Store(":memory:")
    Clock(store, real=lambda: MONDAY_EVENING).set(MONDAY_EVENING + 3600)

    again = Clock(store, real=lambda: MONDAY_EVENING + 10)

    assert again.now() == MONDAY_EVENING + 3610


def test_shifts_add_up_and_reset_returns(bench: Bench) -> None:
    bench.control("POST", "clock/shift", hours=1, minutes=-30)
    shifted = bench.control("POST", "clock/shift", days=1)
    reset = bench.control("DELETE", "clock")

    assert round(shifted["offset_seconds"]) == 86_400 + 1800
    assert reset["offset_seconds"] == 0


def test_clock_is_set_by_seconds_or_by_date(bench: Bench) -> None:
    by_date = bench.control("PUT", "clock", now="2026-03-01T09:00:00+08:00")
    in_china = bench.control("PUT", "clock", now="2026-03-01T09:00")
    by_seconds = bench.control("PUT", "clock", now=1_772_326_800)

    assert [one["text"] for one in (by_date, in_china, by_seconds)] == ["2026-03-01 周日 09:00"] * 3


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "clock", {"now": "yesterday"}),
        ("PUT", "clock", {"now": 10**12}),
        ("PUT", "clock", {}),
        ("POST", "clock/shift", {"hours": "1"}),
        ("POST", "clock/shift", {"days": 10**9}),
        ("POST", "clock/shift", {"to": "christmas"}),
    ],
)
def test_impossible_times_are_refused(bench: Bench, method: str, path: str, body: Json) -> None:
    assert bench.http.request(method, f"/_sandbox/{path}", json=body).status_code == 400


def test_frozen_clock_stands_still_and_goes_on_from_there() -> None:
    real = MONDAY_EVENING
    store = Store(":memory:")
    clock = Clock(store, real=lambda: real)
    clock.set(real + 3600)

    clock.freeze()
    real += 500
    standing = (clock.now(), clock.is_frozen, Clock(store, real=lambda: real).now())
    clock.go_on()
    real += 5

    assert standing == (MONDAY_EVENING + 3600, True, MONDAY_EVENING + 3600)
    assert (clock.now(), clock.is_frozen) == (MONDAY_EVENING + 3605, False)


def test_frozen_clock_may_be_moved_and_stands_still_there(clock: Clock) -> None:
    clock.freeze()
    clock.set(MONDAY_EVENING + 86400)

    assert (clock.now(), clock.is_frozen) == (MONDAY_EVENING + 86400, True)


def test_standstill_is_a_call_and_messages_carry_its_time(qinghe: Bench) -> None:
    qinghe.follower()
    frozen = qinghe.control("PUT", "clock/standstill")
    qinghe.act("text", content="两学一做")
    going = qinghe.control("DELETE", "clock/standstill")

    assert (frozen["frozen"], going["frozen"]) == (True, False)
    assert qinghe.bubbles()[0]["at"] == frozen["now"]
