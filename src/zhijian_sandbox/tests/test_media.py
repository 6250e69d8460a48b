"""Temporary media: judged by first bytes and size, alive for three days."""

import pytest

from zhijian_sandbox.samples import picture, video, voice
from zhijian_sandbox.tests.bench import Bench

PNG, AMR, MP4, JPEG = picture(), voice(seconds=1), video(), b"\xff\xd8\xff\xe0" + b"\0" * 20
MP3, GIF = b"ID3\x03" + b"\0" * 20, b"GIF89a" + b"\0" * 20


@pytest.mark.parametrize(
    ("kind", "content"),
    [("image", PNG), ("image", JPEG), ("image", GIF), ("voice", AMR), ("voice", MP3), ("video", MP4)],
)
def test_media_are_taken_by_their_first_bytes(qinghe: Bench, kind: str, content: bytes) -> None:
    answer = qinghe.upload(kind, content)

    assert answer.pop("created_at") > 0
    assert len(answer.pop("media_id")) == 64
    assert answer == {"type": kind}


def test_thumbnail_answers_under_its_own_name(qinghe: Bench) -> None:
    answer = qinghe.upload("thumb", JPEG)

    assert sorted(answer) == ["created_at", "thumb_media_id", "type"]


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("film", PNG, 40004),
        ("image", b"", 44001),
        ("image", AMR, 40005),
        ("image", b"<html>", 40005),
        ("voice", PNG, 40005),
        ("video", PNG, 40005),
        ("thumb", PNG, 40005),
        ("image", PNG + b"\0" * (10 << 20), 40009),
        ("voice", AMR + b"\0" * (2 << 20), 40006),
        ("video", MP4 + b"\0" * (10 << 20), 40006),
        ("thumb", JPEG + b"\0" * (64 << 10), 40006),
        ("image", PNG + b"\0" * (13 << 20), 45001),
    ],
)
def test_media_the_platform_refuses(qinghe: Bench, kind: str, content: bytes, errcode: int) -> None:
    assert qinghe.upload(kind, content)["errcode"] == errcode


def test_upload_without_the_field_media_is_refused(qinghe: Bench) -> None:
    query = {"access_token": qinghe.token(), "type": "image"}

    as_other_field = qinghe.http.post("/cgi-bin/media/upload", params=query, files={"file": PNG}).json()
    as_no_form = qinghe.http.post("/cgi-bin/media/upload", params=query, content=PNG).json()

    assert (as_other_field["errcode"], as_no_form["errcode"]) == (41005, 41005)


def test_media_can_be_fetched_for_three_days(qinghe: Bench) -> None:
    media_id = qinghe.upload("image", PNG)["media_id"]
    query = {"access_token": qinghe.token(), "media_id": media_id}

    fetched = qinghe.http.get("/cgi-bin/media/get", params=query)
    qinghe.later(days=3)

    assert (fetched.content, fetched.headers["content-type"]) == (PNG, "image/png")
    assert qinghe.get("media/get", media_id=media_id)["errcode"] == 40007


def test_video_is_fetched_from_where_it_says(qinghe: Bench) -> None:
    media_id = qinghe.upload("video", MP4)["media_id"]

    url = qinghe.get("media/get", media_id=media_id)["video_url"]

    assert qinghe.http.get(url).content == MP4


def test_media_of_another_account_is_none(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")
    media_id = bench.upload("image", PNG)["media_id"]

    answer = bench.get("media/get", token=bench.token(appid="wxother"), media_id=media_id)

    assert answer["errcode"] == 40007


def test_picture_a_follower_sent_can_be_fetched(qinghe: Bench) -> None:
    qinghe.follower()

    bubble = qinghe.act("image")["bubble"]

    query = {"access_token": qinghe.token(), "media_id": bubble["media"]["media_id"]}
    assert qinghe.http.get("/cgi-bin/media/get", params=query).content == PNG
    assert qinghe.http.get(bubble["media"]["url"]).content == PNG


def test_clear_voice_is_fetched_and_nothing_else(qinghe: Bench) -> None:
    sound, image = (qinghe.upload(*one)["media_id"] for one in (("voice", AMR), ("image", PNG)))
    query = {"access_token": qinghe.token()}

    fetched = qinghe.http.get("/cgi-bin/media/get/jssdk", params={**query, "media_id": sound})

    assert fetched.content == AMR
    assert qinghe.get("media/get/jssdk", media_id=image)["errcode"] == 40007
    assert qinghe.get("media/get/jssdk")["errcode"] == 41006
