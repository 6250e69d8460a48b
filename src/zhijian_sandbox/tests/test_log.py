"""Who said what to whom, decrypted, and how long it took."""

from zhijian.wechat import replies
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.log import Entry, Logbook
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.stream import Hub
from zhijian_sandbox.tests.bench import APPID, GH_ID, SECRET, Bench
from zhijian_sandbox.tests.serving import Account


def test_callback_is_logged_decrypted(bench: Bench, account: Account) -> None:
    bench.register(callback_url=account.url, mode="compatible")
    bench.follower()
    reply = replies.render(replies.TextReply("好"), to_user="oMei", from_user=GH_ID, create_time=1)
    account.always(reply.encode())
    done = bench.act("text", content="两学一做")

    (row,) = bench.log(kind="callback")

    thread = done["threads"][0]
    told = row.pop("callback")
    sent, sent_text = told.pop("sent"), told.pop("sent_text")
    assert "<Encrypt>" in sent
    assert "<Content><![CDATA[两学一做]]></Content>" in sent_text
    assert told == {
        "url": account.url,
        "mode": "compatible",
        "type": "text",
        "event": "",
        "msg_id": thread.removeprefix("m:"),
        "status": 200,
        "answer": reply,
        "answer_text": reply,
        "summary": "text · 明文",
    }
    for name in ("id", "at", "real_at", "ms"):
        assert row.pop(name) >= 0
    assert row == {
        "kind": "callback",
        "appid": APPID,
        "follower": "phone-1",
        "title": "梅：两学一做",
        "label": "来话 text",
        "verdict": "answered",
        "verdict_text": "有回答",
        "good": True,
        "thread": thread,
        "attempt": 1,
        "attempts": 1,
        "fault": None,
        "reason": "",
        "call": None,
    }


def test_three_attempts_are_joined_by_their_message(qinghe: Bench) -> None:
    qinghe.follower()
    thread = qinghe.act("text", content="咦？")["threads"][0]

    rows = qinghe.log(thread=thread)

    assert [(row["attempt"], row["attempts"], row["verdict_text"]) for row in rows] == [
        (3, 3, "连不上"),
        (2, 3, "连不上"),
        (1, 3, "连不上"),
    ]


def test_call_is_logged_without_its_secrets(qinghe: Bench) -> None:
    token = qinghe.token()
    qinghe.follower()
    qinghe.get("user/info", token=token, openid="oMei")
    body = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
    stable = qinghe.http.post("/cgi-bin/stable_token", json=body).json()["access_token"]

    rows = qinghe.log(kind="call")

    assert [(row["title"], row["follower"], row["verdict"], row["call"]["errcode"]) for row in rows] == [
        ("stable_token", None, "ok", 0),
        ("user/info", "phone-1", "ok", 0),
        ("token", None, "ok", 0),
    ]
    assert rows[1]["call"]["query"] == {"openid": "oMei", "access_token": "…"}
    written = str(rows)
    assert [secret for secret in (SECRET, token, stable) if secret in written] == []


def test_failed_call_shows_its_code_and_rid(qinghe: Bench) -> None:
    rid = qinghe.get("user/info", openid="oNobody")["errmsg"].rpartition("rid: ")[2]

    row = qinghe.log(path="user/info")[0]

    assert (row["verdict"], row["verdict_text"], row["good"]) == ("error", "40003", False)
    assert (row["call"]["errcode"], row["call"]["rid"]) == (40003, rid)


def test_upload_is_logged_by_its_size(qinghe: Bench) -> None:
    qinghe.upload("image", b"\x89PNG\r\n\x1a\n")

    assert qinghe.log(path="media/upload")[0]["call"]["request"].endswith("字节）")


def test_log_comes_in_pages_and_can_be_searched(qinghe: Bench) -> None:
    token = qinghe.token()
    for number in range(5):
        qinghe.get("user/info", token=token, openid=f"oNobody{number}")

    first = qinghe.http.get("/_sandbox/log", params={"path": "user/info", "limit": 3}).json()
    second = qinghe.http.get(
        "/_sandbox/log", params={"path": "user/info", "limit": 3, "before": first["next"]}
    ).json()
    found = qinghe.log(q="oNobody3")

    assert [len(page["rows"]) for page in (first, second)] == [3, 2]
    assert second["next"] is None
    assert [row["call"]["query"]["openid"] for row in found] == ["oNobody3"]
    assert qinghe.log(after=first["rows"][0]["id"]) == []
    assert qinghe.log(verdict="ok", path="user/info") == []


def test_one_row_can_be_fetched_and_all_cleared(qinghe: Bench) -> None:
    qinghe.token()
    (row,) = qinghe.log()

    fetched = qinghe.control("GET", f"log/{row['id']}")
    qinghe.control("DELETE", "log")

    assert fetched == row
    assert qinghe.log() == []
    assert qinghe.http.get("/_sandbox/log/none").status_code == 404


def test_missed_callbacks_are_counted(qinghe: Bench) -> None:
    qinghe.follower()
    qinghe.act("text", content="咦？")

    assert qinghe.control("GET", "state")["counts"] == {"log": 3, "bubbles": 2, "missed": 3}


def test_log_forgets_its_oldest_rows() -> None:
    store = Store(":memory:")
    clock = Clock(store, real=lambda: 1_795_434_120.0)
    log = Logbook(store, clock, Hub(store.after_commit), kept_rows=50)
    entry = Entry(kind="call", appid=None, follower=None, title="", label="", verdict="ok", details={})

    last = [log.write(entry) for _ in range(400)][-1]

    rows, _ = log.page({}, limit=500, before=None)
    assert [row["id"] for row in rows] == list(range(last, last - 50, -1))
