"""The ten sudden deaths that every run of the tests takes, and that the ledger sees what it should."""

from dataclasses import replace

import pytest

from tests.faults.chapters import kills
from tests.faults.crowd import Crowd
from tests.faults.ledger import compare

ANSWERED = "<xml><CreateTime>%d</CreateTime><Content>%s</Content></xml>"


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_ten_deaths_lose_nothing_that_was_answered_and_double_nothing() -> None:
    told = await kills(10)

    seen = {name: told[name] for name in ("times", "lost", "doubled", "changed", "retimed", "odd", "good")}
    assert seen == {
        **dict.fromkeys(("lost", "doubled", "changed", "retimed"), 0),
        "times": 10,
        "odd": {},
        "good": True,
    }
    # Otherwise nothing could have gone wrong.
    assert (told["answered"] > 250, told["repeats"] > 10, told["broken_off"] > 10) == (True, True, True)


def test_each_way_of_breaking_the_promise_is_seen() -> None:
    crowd = Crowd(port=0)
    crowd.answers = {1: {ANSWERED % (1, "a")}, 2: {ANSWERED % (1, "b")}}
    good = compare(crowd, {1: 1, 2: 1, 3: 1}, log="")

    crowd.answers[2].add(ANSWERED % (2, "b"))
    retimed = compare(crowd, {1: 1, 2: 1}, log="")
    crowd.answers[2].add(ANSWERED % (1, "c"))
    crowd.odd["500 b''"] += 1
    bad = compare(crowd, {2: 2}, log="Traceback (most recent call last)")

    assert (good.is_good, good.answered, good.stored) == (True, 2, 3)
    assert retimed == replace(good, retimed=1, stored=2)
    assert (bad.lost, bad.doubled, bad.changed, bad.odd_answers, bad.tracebacks) == (1, 1, 1, 1, 1)
    assert bad.is_good is False
