"""No log, number or error page ever shows what somebody wrote, who it was, or a secret (invariant I12)."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import httpx
import pytest

from tests.faults.crowd import Line, sealed_request
from tests.faults.installation import GH_ID, QUESTION, SEAL, SECRET, SLUG, Installation, installed
from tests.faults.platform import ACCESS_TOKEN, Platform
from tests.postgres_cluster import Cluster

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

TEXT = "canary7f3a金丝雀"
OPENID = "oCanary7f3aWhoEverThisIs0001"
KEY = "canaryKey7f3a"
SECRETS = (SEAL.token, SEAL.aes_key, SECRET, ACCESS_TOKEN)
CANARIES = (TEXT, "canary7f3a", OPENID, "Canary7f3aWho", KEY, *SECRETS)


def message(number: int, text: str = TEXT, *, created: str = "", kind: str = "text") -> str:
    created = created or str(int(time.time()))
    inner = f"<Content><![CDATA[{text}]]></Content><MsgId>{number}</MsgId>"
    if kind == "event":
        inner = f"<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[{KEY}{number}]]></EventKey>"
    return (
        f"<xml><ToUserName><![CDATA[{GH_ID}]]></ToUserName><FromUserName><![CDATA[{OPENID}]]></FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{inner}</xml>"
    )


async def send(house: Installation, *messages: str) -> list[tuple[int, bytes]]:
    return [await talk(house, sealed_request(one, Random(number))) for number, one in enumerate(messages)]


async def talk(house: Installation, request: bytes) -> tuple[int, bytes]:
    line = Line(house.port)
    try:
        return await line.ask(request)
    finally:
        line.close()


@contextmanager
def away(path: Path) -> Iterator[None]:
    path.rename(path.with_suffix(".away"))
    path.mkdir()
    yield
    path.rmdir()
    path.with_suffix(".away").rename(path)


@contextmanager
def nothing_to_keep_in(house: Installation) -> Iterator[None]:
    kept = [path for path in (house.spool,) if path.exists()]
    for path in kept:
        path.rename(path.with_suffix(".away"))
    house.spool.write_text("no folder")
    with away(house.home / "intake.sqlite3"):
        yield
    house.spool.unlink()
    for path in kept:
        path.with_suffix(".away").rename(path)


async def test_neither_words_nor_people_nor_secrets_come_out_whatever_goes_wrong(tmp_path: Path) -> None:
    refusal = {"errcode": 40003, "errmsg": f"invalid openid {OPENID} for {ACCESS_TOKEN} rid: 7f3a"}
    platform = Platform(refuses=refusal)
    async with platform.open():
        with installed(tmp_path, sample_api=platform.url) as house:
            for part in ("gateway", "web", "worker"):
                await asyncio.to_thread(house.start, part)
            said = await _everything_goes_wrong(house, platform)
            exported = await asyncio.to_thread(house.run, "intake", "export", "--account", SLUG)
            said += _left_on_disk(house)
            log = house.log.read_text(errors="replace")

    # It was all there to be shown, and there was much to complain of.
    assert (exported.count(TEXT) > 5, exported.count(OPENID) > 5, platform.letters.total() > 0) == (True,) * 3
    assert [
        word for word in ("intake database failed", "intake spool failed", "letter") if word not in log
    ] == []
    assert _shown(log, *said) == []


async def _everything_goes_wrong(house: Installation, platform: Platform) -> list[str]:
    """What was said to those it did not concern."""
    said: list[tuple[int, bytes]] = []
    good = await send(house, message(1), message(2, QUESTION), message(3, kind="event"))
    await send(house, *_malformed())
    said += [await talk(house, request) for request in _refused()]
    with away(house.home / "intake.sqlite3"):
        spooled = await send(house, message(20), message(21, kind="event"))
        said += [await _page(house, path) for path in _PAGES[:2]]
        await asyncio.sleep(1)  # the worker looks round, too
    with nothing_to_keep_in(house):
        unkept = await send(house, message(30))
        said += unkept
    with away(house.home / "zhijian.sqlite3"):
        said += [await _page(house, path) for path in _PAGES]
        await asyncio.sleep(1)
    said += [await _page(house, path) for path in _PAGES]
    async with asyncio.timeout(30):
        while not platform.letters:  # noqa: ASYNC110 -- letters come by way of another process
            await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
    async with httpx.AsyncClient(trust_env=False) as client:
        metrics = (await client.get(f"http://127.0.0.1:{house.port}/metrics")).text
    assert [status for status, _ in (*good, *spooled, *unkept)] == [200] * 5 + [503]
    assert "zhijian_callbacks_total" in metrics
    return [metrics, *(body.decode(errors="replace") for _, body in said)]


def _malformed() -> list[str]:
    """Signed rightly, and nothing that could be read, stored or answered."""
    whole = message(10)
    return [
        whole[:-20],
        f"<!DOCTYPE xml [<!ENTITY a '{TEXT}'>]>{whole}",
        whole.replace("<MsgType>", f"<MsgType><{KEY}/>"),
        message(11, created=str(2**63)),
        message(12, created=TEXT),
        message(13, TEXT + "\x01"),
        message(14, TEXT * 2_000),
        "<a>" * 20_000 + TEXT,
    ]


def _refused() -> list[bytes]:
    good = sealed_request(message(40), Random(40))
    body = good.partition(b"\r\n\r\n")[2]
    length = b"Content-Length: %d" % len(body)
    in_query = f"/wechat/{SLUG}?openid={OPENID}&nonce={KEY}&signature={KEY}&timestamp={TEXT}".encode()
    return [
        good.replace(b"msg_signature=", b"msg_signature=0"),
        good.replace(f"/wechat/{SLUG}".encode(), f"/wechat/{KEY}".encode()),
        good.replace(length, b"Content-Length: 99999999"),
        good.replace(length, f"Content-Length: {KEY}".encode()),
        b"GET " + in_query + b"&echostr=" + KEY.encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST " + in_query + b" HTTP/1.1\r\nHost: x\r\n" + length + b"\r\n\r\n" + body,
        f"GET /metrics?token={KEY} HTTP/1.1\r\nHost: x\r\nVia: {OPENID}\r\n\r\n".encode(),
    ]


_PAGES = (
    f"/read/nowhere?openid={OPENID}",
    f"/m/?openid={OPENID}",
    f"/console/?q={OPENID}",
    f"/console/sign-in/?next=/{KEY}",
)


async def _page(house: Installation, path: str) -> tuple[int, bytes]:
    async with httpx.AsyncClient(trust_env=False, base_url=f"http://127.0.0.1:{house.web_port}") as client:
        answer = await client.get(path, headers={"Cookie": f"zhijian={KEY}"})
        return answer.status_code, answer.content if answer.status_code >= 400 else b""


def _left_on_disk(house: Installation) -> list[str]:
    """Every file but the store, what waits to be stored, and the keys."""
    kept = ("intake.sqlite3", "zhijian.sqlite3")
    files = [path for path in house.home.rglob("*") if path.is_file() and not path.name.startswith(kept)]
    left_out = {house.home / "spool", house.home / "keys", house.home / "media"}
    return [path.read_text(errors="replace") for path in files if not left_out & set(path.parents)]


def _shown(*texts: str) -> list[str]:
    return sorted({canary for canary in CANARIES for text in texts if canary in text})


async def test_a_postgresql_that_goes_away_takes_nothing_into_the_log(tmp_path: Path) -> None:
    with Cluster() as cluster, installed(tmp_path, database_url=cluster.new_database()) as house:
        for part in ("gateway", "worker"):
            await asyncio.to_thread(house.start, part)
        answers = await send(house, message(1), message(2, created=str(2**63)))
        await asyncio.to_thread(cluster.stop)
        answers += await send(house, message(3), message(4, TEXT * 2_000))
        await asyncio.sleep(2.5)
        log = house.log.read_text(errors="replace")

    assert ([status for status, _ in answers], "intake database failed" in log) == ([200] * 4, True)
    assert _shown(log) == []


def test_the_hunt_finds_a_canary(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(sqlite3.Error) as failure:
        connection.execute(f'SELECT "{OPENID}" FROM {KEY}')

    assert _shown(str(failure.value), f"said {TEXT}") == sorted({KEY, TEXT, "canary7f3a"})
