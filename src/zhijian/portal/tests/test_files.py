from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests import samples
from zhijian.foundation.library.tests.builders import MP3, PNG, a_recording, an_article, an_image
from zhijian.portal.reading.files import MOST_OF_A_PART

pytestmark = pytest.mark.django_db

CONTENT = MP3 + bytes(range(100))
SIZE = len(CONTENT)


@pytest.fixture
def voice(account: Account) -> Item:
    return library.add_media(
        actor="tests", account_id=account.pk, kind="voice", title="一", content=CONTENT, file_name="一.mp3"
    )


def test_file_comes_with_its_own_type_inline(client: Client, voice: Item) -> None:
    response = client.get(f"/read/{voice.code}/file")

    assert (response.status_code, response.content) == (200, CONTENT)
    assert {
        name: response[name]
        for name in ("Content-Type", "Content-Disposition", "Accept-Ranges", "X-Content-Type-Options")
    } == {
        "Content-Type": "audio/mpeg",
        "Content-Disposition": "inline; filename*=utf-8''%E4%B8%80.mp3",
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, SIZE - 1),
        ("bytes=-5", SIZE - 5, SIZE - 1),
        ("bytes=-99999", 0, SIZE - 1),
        ("bytes=5-99999", 5, SIZE - 1),
    ],
)
def test_part_of_a_file(client: Client, voice: Item, asked: str, first: int, last: int) -> None:
    response = client.get(f"/read/{voice.code}/file", headers={"range": asked})

    assert (response.status_code, response["Content-Range"], response.content) == (
        206,
        f"bytes {first}-{last}/{SIZE}",
        CONTENT[first : last + 1],
    )


def test_an_open_part_of_a_long_recording_is_sent_a_piece_at_a_time(client: Client, account: Account) -> None:
    """A player that asks for everything gets the beginning, and asks on; one that seeks gets its place."""
    item = a_recording(account, content=b"".join((samples.an_mp3(1), bytes(3 * MOST_OF_A_PART))))
    size = item.size_bytes

    parts = [
        client.get(f"/read/{item.code}/file", headers={"range": asked})
        for asked in ("bytes=0-", f"bytes={size - 10}-")
    ]

    assert [(part.status_code, part["Content-Range"], len(part.content)) for part in parts] == [
        (206, f"bytes 0-{MOST_OF_A_PART - 1}/{size}", MOST_OF_A_PART),
        (206, f"bytes {size - 10}-{size - 1}/{size}", 10),
    ]


@pytest.mark.parametrize("door", ["sync", "async"])
@pytest.mark.django_db(transaction=True)
def test_whole_long_recording_is_streamed(client: Client, account: Account, door: str) -> None:
    content = b"".join((samples.an_mp3(1), bytes(3 * MOST_OF_A_PART)))
    address = f"/read/{a_recording(account, content=content).code}/file"

    response: Any = client.get(address) if door == "sync" else async_to_sync(AsyncClient().get)(address)

    assert (response.streaming, response["Content-Length"], response["Content-Type"]) == (
        True,
        str(len(content)),
        "audio/mpeg",
    )
    assert b"".join(_read(response)) == content


def _read(response: Any) -> Iterator[bytes]:
    """The pieces, whichever way they come."""
    if not response.is_async:
        yield from response.streaming_content
        return

    async def gathered() -> list[bytes]:
        return [piece async for piece in response.streaming_content]

    yield from async_to_sync(gathered)()


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=9-5", "bytes=-0", "bytes=-"])
def test_part_that_is_not_there(client: Client, voice: Item, asked: str) -> None:
    response = client.get(f"/read/{voice.code}/file", headers={"range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "lines=1-2", "bytes=a-b"])
def test_range_we_do_not_read_gets_the_whole(client: Client, voice: Item, asked: str) -> None:
    response = client.get(f"/read/{voice.code}/file", headers={"range": asked})

    assert (response.status_code, response.content) == (200, CONTENT)


def test_part_of_another_version_gets_the_whole(client: Client, voice: Item) -> None:
    response = client.get(f"/read/{voice.code}/file", headers={"range": "bytes=0-9", "if-range": '"another"'})

    assert (response.status_code, response.content) == (200, CONTENT)


def test_known_file_is_not_sent_again(client: Client, voice: Item) -> None:
    etag = client.get(f"/read/{voice.code}/file")["ETag"]

    response = client.get(f"/read/{voice.code}/file", headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_cover_is_the_picture_of_the_item(client: Client, account: Account) -> None:
    article = an_article(account, cover=an_image(account))

    response = client.get(f"/read/{article.code}/cover")

    assert (response.status_code, response["Content-Type"], response.content) == (200, "image/png", PNG)


def test_nothing_is_sent_where_there_is_no_file(client: Client, account: Account, voice: Item) -> None:
    article = an_article(account)
    gone = an_image(account, content=PNG + b"gone")
    Item.objects.filter(pk=gone.pk).update(file_path="00/gone.png")

    codes = [
        article.code + "/file",
        article.code + "/cover",
        voice.code + "/cover",
        gone.code + "/file",
        "no/file",
    ]

    assert [client.get(f"/read/{code}").status_code for code in codes] == [404] * 5


def test_type_that_was_never_allowed_is_not_sent(client: Client, voice: Item) -> None:
    Item.objects.filter(pk=voice.pk).update(mime_type="text/html")

    assert client.get(f"/read/{voice.code}/file").status_code == 404
