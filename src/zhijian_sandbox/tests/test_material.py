"""Permanent media: counted, listed, kept for good, and deleted only when nothing shows them."""

import json
from pathlib import Path
from typing import Any

import pytest

from zhijian_sandbox.app import create_app
from zhijian_sandbox.platform.limits import MATERIAL_FULL
from zhijian_sandbox.samples import picture, video, voice
from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.serving import serving

PNG, AMR, MP4, JPEG = picture(), voice(seconds=1), video(), b"\xff\xd8\xff\xe0" + b"\0" * 20
GIF = b"GIF89a" + b"\0" * 20
WORDS = json.dumps({"title": "党课", "introduction": "第一讲"}, ensure_ascii=False)


def add(bench: Bench, kind: str, content: bytes, **texts: str) -> Json:
    query = {"access_token": bench.token(), "type": kind}
    files = {"media": ("a.bin", content)}
    answer = bench.http.post("/cgi-bin/material/add_material", params=query, files=files, data=texts)
    return dict(answer.json())


def upload_picture(bench: Bench, content: bytes) -> Json:
    query = {"access_token": bench.token()}
    files = {"media": ("a.png", content)}
    return dict(bench.http.post("/cgi-bin/media/uploadimg", params=query, files=files).json())


def fetch(bench: Bench, media_id: str) -> Any:
    query = {"access_token": bench.token()}
    return bench.http.post("/cgi-bin/material/get_material", params=query, json={"media_id": media_id})


def test_permanent_picture_outlives_three_days_and_has_an_address(qinghe: Bench) -> None:
    added = add(qinghe, "image", PNG)
    qinghe.later(days=30)

    fetched = fetch(qinghe, added["media_id"])

    assert (fetched.content, fetched.headers["content-type"]) == (PNG, "image/png")
    assert qinghe.http.get(added["url"]).content == PNG


def test_temporary_and_permanent_media_have_each_their_own_call(qinghe: Bench) -> None:
    temporary, permanent = qinghe.upload("image", PNG)["media_id"], add(qinghe, "image", PNG)["media_id"]

    assert fetch(qinghe, temporary).json()["errcode"] == 40007
    assert qinghe.get("media/get", media_id=permanent)["errcode"] == 40007


def test_permanent_picture_can_be_sent_for_ever(qinghe: Bench) -> None:
    qinghe.follower()
    media_id = add(qinghe, "image", PNG)["media_id"]
    qinghe.later(days=30)
    qinghe.act("text", content="在吗")

    message = {"touser": "oMei", "msgtype": "image", "image": {"media_id": media_id}}
    assert qinghe.post("message/custom/send", message)["errcode"] == 0


def test_video_tells_its_words_and_where_it_is(qinghe: Bench) -> None:
    media_id = add(qinghe, "video", MP4, description=WORDS)["media_id"]

    told = fetch(qinghe, media_id).json()

    assert qinghe.http.get(told.pop("down_url")).content == MP4
    assert told == {"title": "党课", "description": "第一讲"}


@pytest.mark.parametrize("words", [{}, {"description": "no JSON"}, {"description": "{}"}])
def test_video_without_words_is_refused(qinghe: Bench, words: dict[str, str]) -> None:
    assert add(qinghe, "video", MP4, **words)["errcode"] == 40035


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("film", PNG, 40004),
        ("image", b"", 44001),
        ("image", AMR, 40005),
        ("image", PNG + b"\0" * (10 << 20), 40009),
        ("voice", AMR + b"\0" * (2 << 20), 40006),
        ("voice", voice(seconds=62), 45007),
        ("thumb", JPEG + b"\0" * (64 << 10), 40006),
    ],
)
def test_material_the_platform_refuses(qinghe: Bench, kind: str, content: bytes, errcode: int) -> None:
    assert add(qinghe, kind, content)["errcode"] == errcode


def test_temporary_voice_beyond_a_minute_is_refused(qinghe: Bench) -> None:
    assert qinghe.upload("voice", voice(seconds=62))["errcode"] == 45007


def test_material_is_counted_and_listed_newest_first(qinghe: Bench) -> None:
    first = add(qinghe, "image", PNG)
    second = add(qinghe, "image", GIF)
    add(qinghe, "voice", AMR)
    add(qinghe, "thumb", JPEG)
    qinghe.upload("image", PNG)

    counted = qinghe.get("material/get_materialcount")
    page = qinghe.post("material/batchget_material", {"type": "image", "offset": 0, "count": 1})
    rest = qinghe.post("material/batchget_material", {"type": "image", "offset": 1, "count": 20})

    assert counted == {"voice_count": 1, "video_count": 0, "image_count": 3, "news_count": 0}
    assert (page["total_count"], page["item_count"], page["item"][0]["media_id"]) == (
        2,
        1,
        second["media_id"],
    )
    assert page["item"][0]["update_time"] > 0
    assert {name: rest["item"][0][name] for name in ("media_id", "name", "url")} == {
        "media_id": first["media_id"],
        "name": "a.bin",
        "url": first["url"],
    }


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        ({"type": "film", "offset": 0, "count": 1}, 40004),
        ({"type": "image", "offset": -1, "count": 1}, 40035),
        ({"type": "image", "offset": 0, "count": 0}, 40035),
        ({"type": "image", "offset": 0, "count": 21}, 40035),
    ],
)
def test_pages_out_of_range_are_refused(qinghe: Bench, body: Json, errcode: int) -> None:
    assert qinghe.post("material/batchget_material", body)["errcode"] == errcode


def test_deleted_material_is_gone_but_phones_keep_showing_it(qinghe: Bench) -> None:
    added = add(qinghe, "image", PNG)

    deleted = qinghe.post("material/del_material", {"media_id": added["media_id"]})

    assert deleted == {"errcode": 0, "errmsg": "ok"}
    assert fetch(qinghe, added["media_id"]).json()["errcode"] == 40007
    assert qinghe.get("material/get_materialcount")["image_count"] == 0
    assert qinghe.http.get(added["url"]).content == PNG


def test_material_in_a_menu_or_a_reply_cannot_be_deleted(qinghe: Bench) -> None:
    in_menu, in_reply = (add(qinghe, "image", PNG)["media_id"] for _ in range(2))
    qinghe.post("menu/create", {"button": [{"type": "media_id", "name": "图", "media_id": in_menu}]})
    info = {"type": "img", "content": in_reply}
    qinghe.control("PUT", f"apps/{APPID}/autoreply", add_friend_autoreply_info=info)

    answers = [
        qinghe.post("material/del_material", {"media_id": one})["errcode"] for one in (in_menu, in_reply)
    ]

    assert answers == [48005, 48005]


def test_material_of_another_account_is_none(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")
    media_id = add(bench, "image", PNG)["media_id"]

    body = {"media_id": media_id}
    assert bench.post("material/del_material", body, token=bench.token(appid="wxother"))["errcode"] == 40007


def test_picture_for_an_article_counts_nowhere(qinghe: Bench) -> None:
    url = upload_picture(qinghe, PNG)["url"]

    assert qinghe.http.get(url).content == PNG
    assert qinghe.get("material/get_materialcount")["image_count"] == 0


@pytest.mark.parametrize(("content", "errcode"), [(GIF, 40005), (PNG + b"\0" * (1 << 20), 40009)])
def test_pictures_for_articles_are_jpg_or_png_below_a_mebibyte(
    qinghe: Bench, content: bytes, errcode: int
) -> None:
    assert upload_picture(qinghe, content)["errcode"] == errcode


def test_unverified_account_has_no_material(bench: Bench) -> None:
    bench.register(verified=False)

    assert bench.get("material/get_materialcount")["errcode"] == 48001


@pytest.mark.parametrize(("kind", "content", "most"), [("voice", AMR, 1_000), ("image", PNG, 100_000)])
def test_material_is_limited_in_number(tmp_path: Path, kind: str, content: bytes, most: int) -> None:
    app = create_app(state_path=tmp_path / "state.sqlite3")
    with serving(app) as url:
        bench = Bench(url)
        bench.register()
        row = (APPID, kind, "x/y", "a", 0.0, 0, b"", 1)
        app.state.parts.store.run_many(
            """INSERT INTO media
               (media_id, appid, kind, mime_type, file_name, made_at, size_bytes, bytes, permanent)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [(f"m{number}", *row) for number in range(most - 1)],
        )
        last, beyond = add(bench, kind, content), add(bench, kind, content)
        bench.http.close()

    assert ("media_id" in last, beyond["errcode"]) == (True, MATERIAL_FULL)
