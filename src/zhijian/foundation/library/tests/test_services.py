from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library import media_files, queries
from zhijian.foundation.library import services as library
from zhijian.foundation.library.errors import ItemChangedMeanwhile, ItemInUse, ItemRefused
from zhijian.foundation.library.models import Item, PackPart, SearchEntry, UploadedMedia
from zhijian.foundation.library.search import search
from zhijian.foundation.library.tests import samples
from zhijian.foundation.library.tests.builders import (
    MP3,
    MP4,
    PNG,
    a_file,
    a_large_page,
    a_pack,
    a_recording,
    a_talking_point,
    an_article,
    an_image,
)
from zhijian.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db

MEBIBYTE = 1024 * 1024


def test_image_is_kept_on_disk_with_kind_and_size(account: Account) -> None:
    item = an_image(account, content=samples.a_png(640, 480))

    kept = media_files.path_of(item.file_path).read_bytes()
    assert (item.mime_type, item.size_bytes, item.width, item.height) == ("image/png", len(kept), 640, 480)


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("image", MP3, "这是 MP3 文件。这里只收 PNG、JPG 或 GIF，不超过 10 MB"),
        ("image", b"<svg xmlns='x'/>", "认不出这个文件是什么"),
        ("image", b"\0\0\0\x18ftypheic", "HEIC 照片"),
        ("image", b"", "文件是空的"),
        ("image", PNG + b"\0" * 10 * MEBIBYTE, "这个文件有 10.0 MB"),
        ("image", samples.a_png(9000, 9000), "9000 × 9000 点"),
        ("voice", PNG, "这是 PNG 文件"),
        ("voice", MP3 + b"\0" * 2 * MEBIBYTE, "这个文件有 2.0 MB"),
        ("voice", samples.an_mp3(130), "微信语音最长 60 秒，这段有2 分 10 秒。改传成“长音频”"),
        ("voice", samples.an_amr(61), "微信语音最长 60 秒"),
        ("voice", samples.an_m4a(5), "这是 M4A 文件"),
        ("video", MP3, "这是 MP3 文件"),
        ("video", b"\0\0\0\x18ftypqt  ", "这是 MOV 文件"),
        ("video", MP4 + b"\0" * 10 * MEBIBYTE, "MP4，不超过 10 MB"),
        ("audio", MP4, "这是 MP4 文件。这里只收 MP3、M4A 或 AMR，不超过 60 MB"),
        ("text", PNG, "只有图片"),
    ],
)
def test_file_the_platform_would_not_take_is_refused_in_words(
    account: Account, kind: str, content: bytes, says: str
) -> None:
    with pytest.raises(ItemRefused) as refused:
        a_file(account, kind, content)

    assert (says in refused.value.rule, Item.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("kind", "content", "seconds"),
    [
        ("voice", samples.an_mp3(60), 60),
        ("voice", samples.an_amr(59), 59),
        ("video", samples.an_mp4(20), 20),
        ("audio", samples.an_m4a(1260), 1260),
        ("audio", samples.an_mp3(90), 90),
    ],
)
def test_voice_video_and_long_recordings_are_taken(
    account: Account, kind: str, content: bytes, seconds: int
) -> None:
    item = a_file(account, kind, content)

    assert (item.size_bytes, item.duration_seconds) == (len(content), seconds)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "题" * 65}, "title"),
        ({"body": " "}, "body"),
        ({"body": "长" * (18 * 24 + 1)}, "body"),
        ({"body": "短\n" * 19}, "body"),
        ({"summary": "长" * 121}, "summary"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_words_beyond_bounds_are_refused_by_field(
    account: Account, values: dict[str, str], field: str
) -> None:
    given = {"title": "一张纸", "body": "一学", **values}

    with pytest.raises(ItemRefused) as refused:
        library.add_large(account_id=account.pk, actor="tests", **given)

    assert refused.value.field == field


def test_pack_keeps_the_order_of_its_parts_and_what_each_is_for(account: Account) -> None:
    reading, large = an_article(account), a_large_page(account)
    recording, question = a_recording(account), a_talking_point(account)

    pack = library.add_pack(
        account_id=account.pk,
        title="学习资料",
        parts=[(reading, "reading"), (recording, ""), (large, "nonsense"), (question, "other")],
        actor="tests",
    )

    assert queries.parts_of(pack) == [reading, recording, large, question]
    assert list(pack.pack_parts.values_list("role", flat=True)) == ["reading", "audio", "large", "other"]


def test_pack_takes_nothing_of_another_account(account: Account) -> None:
    foreign = an_article(an_account("other"))

    with pytest.raises(ItemRefused, match="另一个公众号"):
        a_pack(account, foreign)


def test_pack_holds_no_pack_and_is_neither_empty_nor_endless(account: Account) -> None:
    article = an_article(account)
    inner = a_pack(account, article)

    for parts in ([inner], [], [article] * 21):
        with pytest.raises(ItemRefused):
            a_pack(account, *parts)


def test_pack_is_changed_as_a_whole(account: Account) -> None:
    first, second = an_article(account, "一"), an_article(account, "二")
    pack = a_pack(account, first)

    library.change_pack(pack, parts=[(second, ""), (first, "")], by="tests", title="新名字", body="您好")

    pack.refresh_from_db()
    assert (pack.title, pack.body, queries.parts_of(pack)) == ("新名字", "您好", [second, first])


def test_refused_change_leaves_the_pack_as_it_was(account: Account) -> None:
    first = an_article(account, "一")
    pack = a_pack(account, first, title="旧名字")

    with pytest.raises(ItemRefused):
        library.change_pack(pack, parts=[], by="tests", title="新名字")

    pack.refresh_from_db()
    assert (pack.title, queries.parts_of(pack)) == ("旧名字", [first])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//example.invalid", "", "https://", "https://a b"])
def test_link_leads_to_a_web_address_only(account: Account, url: str) -> None:
    with pytest.raises(ItemRefused):
        library.add_link(account_id=account.pk, title="x", url=url, actor="tests")


def test_change_reaches_gateways_search_and_audit(account: Account) -> None:
    item = an_article(account, "防汛值班表")
    before = accounts.revisions()[account.pk]

    library.change_item(item, by="林", title=" 抗旱值班表 ", body="新")

    item.refresh_from_db()
    assert (item.title, item.version, item.changed_by_name) == ("抗旱值班表", 2, "林")
    assert accounts.revisions()[account.pk] == before + 1
    assert [hit.title for hit in search(account.pk, "抗旱")] == ["抗旱值班表"]
    assert Line.objects.filter(action="library.changed").get().details == {"fields": ["body", "title"]}


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(account: Account) -> None:
    item = an_article(account, "旧")
    seen = item.version
    library.change_item(Item.objects.get(), by="林", seen_version=seen, title="林改的")

    with pytest.raises(ItemChangedMeanwhile) as meanwhile:
        library.change_item(item, by="周", seen_version=seen, title="周改的")

    assert (meanwhile.value.by_name, Item.objects.get().title) == ("林", "林改的")


def test_replaced_file_takes_the_place_of_the_old_one_everywhere(account: Account) -> None:
    item = an_image(account)
    library.note_uploaded(item=item, media_id="m-1", expires_at=now() + timedelta(days=3))
    library.note_permanent(item=item, media_id="p-1", url="")

    library.replace_file(item, content=samples.a_jpeg(30, 20), file_name="b.jpg", by="tests")

    item.refresh_from_db()
    assert (item.mime_type, item.width, item.file_name) == ("image/jpeg", 30, "b.jpg")
    assert (queries.live_media_id(item.pk), item.permanent.is_outdated) == ("", True)


def test_file_that_is_refused_leaves_the_old_one(account: Account) -> None:
    item = an_image(account)

    with pytest.raises(ItemRefused):
        library.replace_file(item, content=MP3, file_name="b.mp3", by="tests")

    assert Item.objects.get().file_path == item.file_path


def test_what_is_in_a_pack_or_is_a_cover_is_not_removed(account: Account) -> None:
    picture = an_image(account)
    article = an_article(account, cover=picture)
    a_pack(account, article)

    for item in (picture, article):
        with pytest.raises(ItemInUse):
            library.remove_item(item, by="tests")

    assert Item.objects.count() == 3


def test_removed_item_is_gone_from_the_search_and_from_wechat(account: Account) -> None:
    item = an_image(account)
    library.note_permanent(item=item, media_id="p-1", url="")

    library.remove_item(item, by="tests")

    assert (Item.objects.count(), SearchEntry.objects.count()) == (0, 0)
    assert [task.arguments for task in Task.objects.filter(name="library.delete_material")] == [
        {"account": account.pk, "media_id": "p-1"}
    ]


def test_removed_pack_leaves_its_parts(account: Account) -> None:
    article = an_article(account)

    library.remove_item(a_pack(account, article), by="tests")

    assert (list(Item.objects.all()), PackPart.objects.count()) == ([article], 0)


def test_copy_belongs_to_the_other_account_with_all_it_needs(account: Account) -> None:
    cover = an_image(account)
    pack = a_pack(account, an_article(account, cover=cover), a_talking_point(account))
    library.note_uploaded(item=cover, media_id="m-1", expires_at=now() + timedelta(days=3))
    other = an_account("other")

    copied = library.copy_to_account(pack, account_id=other.pk, by="tests")

    parts = queries.parts_of(copied)
    assert [
        (part.account_id, part.title, part.code in {p.code for p in queries.parts_of(pack)}) for part in parts
    ] == [
        (other.pk, "小事不小", False),
        (other.pk, "身边的小事", False),
    ]
    assert parts[0].cover is not None
    assert (parts[0].cover.account_id, parts[0].cover.file_path) == (other.pk, cover.file_path)
    assert UploadedMedia.objects.filter(item__account_id=other.pk).count() == 0


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
