"""Limits of a hundred thousand, filled straight into the state file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhijian_sandbox.app import create_app
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.tests.bench import APPID, Bench
from zhijian_sandbox.tests.serving import serving

COUNTING = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[Bench, Store]]:
    app = create_app(state_path=tmp_path / "state.sqlite3")
    with serving(app) as url:
        bench = Bench(url)
        bench.register()
        yield bench, app.state.parts.store
        bench.http.close()


def test_hundred_thousand_permanent_codes_are_all(crowded: tuple[Bench, Store]) -> None:
    bench, store = crowded
    body = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "one more"}}}
    fill = f"""{COUNTING} INSERT INTO qrcodes (ticket, appid, scene, permanent, url, made_at)
               SELECT 't' || i, ?, '"s' || i || '"', 1, 'u' || i, 0 FROM n"""
    store.run(fill, 100_000, APPID)
    full = bench.post("qrcode/create", body)["errcode"]
    store.run("DELETE FROM qrcodes WHERE ticket = 't1'")

    assert (full, "ticket" in bench.post("qrcode/create", body)) == (45029, True)


def test_tag_of_more_than_a_hundred_thousand_stays(crowded: tuple[Bench, Store]) -> None:
    bench, store = crowded
    tag = bench.post("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]
    bench.control("POST", "followers", count=100_001, follows=True)
    store.run("INSERT INTO taggings (tie, appid, tag) SELECT id, appid, ? FROM ties", tag)
    many = bench.post("tags/delete", {"tag": {"id": tag}})["errcode"]
    store.run("DELETE FROM taggings WHERE tie = (SELECT max(tie) FROM taggings)")

    assert (many, bench.post("tags/delete", {"tag": {"id": tag}})["errcode"]) == (45057, 0)
