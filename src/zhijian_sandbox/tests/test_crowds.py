"""Many followers at once: a town for a sample, a hundred thousand for a measurement."""

import time
from typing import Any

import pytest

from zhijian_sandbox.practice import town
from zhijian_sandbox.tests.bench import APPID, Bench, Json

NOON = 1_800_000_000


def people(bench: Bench) -> list[Json]:
    return list(bench.http.get("/_sandbox/followers", params={"all": 1, "limit": 1000}).json()["followers"])


def test_crowd_follows_without_lying_on_the_desk(qinghe: Bench) -> None:
    qinghe.follower()
    made = qinghe.control("POST", "followers", count=250, follows=True)

    page = qinghe.http.get("/_sandbox/followers", params={"all": 1, "limit": 100}).json()

    assert made == {"created": 250, "first": "phone-2", "last": "phone-251"}
    assert qinghe.get("user/get")["total"] == 251
    assert [one["id"] for one in qinghe.control("GET", "state")["followers"]] == ["phone-1"]
    assert (len(page["followers"]), page["next"]) == (100, "phone-100")


def test_seed_gives_the_crowd_the_names_of_the_town(qinghe: Bench) -> None:
    qinghe.control("POST", "followers", count=400, seed=7, follows=True)

    assert [(one["name"], one["note"]) for one in people(qinghe)] == [
        (one.name, one.note) for one in town.people(400, seed=7)
    ]


def test_named_people_keep_their_names_and_openids(qinghe: Bench) -> None:
    made = qinghe.control(
        "POST",
        "followers",
        people=[{"name": "王建国", "note": "67 岁", "openid": "oWang", "platform": "ios"}, {"name": "周敏"}],
        follows=True,
        openids=True,
    )

    wang, zhou = people(qinghe)

    assert (made["created"], made["openids"][0]) == (2, "oWang")
    assert (wang["name"], wang["note"], wang["platform"], wang["on_desk"]) == (
        "王建国",
        "67 岁",
        "ios",
        False,
    )
    assert (zhou["name"], zhou["platform"]) == ("周敏", "android")
    assert qinghe.get("user/get")["data"]["openid"] == made["openids"]


def test_crowd_may_have_come_over_a_year(qinghe: Bench) -> None:
    qinghe.control("PUT", "clock", now=NOON)
    qinghe.control("PUT", "clock/standstill")
    made = qinghe.control("POST", "followers", count=4, follows=True, over_days=8, openids=True)

    came = [qinghe.get("user/info", openid=one)["subscribe_time"] for one in made["openids"]]

    assert [round((NOON - at) / 86_400) for at in came] == [6, 4, 2, 0]


def test_crowd_that_does_not_follow_has_openids_where_it_was_named(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")

    named = bench.control("POST", "followers", count=2, appid=APPID, openids=True)
    unnamed = bench.control("POST", "followers", people=[{"openid": "oLater"}], openids=True)
    met = bench.control("POST", "followers/oLater/acts", act="follow", appid="wxother", wait=True)

    assert (len(named["openids"]), unnamed["openids"], met["follower"]) == (2, [], "phone-3")
    assert bench.get("user/get") == {"total": 0, "count": 0, "next_openid": ""}
    assert bench.get("user/info", openid=named["openids"][0])["subscribe"] == 0


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"count": 0}, 400, "count"),
        ({"count": 200_001}, 400, "count"),
        ({"count": 2, "seed": -1}, 400, "seed"),
        ({"count": 2, "over_days": -1}, 400, "over_days"),
        ({"people": []}, 400, "people"),
        ({"people": ["王建国"]}, 400, "people"),
        ({"people": [{"openid": "o!"}]}, 400, "openid"),
        ({"people": [{"platform": "nokia"}]}, 400, "platform"),
        ({"people": [{"openid": "oA"}, {"openid": "oA"}]}, 409, "people"),
        ({"people": [{"openid": "oNew"}, {"openid": "oMei"}], "follows": True}, 409, "people"),
        ({"people": [{"openid": "oWaiting"}]}, 409, "people"),
    ],
)
def test_crowds_that_cannot_be_leave_nothing(qinghe: Bench, body: Json, status: int, field: str) -> None:
    qinghe.follower()
    qinghe.follower("oWaiting", follows=False)

    answer = qinghe.http.post("/_sandbox/followers", json=body)

    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert [one["id"] for one in people(qinghe)] == ["phone-1", "phone-2"]


def test_two_accounts_ask_which_one_is_followed(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")

    answer = bench.http.post("/_sandbox/followers", json={"count": 2, "follows": True})

    assert (answer.status_code, answer.json()["field"]) == (400, "appid")


def test_hundred_thousand_come_in_seconds_and_are_read_in_ten_pages(qinghe: Bench) -> None:
    began = time.monotonic()
    qinghe.control("POST", "followers", count=100_000, seed=1, follows=True, over_days=365)
    took_seconds = time.monotonic() - began

    openids: list[Any] = []
    page: Json = {"next_openid": ""}
    while page.get("count") != 0:
        page = qinghe.get("user/get", next_openid=page["next_openid"])
        openids += page.get("data", {}).get("openid", [])

    assert (len(openids), len(set(openids)), page["total"]) == (100_000, 100_000, 100_000)
    # Some three seconds on an idle machine; a crowd made one by one takes minutes.
    assert took_seconds < 30
