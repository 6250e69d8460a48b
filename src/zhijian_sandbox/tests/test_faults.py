"""Trouble on demand."""

import time

import pytest

from zhijian.wechat import messages
from zhijian.wechat.callback import signatures
from zhijian_sandbox.tests.bench import APPID, TOKEN, Bench, Json
from zhijian_sandbox.tests.serving import Account, Asked

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

    assert [(one["kind"], one["side"]) for one in faults] == [
        ("delay", "callback"),
        ("lost", "callback"),
        ("doubled", "callback"),
        ("out_of_order", "callback"),
        ("stale_signature", "callback"),
        ("quota", "call"),
        ("confirmation", "call"),
        ("token_invalid", "call"),
        ("ip_denied", "call"),
        ("media_expired", "call"),
        ("busy", "call"),
        ("error", "call"),
    ]
    assert all(one["title"] and one["hint"] and one["sees"].endswith("。") for one in faults)
    assert all({name: one[name] for name in OFF} == OFF for one in faults)


def test_fault_tells_how_often_it_will_strike(qinghe: Bench) -> None:
    on = switch(qinghe, "error", errcode=45009, count=3, path="user/get")
    qinghe.get("user/get")
    (left,) = (one for one in qinghe.control("GET", "faults")["faults"] if one["kind"] == "error")
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


def test_doubled_callback_comes_twice_with_one_message_id(plain: Bench, account: Account) -> None:
    account.always(b"success", after_seconds=0.1)
    switch(plain, "doubled", times=3, count=1)

    plain.act("text", content="两学一做")
    plain.act("text", content="三会一课")

    assert [one.body for one in account.asked][:3] == [account.asked[0].body] * 3
    assert len(account.asked) == 4
    assert sorted(verdicts(plain), key=str) == [("accepted", "doubled")] * 2 + [("accepted", None)] * 2


def test_doubled_callback_answers_the_phone_once(plain: Bench, account: Account) -> None:
    account.answer = lambda asked: (200, passive_text(asked), {})
    switch(plain, "doubled")

    plain.act("text", content="两学一做")

    assert [one["side"] for one in plain.bubbles()] == ["me", "account"]


def test_what_was_said_first_arrives_last(plain: Bench, account: Account) -> None:
    switch(plain, "out_of_order", seconds=5)
    plain.control("POST", "followers/oMei/acts", act="text", content="先说的")

    plain.act("text", content="后说的")
    deadline = time.monotonic() + 5
    while len(account.asked) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)

    assert ["后说的".encode() in one.body for one in account.asked] == [True, False]


def test_nobody_is_held_back_longer_than_set(plain: Bench, account: Account) -> None:
    switch(plain, "out_of_order", seconds=1)
    began = time.monotonic()

    (one,) = plain.act("text", content="一个人说")["outcomes"]

    assert (one["verdict"], 1 <= time.monotonic() - began < 3) == ("accepted", True)


def test_used_up_quotas_answer_their_own_codes_and_spare_the_rest(qinghe: Bench) -> None:
    token = qinghe.token()

    answers = {}
    for what in ("service", "calls"):
        switch(qinghe, "quota", what=what)
        answers[what] = [
            qinghe.post("message/custom/send", {"touser": "oX"}, token=token)["errcode"],
            qinghe.get("tags/get", token=token).get("errcode", 0),
        ]

    assert answers == {"service": [45047, 0], "calls": [45009, 45009]}
    assert qinghe.token()


def test_denied_address_gets_no_token_and_is_told_which(qinghe: Bench) -> None:
    switch(qinghe, "ip_denied")

    answer = qinghe.http.get(
        "/cgi-bin/token", params={"grant_type": "client_credential", "appid": APPID, "secret": "x"}
    ).json()

    assert (answer["errcode"], "127.0.0.1" in answer["errmsg"]) == (40164, True)


def test_expired_media_cannot_be_fetched_nor_shown(plain: Bench, account: Account) -> None:
    media_id = plain.upload("image", b"\x89PNG\r\n\x1a\n" + b"0" * 64)["media_id"]
    account.answer = lambda asked: (200, passive_image(asked, media_id), {})
    switch(plain, "media_expired")

    fetched = plain.get("media/get", media_id=media_id)
    (said,) = plain.act("text", content="看图")["outcomes"]
    spared = plain.get("tags/get")

    assert (fetched["errcode"], said["verdict"], said["reason"], spared) == (
        40007,
        "invalid",
        "素材过期了",
        {"tags": []},
    )


def test_busy_platform_answers_minus_one(qinghe: Bench) -> None:
    token = qinghe.token()
    switch(qinghe, "busy", count=1)

    answers = [qinghe.get("tags/get", token=token).get("errcode", 0) for _ in range(2)]

    assert answers == [-1, 0]


def _passive(asked: Asked, inside: str) -> bytes:
    heard = messages.parse(asked.body)
    return (
        f"<xml><ToUserName>{heard.from_user}</ToUserName><FromUserName>{heard.to_user}</FromUserName>"
        f"<CreateTime>1</CreateTime>{inside}</xml>"
    ).encode()


def passive_text(asked: Asked) -> bytes:
    return _passive(asked, "<MsgType>text</MsgType><Content>好</Content>")


def passive_image(asked: Asked, media_id: str) -> bytes:
    inside = f"<MsgType>image</MsgType><Image><MediaId>{media_id}</MediaId></Image>"
    return _passive(asked, inside)


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
        ("doubled", {"times": 1}, "times"),
        ("out_of_order", {"seconds": 61}, "seconds"),
        ("quota", {"what": "coffee"}, "what"),
        ("busy", {"chance": 2}, "chance"),
    ],
)
def test_wrong_options_are_refused_by_name(qinghe: Bench, kind: str, options: Json, field: str) -> None:
    answer = qinghe.http.put(f"/_sandbox/faults/{kind}", json=options)

    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_unknown_fault_is_not_found(bench: Bench) -> None:
    assert bench.http.put("/_sandbox/faults/flood", json={}).status_code == 404
