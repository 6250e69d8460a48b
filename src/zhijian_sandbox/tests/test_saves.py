"""The whole state under a name: kept, brought back, handed on as a file."""

import json
from pathlib import Path

import pytest

from zhijian_sandbox.app import create_app
from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.serving import serving

KEPT = ("apps", "followers", "qrcodes", "counts")


@pytest.fixture
def furnished(qinghe: Bench) -> Bench:
    """An account with a menu, a code, a picture, somebody who wrote, and trouble."""
    qinghe.follower()
    qinghe.post("menu/create", {"button": [{"type": "click", "name": "学习", "key": "K"}]})
    qinghe.post(
        "qrcode/create", {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "a"}}}
    )
    qinghe.act("image")
    qinghe.control("PUT", "faults/busy", count=3)
    return qinghe


def glance(bench: Bench) -> Json:
    state = bench.control("GET", "state")
    faults = [one for one in state["faults"] if one["on"]]
    return {**{name: state[name] for name in KEPT}, "faults": faults, "bubbles": bench.bubbles()}


def test_save_brings_everything_back(furnished: Bench) -> None:
    before = glance(furnished)
    picture = furnished.http.get(furnished.bubbles()[0]["media"]["url"]).content
    kept = furnished.http.put("/_sandbox/saves/第三课 开头").json()
    furnished.control("POST", "reset", scope="all")

    furnished.http.post("/_sandbox/saves/第三课 开头/load").raise_for_status()

    assert glance(furnished) == before
    assert furnished.http.get(furnished.bubbles()[0]["media"]["url"]).content == picture
    assert kept["name"] in [one["name"] for one in furnished.control("GET", "saves")["saves"]]


def test_save_is_a_file_another_sandbox_takes(furnished: Bench, tmp_path: Path) -> None:
    before = glance(furnished)
    furnished.http.put("/_sandbox/saves/搬家")
    file = furnished.http.get("/_sandbox/saves/搬家/file")

    with serving(create_app(state_path=tmp_path / "other.sqlite3")) as url:
        other = Bench(url)
        other.http.post("/_sandbox/load", content=file.content).raise_for_status()
        after = glance(other)
        other.http.close()

    assert after == before
    assert file.headers["content-disposition"].endswith(".json")


def test_moved_clock_stands_where_it_was_saved(furnished: Bench) -> None:
    furnished.later(days=3)
    furnished.control("PUT", "clock/standstill")
    then = furnished.control("GET", "clock")["now"]
    furnished.http.put("/_sandbox/saves/停着的")
    furnished.control("DELETE", "clock")

    furnished.http.post("/_sandbox/saves/停着的/load")

    clock = furnished.control("GET", "clock")
    assert (clock["now"], clock["frozen"]) == (then, True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"SQLite format 3\0",
        b'{"format":"zhijian-sandbox-save","version":99999,"tables":{}}',
        b'{"format":"zhijian-sandbox-save","version":1,"tables":{"apps":{"columns":["odd"],"rows":[[1]]}}}',
        b'{"format":"zhijian-sandbox-save","version":1,"tables":{"apps":{"columns":["appid"],"rows":[["x"]]}}}',
        b'{"format":"zhijian-sandbox-save","version":1,"tables":{"apps":7}}',
        json.dumps(
            {
                "format": "zhijian-sandbox-save",
                "version": 1,
                "tables": {"tags": {"columns": ["appid", "id", "name"], "rows": [["wxnobody", 1, "x"]]}},
            }
        ).encode(),
    ],
)
def test_what_is_no_save_changes_nothing(furnished: Bench, content: bytes) -> None:
    before = glance(furnished)

    answer = furnished.http.post("/_sandbox/load", content=content)

    assert (answer.status_code, answer.json()["field"], glance(furnished)) == (400, "file", before)


@pytest.mark.parametrize("name", ["..%2F..%2Fetc", "a%2Fb", ".hidden", "%20", "长" * 41])
def test_names_lead_nowhere_else(qinghe: Bench, name: str) -> None:
    assert qinghe.http.put(f"/_sandbox/saves/{name}").status_code in (400, 404)


def test_unknown_save_is_not_found_and_a_forgotten_one_gone(qinghe: Bench) -> None:
    qinghe.http.put("/_sandbox/saves/忘了吧")
    qinghe.http.delete("/_sandbox/saves/忘了吧")

    assert qinghe.http.post("/_sandbox/saves/忘了吧/load").status_code == 404
