"""Everything that changes, as it changes."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from zhijian_sandbox.state.store import Store
from zhijian_sandbox.stream import Hub
from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.serving import Account


@contextmanager
def listening(bench: Bench, **query: str) -> Iterator[Iterator[tuple[str, Json]]]:
    """The events of the stream, `hello` first."""
    with httpx.stream(
        "GET", f"{bench.url}/_sandbox/stream", params=query, timeout=10, trust_env=False
    ) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield events(response.iter_lines())


def events(lines: Iterator[str]) -> Iterator[tuple[str, Json]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_reply_reaches_the_desk_without_a_reload(bench: Bench, account: Account) -> None:
    bench.register(callback_url=account.url)
    bench.follower()
    with listening(bench) as stream:
        hello = next(stream)
        bench.act("text", content="两学一做")

        told = [next(stream) for _ in range(4)]

    assert (hello[0], hello[1]["missed"]) == ("hello", False)
    assert [name for name, _ in told] == ["bubble", "chat", "log", "log"]
    assert (told[0][1]["content"], told[1][1]["last_text"]) == ("两学一做", "两学一做")
    assert [row["verdict"] for _, row in told[2:]] == ["sending", "accepted"]
    assert told[2][1]["id"] == told[3][1]["id"]


def test_every_change_has_its_event(qinghe: Bench) -> None:
    with listening(qinghe) as stream:
        next(stream)
        qinghe.control("POST", "followers", name="周敏")
        qinghe.control("PATCH", f"apps/{APPID}", name="青禾")
        qinghe.control("PUT", "faults/lost")
        qinghe.control("POST", "clock/shift", hours=1)
        qinghe.post("menu/create", {"button": [{"type": "click", "name": "学习", "key": "K"}]}, token=None)
        body = {"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 7}}}
        qinghe.post("qrcode/create", body)
        qinghe.http.delete("/_sandbox/followers/phone-1")
        qinghe.control("POST", "reset")
        qinghe.http.delete(f"/_sandbox/apps/{APPID}")

        told: list[str] = []
        while not told or told[-1] != "app-gone":
            told.append(next(stream)[0])

    assert [name for name in told if name != "log"] == [
        "follower",
        "app",
        "fault",
        "clock",
        "menu",
        "qrcode",
        "follower-gone",
        "reset",
        "app-gone",
    ]


def test_listener_resumes_where_he_was(qinghe: Bench) -> None:
    position = qinghe.control("GET", "state")["stream"]
    qinghe.control("POST", "followers", name="周敏")

    with listening(qinghe, after=position) as stream:
        told = [next(stream), next(stream)]

    assert [(name, data.get("name", data.get("missed"))) for name, data in told] == [
        ("hello", False),
        ("follower", "周敏"),
    ]


@pytest.mark.parametrize("position", ["another-7", "nonsense", "-", "x-99999999999999999999"])
def test_listener_of_an_earlier_run_learns_that_he_missed_something(qinghe: Bench, position: str) -> None:
    with listening(qinghe, after=position) as stream:
        name, data = next(stream)

    assert (name, data["missed"]) == ("hello", True)


def test_what_was_given_up_is_never_told() -> None:
    store = Store(":memory:")
    hub = Hub(store.after_commit)
    before = hub.position

    def publish_and_fail() -> None:
        with store.transaction():
            hub.publish("bubble", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    hub.publish("clock", {})

    assert (before[-2:], hub.position[-2:]) == ("-0", "-1")


async def test_listener_who_fell_behind_is_told() -> None:
    store = Store(":memory:")
    hub = Hub(store.after_commit, kept_events=3)
    stream = hub.listen("")
    await anext(stream)

    for _ in range(10):
        hub.publish("clock", {})

    assert b'"missed":true' in await anext(stream)


def test_many_can_listen_at_once(qinghe: Bench) -> None:
    heard: list[str] = []

    def listen() -> None:
        with listening(qinghe) as stream:
            next(stream)
            ready.release()
            heard.append(next(stream)[0])

    ready = threading.Semaphore(0)
    threads = [threading.Thread(target=listen) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in threads:
        ready.acquire()
    qinghe.control("PUT", "faults/lost")
    for thread in threads:
        thread.join(10)

    assert heard == ["fault"] * 8
