"""The life of an access token, with the sandbox's clock moved."""

import pytest

from zhijian_sandbox.tests.bench import APPID, SECRET, Bench, Json


def buy(bench: Bench, **changes: str) -> Json:
    query = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET, **changes}
    return dict(bench.http.get("/cgi-bin/token", params=query).json())


def stable(bench: Bench, **changes: object) -> Json:
    body = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET, **changes}
    return dict(bench.http.post("/cgi-bin/stable_token", json=body).json())


def verdict(bench: Bench, token: str) -> int:
    """0 when the token is good, else the error code."""
    return int(bench.get("getcallbackip", token=token).get("errcode", 0))


def test_token_lives_two_hours(qinghe: Bench) -> None:
    bought = buy(qinghe)

    qinghe.later(seconds=7190)
    alive = verdict(qinghe, bought["access_token"])
    qinghe.later(seconds=20)
    ended = verdict(qinghe, bought["access_token"])

    assert (bought["expires_in"], alive, ended) == (7200, 0, 42001)


def test_new_plain_token_leaves_the_old_one_five_minutes(qinghe: Bench) -> None:
    old = buy(qinghe)["access_token"]
    new = buy(qinghe)["access_token"]

    qinghe.later(seconds=290)
    within = verdict(qinghe, old)
    qinghe.later(seconds=20)
    after = verdict(qinghe, old)

    assert (within, after, verdict(qinghe, new)) == (0, 40001, 0)


def test_third_plain_token_does_not_lengthen_the_life_of_the_first(qinghe: Bench) -> None:
    first = buy(qinghe)["access_token"]
    buy(qinghe)
    qinghe.later(seconds=200)
    buy(qinghe)

    qinghe.later(seconds=110)

    assert verdict(qinghe, first) == 40001


def test_stable_token_is_the_same_until_five_minutes_before_its_end(qinghe: Bench) -> None:
    first = stable(qinghe)
    qinghe.later(seconds=6000)
    again = stable(qinghe)
    qinghe.later(seconds=910)
    renewed = stable(qinghe)

    assert again["access_token"] == first["access_token"]
    assert 1195 <= again["expires_in"] <= 1200
    assert renewed["access_token"] != first["access_token"]
    assert renewed["expires_in"] == 7200


def test_both_stable_tokens_are_good_in_the_last_five_minutes(qinghe: Bench) -> None:
    first = stable(qinghe)["access_token"]
    qinghe.later(seconds=6910)
    renewed = stable(qinghe)["access_token"]

    within = (verdict(qinghe, first), verdict(qinghe, renewed))
    qinghe.later(seconds=300)

    assert within == (0, 0)
    assert (verdict(qinghe, first), verdict(qinghe, renewed)) == (42001, 0)


def test_forced_stable_token_ends_the_old_one_at_once(qinghe: Bench) -> None:
    old = stable(qinghe)["access_token"]

    new = stable(qinghe, force_refresh=True)["access_token"]

    assert (verdict(qinghe, old), verdict(qinghe, new)) == (40001, 0)


def test_plain_and_stable_tokens_know_nothing_of_each_other(qinghe: Bench) -> None:
    kept = stable(qinghe)["access_token"]
    plain = buy(qinghe)["access_token"]

    buy(qinghe)
    stable(qinghe, force_refresh=True)
    qinghe.later(seconds=100)

    assert (verdict(qinghe, kept), verdict(qinghe, plain)) == (40001, 0)


def test_forcing_twice_within_thirty_seconds_is_too_fast(qinghe: Bench) -> None:
    stable(qinghe, force_refresh=True)

    too_fast = stable(qinghe, force_refresh=True)["errcode"]
    qinghe.later(seconds=31)
    later = stable(qinghe, force_refresh=True)["expires_in"]

    assert (too_fast, later) == (45011, 7200)


def test_twenty_forced_tokens_a_day(qinghe: Bench) -> None:
    for _ in range(20):
        assert stable(qinghe, force_refresh=True)["expires_in"] == 7200
        qinghe.later(seconds=31)

    over = stable(qinghe, force_refresh=True)["errcode"]
    qinghe.later(days=1)

    assert over == 45009
    assert stable(qinghe, force_refresh=True)["expires_in"] == 7200


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"grant_type": "password"}, 40002),
        ({"appid": "wxsomebodyelse"}, 40013),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"secret": "ffffffffffffffffffffffffffffffff"}, 40125),
    ],
)
def test_wrong_credentials_are_named(qinghe: Bench, changes: dict[str, str], errcode: int) -> None:
    assert (buy(qinghe, **changes)["errcode"], stable(qinghe, **changes)["errcode"]) == (errcode, errcode)


def test_stable_token_wants_a_post_with_a_body(qinghe: Bench) -> None:
    by_get = qinghe.http.get("/cgi-bin/stable_token").json()["errcode"]
    empty = qinghe.http.post("/cgi-bin/stable_token").json()["errcode"]
    broken = qinghe.http.post("/cgi-bin/stable_token", content=b"{").json()["errcode"]

    assert (by_get, empty, broken) == (43002, 44002, 47001)


@pytest.mark.parametrize(("token", "errcode"), [("", 41001), ("invented", 40001), ("半个", 40014)])
def test_tokens_nobody_bought_are_refused(qinghe: Bench, token: str, errcode: int) -> None:
    assert verdict(qinghe, token) == errcode


def test_a_changed_secret_ends_the_tokens_it_bought(qinghe: Bench) -> None:
    token = qinghe.token()

    qinghe.control("PATCH", f"apps/{APPID}", secret="ffffffffffffffffffffffffffffffff")

    assert verdict(qinghe, token) == 40001
