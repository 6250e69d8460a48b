"""The town that writes by itself: the same for the same seed, within bounds, and never unasked."""

import csv
import io
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijian_sandbox.app import create_app
from zhijian_sandbox.practice import schedule, town
from zhijian_sandbox.practice.running import MOST_PER_MINUTE, MOST_WAITING
from zhijian_sandbox.practice.sentences import KINDS_IN_WORDS
from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.serving import Account, serving
from zhijian_sandbox.tests.test_faults import passive_text


@pytest.fixture
def reached(bench: Bench, account: Account) -> Bench:
    bench.register(callback_url=account.url, mode="plain")
    account.answer = lambda asked: (200, passive_text(asked), {})
    return bench


def until(bench: Bench, is_so: Callable[[Json], bool], *, seconds: float = 15) -> Json:
    deadline = time.monotonic() + seconds
    while not is_so(now := bench.control("GET", "practice")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert is_so(now), now
    return now


def counted(now: Json) -> int:
    return int(now["counts"]["sent"] - now["counts"]["waiting"])


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**31 - 1), people=st.integers(1, 60))
def test_same_seed_gives_the_same_people_sentences_and_gaps(seed: int, people: int) -> None:
    def once() -> tuple[object, ...]:
        crowd = town.people(people, seed=seed)
        return (
            crowd,
            list(islice(schedule.script(crowd, seed=seed), 40)),
            list(islice(schedule.gaps(seed=seed), 40)),
        )

    assert once() == once()


def test_five_hundred_people_live_in_all_nine_branches_and_more_begin_with_the_same() -> None:
    people = town.people(500, seed=1)

    assert {one.branch.code for one in people} == {branch.code for branch in town.BRANCHES}
    assert len(town.BRANCHES) == 9
    assert town.people(700, seed=1)[:500] == people
    assert 0.3 < sum(one.is_elder for one in people) / 500 < 0.6


def test_town_says_every_kind_of_thing_within_what_the_platform_takes() -> None:
    lines = list(islice(schedule.script(town.people(500, seed=1), seed=1), 4000))

    assert {said.kind for _, said in lines} == set(KINDS_IN_WORDS)
    assert len({said.words for _, said in lines}) > 250
    assert max(len(said.words) for _, said in lines) < 200


def test_gaps_are_one_mean_gap_long_in_the_mean() -> None:
    many = list(islice(schedule.gaps(seed=7), 20_000))

    assert 0.95 < sum(many) / len(many) < 1.05
    assert (min(many) < 0.01, max(many) > 4) == (True, True)


def test_town_writes_and_is_answered(reached: Bench) -> None:
    reached.control("POST", "practice", people=30, per_minute=3000, most_sent=60)

    now = until(reached, lambda now: now["state"] == "off" and counted(now) == 60)

    assert now["why"] == "到时候了"
    assert now["counts"] == {
        "sent": 60, "waiting": 0, "answered": 60, "silent": 0, "refused": 0, "failed": 0,
    }  # fmt: skip
    assert 0 < now["speed"]["median_ms"] <= now["speed"]["p95_ms"] <= now["speed"]["slowest_ms"]
    assert sum(one["sent"] for one in now["branches"]) == sum(one["sent"] for one in now["kinds"]) == 60
    assert now["recent"][0]["heard"] == "好"


def test_people_may_arrive_one_after_the_other(reached: Bench, account: Account) -> None:
    reached.control("POST", "practice", people=9, per_minute=1200, most_sent=12, arrive=True)
    now = until(reached, lambda now: now["state"] == "off" and counted(now) == 12)

    came = sum(b"subscribe" in one.body for one in account.asked)
    assert now["counts"]["answered"] == 12
    assert came == reached.get("user/get")["total"] == len({one["name"] for one in now["recent"]})


def test_what_was_said_is_the_script(reached: Bench, account: Account) -> None:
    script = reached.http.get("/_sandbox/practice/script", params={"seed": 5, "count": 12, "people": 20})
    reached.control("POST", "practice", people=20, per_minute=1200, most_sent=12, seed=5)

    now = until(reached, lambda now: counted(now) == 12)

    said = sorted((one["number"], one["name"], one["kind"]) for one in now["recent"])
    assert [line[1:] for line in said] == [(one["name"], one["kind"]) for one in script.json()["lines"]]


def test_pause_holds_everybody_and_going_on_counts_on(reached: Bench) -> None:
    reached.control("POST", "practice", people=9, per_minute=1200)
    until(reached, lambda now: counted(now) >= 3)
    reached.control("PATCH", "practice", paused=True)
    held = until(reached, lambda now: now["counts"]["waiting"] == 0)
    time.sleep(0.4)

    still = reached.control("GET", "practice")
    reached.control("PATCH", "practice", paused=False)

    assert (held["state"], still["counts"], still["ran_seconds"]) == (
        "paused",
        held["counts"],
        held["ran_seconds"],
    )
    until(reached, lambda now: now["counts"]["sent"] > held["counts"]["sent"])
    assert reached.control("DELETE", "practice")["state"] == "off"


def test_pace_changes_at_once(reached: Bench) -> None:
    reached.control("POST", "practice", people=9, per_minute=0.1)
    time.sleep(0.2)

    reached.control("PATCH", "practice", per_minute=1200)

    until(reached, lambda now: counted(now) >= 5)
    reached.control("DELETE", "practice")


def test_a_slow_account_is_not_buried(reached: Bench, account: Account) -> None:
    account.always(b"success", after_seconds=4)
    reached.control("POST", "practice", people=50, per_minute=MOST_PER_MINUTE)

    until(reached, lambda now: now["counts"]["waiting"] > 0.8 * MOST_WAITING)
    waiting = []
    for _ in range(8):
        time.sleep(0.25)
        waiting.append(reached.control("GET", "practice")["counts"]["waiting"])
    reached.control("DELETE", "practice")

    assert max(waiting) <= MOST_WAITING


def test_people_stay_and_are_met_again(reached: Bench) -> None:
    for _ in range(2):
        reached.control("POST", "practice", people=25, per_minute=1200, most_sent=3)
        until(reached, lambda now: now["state"] == "off")

    everyone = reached.http.get("/_sandbox/followers", params={"all": 1, "limit": 500}).json()["followers"]
    assert len(everyone) == 25
    assert reached.control("GET", "state")["followers"] == []
    assert reached.get("user/get")["total"] == 25


def test_swept_desk_ends_it_and_another_begins_with_new_people(reached: Bench) -> None:
    reached.control("POST", "practice", people=9, per_minute=600)
    reached.control("POST", "reset", scope="all")
    swept = reached.control("GET", "practice")
    reached.register(callback_url="http://127.0.0.1:9/nobody", mode="plain")
    mei = reached.follower()
    reached.control("POST", "followers", count=20)

    reached.control("POST", "practice", people=9, per_minute=3000, most_sent=60)
    until(reached, lambda now: now["state"] == "off")

    assert (swept["state"], swept["why"]) == ("off", "从头再来了")
    assert reached.control("GET", f"followers/{mei['id']}")["name"] == "梅"
    assert reached.bubbles() == []


def test_two_practices_at_once_are_refused(reached: Bench) -> None:
    reached.control("POST", "practice", people=9, per_minute=1)

    again = reached.http.post("/_sandbox/practice", json={})

    assert (again.status_code, again.json()["field"]) == (409, "state")
    reached.control("DELETE", "practice")


def test_account_beyond_this_machine_is_left_alone(bench: Bench) -> None:
    bench.register(callback_url="https://party.example.org/wechat")

    answer = bench.http.post("/_sandbox/practice", json={})

    assert (answer.status_code, answer.json()["field"]) == (409, "appid")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"per_minute": 6001}, "per_minute"),
        ({"per_minute": 0}, "per_minute"),
        ({"people": 5001}, "people"),
        ({"people": 0}, "people"),
        ({"minutes": 241}, "minutes"),
        ({"most_sent": 200_001}, "most_sent"),
        ({"seed": -1}, "seed"),
        ({"appid": "wxnobody"}, "appid"),
    ],
)
def test_bounds_are_hard(reached: Bench, body: Json, field: str) -> None:
    answer = reached.http.post("/_sandbox/practice", json=body)

    assert (answer.status_code in (400, 404), answer.json()["field"]) == (True, field)
    assert reached.control("GET", "practice")["state"] == "off"


def test_restart_is_quiet(account: Account, tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite3"
    with serving(create_app(state_path=state)) as url:
        bench = Bench(url)
        bench.register(callback_url=account.url)
        bench.control("POST", "practice", people=9, per_minute=600)
        bench.http.close()

    with serving(create_app(state_path=state)) as url:
        bench = Bench(url)
        heard = len(account.asked)
        time.sleep(0.5)

        assert (bench.control("GET", "practice")["state"], len(account.asked)) == ("off", heard)
        bench.http.close()


def test_what_was_said_comes_out_as_a_sheet_without_formulas(reached: Bench, account: Account) -> None:
    account.answer = lambda asked: (200, passive_text(asked).replace("好".encode(), b"=1+1"), {})
    reached.control("POST", "practice", people=9, per_minute=1200, most_sent=5, appid=APPID)
    until(reached, lambda now: counted(now) == 5)

    sheet = reached.http.get("/_sandbox/practice/conversations.csv")

    rows = list(csv.DictReader(io.StringIO(sheet.text.removeprefix("\ufeff"))))
    assert [row["回的"] for row in rows] == ["'=1+1"] * 5
