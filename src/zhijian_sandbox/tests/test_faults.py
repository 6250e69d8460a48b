"""Trouble on demand."""

import time

import pytest

from zhijian.wechat.callback import signatures
from zhijian_sandbox.tests.bench import APPID, TOKEN, Bench, Json
from zhijian_sandbox.tests.serving import Account

OFF: Json = {"on": False, "count": None, "left": None, "used": 0, "appid": None, "options": {}}


@pytest.fixture
def plain(bench: Bench, account: Account) -> Bench:
    bench.register(callback_url=account.url, mode="plain")
    bench.follower()
    return bench


def switch(bench: Bench, kind: str, **options: object) -> Json:
    answer = bench.http.put(f"/_sandbox/faults/{kind}", json=options)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def verdicts(bench: Bench) -> list[tuple[str, str | None]]:
    """Of the callbacks so far, the oldest first."""
    return [(row["verdict"], row["fault"]) for row in reversed(bench.log(kind="callback"))]


def test_all_faults_are_listed_and_off(bench: Bench) -> None:
    faults = bench.control("GET", "faults")["faults"]

    assert [one["kind"] for one in faults] == ["delay", "lost", "error", "token_invalid", "stale_signature"]
    assert all({name: one[name] for name in OFF} == OFF for one in faults)


def test_fault_tells_how_often_it_will_strike(qinghe: Bench) -> None:
    on = switch(qinghe, "error", errcode=45009, count=3, path="user/get")
    qinghe.get("user/get")
    left = qinghe.control("GET", "faults")["faults"][2]
    off = qinghe.control("DELETE", "faults/error")

    assert (on["on"], on["left"], on["hint"]) == (True, 3, "user/get 答 45009")
    assert (left["left"], left["used"]) == (2, 1)
    assert {name: off[name] for name in OFF} == OFF


def test_error_strikes_the_next_call_once(qinghe: Bench) -> None:
    token = qinghe.token()
    switch(qinghe, "error", errcode=45009)

    answers = [qinghe.get("getcallbackip", token=token).get("errcode", 0) for _ in range(2)]

    assert answers == [45009, 0]


def test_error_waits_for_its_path(qinghe: Bench) -> None:
    token = qinghe.token()
    switch(qinghe, "error", errcode=-1, errmsg="system busy", path="user/get")

    other, mine = qinghe.get("tags/get", token=token), qinghe.get("user/get", token=token)

    assert other == {"tags": []}
    assert (mine["errcode"], mine["errmsg"].partition(" rid: ")[0]) == (-1, "system busy")


def test_fault_of_one_account_spares_the_others(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")
    token, other = bench.token(), bench.token(appid="wxother")
    switch(bench, "error", errcode=-1, appid=APPID, count=None)

    assert "errcode" not in bench.get("getcallbackip", token=other)
    assert bench.get("getcallbackip", token=token)["errcode"] == -1


def test_invalid_token_really_dies(qinghe: Bench) -> None:
    token = qinghe.token()
    switch(qinghe, "token_invalid", count=1)

    first, again = (qinghe.get("getcallbackip", token=token).get("errcode") for _ in range(2))

    assert (first, again) == (40001, 40001)
    assert "errcode" not in qinghe.get("getcallbackip", token=qinghe.token())


def test_dead_stable_token_is_not_handed_out_again(qinghe: Bench) -> None:
    body = {"grant_type": "client_credential", "appid": APPID, "secret": "0123456789abcdef0123456789abcdef"}
    old = qinghe.http.post("/cgi-bin/stable_token", json=body).json()["access_token"]
    switch(qinghe, "token_invalid", count=1)
    qinghe.get("getcallbackip", token=old)

    new = qinghe.http.post("/cgi-bin/stable_token", json=body).json()["access_token"]

    assert "errcode" not in qinghe.get("getcallbackip", token=new)


def test_forever_lasts_until_it_is_switched_off(qinghe: Bench) -> None:
    switch(qinghe, "token_invalid")
    during = [qinghe.get("getcallbackip").get("errcode", 0) for _ in range(3)]

    qinghe.control("DELETE", "faults")

    assert during == [40001, 40001, 40001]
    assert "errcode" not in qinghe.get("getcallbackip")


def test_lost_callback_never_arrives_and_is_sent_again(plain: Bench, account: Account) -> None:
    switch(plain, "lost", count=1)

    plain.act("text", content="两学一做")

    assert verdicts(plain) == [("lost", "lost"), ("accepted", None)]
    assert len(account.asked) == 1


def test_lost_answer_was_heard_by_the_account(plain: Bench, account: Account) -> None:
    switch(plain, "lost", count=1, part="answer")

    plain.act("text", content="两学一做")

    assert verdicts(plain) == [("lost", "lost"), ("accepted", None)]
    assert [one.body for one in account.asked] == [account.asked[0].body] * 2


def test_everything_lost_ends_in_the_grey_line(plain: Bench) -> None:
    switch(plain, "lost")

    (one,) = plain.act("text", content="两学一做")["outcomes"]

    assert (one["verdict_text"], one["attempts"], one["bubble"]["reason"]) == ("丢在路上", 3, "failed")


def test_delay_beyond_the_patience_is_a_time_out_though_the_account_heard(
    plain: Bench, account: Account
) -> None:
    switch(plain, "delay", ms=60_000, count=1)

    plain.act("text", content="两学一做")

    assert verdicts(plain) == [("timeout", "delay"), ("accepted", None)]
    assert len(account.asked) == 2


def test_small_delay_only_makes_the_answer_late(plain: Bench) -> None:
    switch(plain, "delay", ms=150, count=1)

    (one,) = plain.act("text", content="两学一做")["outcomes"]

    assert (one["verdict"], one["ms"] >= 150) == ("accepted", True)


def test_calls_are_delayed_only_when_asked(qinghe: Bench) -> None:
    def seconds() -> float:
        began = time.monotonic()
        qinghe.get("getcallbackip", token="invented")
        return time.monotonic() - began

    switch(qinghe, "delay", ms=400)
    without = seconds()
    switch(qinghe, "delay", ms=400, where="call")

    assert without < 0.4 <= seconds()


def test_stale_signature_is_old_but_right(plain: Bench, account: Account) -> None:
    switch(plain, "stale_signature", seconds=7200, count=1)

    plain.act("text", content="两学一做")

    query = account.asked[0].query
    assert 7190 < time.time() - int(query["timestamp"]) < 7210
    assert signatures.is_valid(query["signature"], TOKEN, query["timestamp"], query["nonce"])


@pytest.mark.parametrize(
    ("kind", "options", "field"),
    [
        ("error", {}, "errcode"),
        ("error", {"errcode": 0}, "errcode"),
        ("error", {"errcode": "45009"}, "errcode"),
        ("delay", {"ms": -1}, "ms"),
        ("delay", {"ms": 5, "ms_to": 4}, "ms_to"),
        ("delay", {"where": "nowhere"}, "where"),
        ("lost", {"chance": 0}, "chance"),
        ("lost", {"part": "half"}, "part"),
        ("lost", {"count": 0}, "count"),
        ("lost", {"appid": "wxnobody"}, "appid"),
        ("lost", {"appid": 7}, "appid"),
        ("stale_signature", {"seconds": 0}, "seconds"),
    ],
)
def test_wrong_options_are_refused_by_name(qinghe: Bench, kind: str, options: Json, field: str) -> None:
    answer = qinghe.http.put(f"/_sandbox/faults/{kind}", json=options)

    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_unknown_fault_is_not_found(bench: Bench) -> None:
    assert bench.http.put("/_sandbox/faults/flood", json={}).status_code == 404
