from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now
from pytest_django.fixtures import Settings

from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import media_files, queries
from zhijian.foundation.library import services as library
from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests.builders import MP3, MP4, PNG, a_pack, an_article, an_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(tmp_path: Path, settings: Settings) -> Account:
    settings.MEDIA_ROOT = tmp_path / "media"
    return an_account()


def test_image_is_kept_on_disk_with_kind_and_size(account: Account) -> None:
    item = an_image(account)

    assert (item.mime_type, item.size_bytes, media_files.path_of(item.file_path).read_bytes()) == (
        "image/png",
        len(PNG),
        PNG,
    )


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image", MP3),
        ("image", b"<svg xmlns='x'/>"),
        ("image", b""),
        ("image", PNG + b"\0" * 10 * 1024 * 1024),
        ("voice", PNG),
        ("voice", MP3 + b"\0" * 2 * 1024 * 1024),
        ("video", MP3),
        ("video", MP4 + b"\0" * 10 * 1024 * 1024),
        ("text", PNG),
    ],
)
def test_file_the_platform_would_not_take_is_refused(account: Account, kind: str, content: bytes) -> None:
    with pytest.raises(ItemRefused):
        library.add_media(
            account_id=account.pk, kind=kind, title="x", content=content, file_name="x", actor="tests"
        )

    assert Item.objects.count() == 0


@pytest.mark.parametrize(("kind", "content"), [("voice", MP3), ("video", MP4), ("voice", b"#!AMR\n0000")])
def test_voice_and_video_are_taken(account: Account, kind: str, content: bytes) -> None:
    item = library.add_media(
        account_id=account.pk, kind=kind, title="x", content=content, file_name="x", actor="tests"
    )

    assert item.size_bytes == len(content)


def test_pack_keeps_the_order_of_its_parts(account: Account) -> None:
    first, second, third = (an_article(account, title) for title in ("一", "二", "三"))

    pack = a_pack(account, third, first, second)

    assert queries.parts_of(pack) == [third, first, second]


def test_pack_takes_nothing_of_another_account(account: Account) -> None:
    foreign = an_article(an_account("other"))

    with pytest.raises(ItemRefused, match="另一个公众号"):
        a_pack(account, foreign)


def test_pack_holds_no_pack_and_is_not_empty(account: Account) -> None:
    inner = a_pack(account, an_article(account))

    for parts in ([inner], []):
        with pytest.raises(ItemRefused):
            a_pack(account, *parts)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//example.invalid", ""])
def test_link_leads_to_a_web_address_only(account: Account, url: str) -> None:
    with pytest.raises(ItemRefused):
        library.add_link(account_id=account.pk, title="x", url=url, actor="tests")


def test_media_id_counts_only_while_wechat_holds_it(account: Account) -> None:
    image = an_image(account)

    library.note_uploaded(item=image, media_id="m-1", expires_at=now() + timedelta(days=3))
    fresh = queries.live_media_id(image.pk)
    library.note_uploaded(item=image, media_id="m-2", expires_at=now() + timedelta(minutes=30))

    assert (fresh, queries.live_media_id(image.pk)) == ("m-1", "")


def test_new_things_reach_the_gateways(account: Account) -> None:
    before = accounts.revisions()[account.pk]

    image = an_image(account)
    library.note_uploaded(item=image, media_id="m-1", expires_at=now() + timedelta(days=3))

    assert accounts.revisions()[account.pk] == before + 2


def test_codes_cannot_be_guessed_from_one_another(account: Account) -> None:
    codes = {an_article(account, str(n)).code for n in range(20)}

    assert (len(codes), {len(code) for code in codes}) == (20, {15})
