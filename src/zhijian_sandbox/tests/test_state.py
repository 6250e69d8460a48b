"""The state file: kept over restarts, one sandbox each, and a clear line when it cannot be written."""

import sqlite3
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from zhijian_sandbox.app import create_app
from zhijian_sandbox.state import followers
from zhijian_sandbox.state.store import SCHEMA_VERSION, StateError, Store
from zhijian_sandbox.tests.bench import Bench
from zhijian_sandbox.tests.serving import Account, serving
from zhijian_sandbox.tests.test_drafts import add, article


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "state.sqlite3"


def start(state: Path) -> Iterator[Bench]:
    with serving(create_app(state_path=state, patience_seconds=1, spacing_seconds=0.05)) as url:
        bench = Bench(url)
        yield bench
        bench.http.close()


def test_everything_survives_a_restart(state: Path, account: Account) -> None:
    for bench in start(state):
        bench.register(callback_url=account.url)
        bench.follower()
        bench.act("text", content="两学一做")
        bench.post("menu/create", {"button": [{"type": "click", "name": "学习", "key": "K"}]})
        bench.later(hours=5)
        token = bench.token()
        before = bench.control("GET", "state")

    for bench in start(state):
        after = bench.control("GET", "state")
        answer = bench.get("user/get", token=token)

    kept = ("apps", "followers", "faults", "qrcodes", "counts")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["clock"]["offset_seconds"] == before["clock"]["offset_seconds"]
    assert answer["total"] == 1


def test_letter_cut_off_by_a_stop_ends_in_the_grey_line(state: Path, account: Account) -> None:
    account.always(b"success", after_seconds=0.8)
    for bench in start(state):
        bench.register(callback_url=account.url)
        bench.follower()
        bench.control("POST", "followers/oMei/acts", act="text", content="两学一做")

    for bench in start(state):
        (row,) = bench.log(kind="callback")
        bubbles = [(one["side"], one["kind"]) for one in bench.bubbles()]

    assert (row["verdict"], row["reason"]) == ("timeout", "沙箱停过")
    assert bubbles == [("me", "text"), ("system", "notice")]


def test_second_sandbox_on_one_file_is_refused(state: Path) -> None:
    first = Store(state)

    with pytest.raises(StateError, match="another sandbox has it open"):
        Store(state)

    first.close()
    Store(state).close()


def test_file_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Mei, this is no database at all, whatever its name may say.")

    with pytest.raises(StateError, match="cannot use the state file"):
        Store(tmp_path / "letter.txt")


def test_state_of_another_version_is_refused(state: Path) -> None:
    store = Store(state)
    store.set_meta("schema", "0")
    store.close()

    with pytest.raises(StateError, match="another version"):
        Store(state)


def test_inner_failure_gives_up_the_outer_transaction_too() -> None:
    store = Store(":memory:")

    def change_and_fail() -> None:
        with store.transaction():
            store.set_meta("outer", "kept")
            with store.transaction():
                raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert store.meta("outer") == ""


def test_full_disk_is_said_in_one_line(state: Path) -> None:
    app = create_app(state_path=state, patience_seconds=1)
    with serving(app) as url:
        bench = Bench(url)
        bench.register()
        token = bench.token()
        store = app.state.parts.store
        pages = store.number("PRAGMA page_count")
        store.run(f"PRAGMA max_page_count = {pages}")

        upload = bench.upload("image", b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000_000, token=token)
        control = bench.http.post("/_sandbox/followers", json={"count": 10_000})
        health = httpx.get(f"{url}/healthz", trust_env=False)
        store.run(f"PRAGMA max_page_count = {pages + 100_000}")
        afterwards = bench.upload("image", b"\x89PNG\r\n\x1a\n", token=token)
        bench.http.close()

    assert upload["errcode"] == -1
    assert upload["errmsg"].startswith(f"system error, cannot write {state}: the disk is full rid: ")
    assert (control.status_code, control.json()) == (
        507,
        {"error": f"cannot write {state}: the disk is full", "field": None},
    )
    assert health.status_code == 200
    assert afterwards["type"] == "image"


def test_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    first = files("zhijian_sandbox.state").joinpath("schema/0001_first.sql").read_text(encoding="utf-8")
    old = sqlite3.connect(path)
    old.executescript(first)
    old.execute("INSERT INTO meta VALUES ('schema', '1')")
    old.execute("INSERT INTO followers VALUES (1, '梅', '', NULL, 0, 0, 1)")
    old.commit()
    old.close()

    store = Store(path)

    assert (followers.get(store, 1).platform, store.meta("schema")) == ("android", str(SCHEMA_VERSION))
    store.close()


def test_file_of_a_newer_sandbox_is_refused_in_words(state: Path) -> None:
    store = Store(state)
    store.set_meta("schema", str(SCHEMA_VERSION + 1))
    store.close()

    with pytest.raises(StateError, match="of a newer version of the sandbox"):
        Store(state)


def test_what_the_platform_was_to_do_is_done_after_a_restart(state: Path) -> None:
    for bench in start(state):
        bench.register()
        media_id = add(bench, article(bench))["media_id"]
        publish_id = bench.post("freepublish/submit", {"media_id": media_id})["publish_id"]

    for bench in start(state):
        bench.later(minutes=1)
        deadline = time.monotonic() + 5
        status = 1
        while status == 1 and time.monotonic() < deadline:
            status = bench.post("freepublish/get", {"publish_id": publish_id})["publish_status"]
            time.sleep(0.05)

    assert status == 0
