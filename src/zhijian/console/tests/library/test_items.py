"""One item: adding it, changing it, copying it, doing away with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zhijian.console.tests.library.pages import LIST, address_of, form_of, shown
from zhijian.console.tests.reading import refusals, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests import samples
from zhijian.foundation.library.tests.builders import (
    MP3,
    PNG,
    a_pack,
    an_article,
    an_image,
)
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", {"title": "办公时间", "body": "周一到周五"}),
        ("link", {"title": "原文", "url": "https://news.example/a", "summary": "一句话"}),
        (
            "article",
            {"title": "读本", "body": "第一段\r\n第二段", "source": "《青禾日报》", "rights": "书面同意"},
        ),
        ("large", {"title": "一张纸", "body": "一学\r\n二学"}),
        ("question", {"title": "小事", "body": "哪件小事？"}),
    ],
)
def test_each_kind_is_kept_as_typed(
    as_lin: Client, account: Account, kind: str, values: dict[str, str]
) -> None:
    response = as_lin.post(
        f"{LIST}new/{kind}/", {**values, "rights_until": "2027-01-31", "is_findable": "on"}
    )

    item = Item.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?saved={item.code}")
    assert (item.kind, str(item.rights_until), item.is_findable) == (kind, "2027-01-31", True)
    expected = {name: value.replace("\r\n", "\n") for name, value in values.items()}
    assert {name: getattr(item, name) for name in values} == expected


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        ("image", PNG, "河.png"),
        ("voice", MP3, "a.mp3"),
        ("video", samples.an_mp4(), "a.mp4"),
        ("audio", samples.an_m4a(90), "a.m4a"),
    ],
)
def test_files_are_kept(as_lin: Client, account: Account, kind: str, content: bytes, name: str) -> None:
    as_lin.post(f"{LIST}new/{kind}/", {"title": "文件", "file": SimpleUploadedFile(name, content)})

    item = Item.objects.get()
    assert (item.kind, item.file_name, item.size_bytes) == (kind, name, len(content))


def test_refused_file_says_why_and_keeps_the_words(as_lin: Client, account: Account) -> None:
    response = as_lin.post(
        f"{LIST}new/voice/", {"title": "问候", "file": SimpleUploadedFile("a.mp3", samples.an_mp3(75))}
    )

    page = response.content.decode()
    assert (response.status_code, typed(page, "title"), Item.objects.count()) == (422, ["问候"], 0)
    assert "微信语音最长 60 秒，这段有1 分 15 秒" in refusals(page)[0]
    assert "文件要再选一次" in page


def test_missing_file_is_asked_for(as_lin: Client, account: Account) -> None:
    page = as_lin.post(f"{LIST}new/image/", {"title": "图"}).content.decode()

    assert refusals(page)[0] == "选一个文件"


def test_refusals_stand_beside_their_fields_and_nothing_typed_is_lost(
    as_lin: Client, account: Account
) -> None:
    response = as_lin.post(
        f"{LIST}new/article/",
        {"title": "", "body": "写了很多", "source": "报社", "rights_until": "明年"},
    )

    page = response.content.decode()
    assert (response.status_code, typed(page, "body"), typed(page, "source")) == (
        422,
        ["写了很多"],
        ["报社"],
    )
    assert sorted(refusals(page)) == ["写成 2026-12-31 这样的日子", "起个名字"]
    assert '<details class="sheet fold" open>' in page


def test_source_of_a_page_is_cleaned_on_the_way_in(as_lin: Client, account: Account) -> None:
    as_lin.post(f"{LIST}new/article/", {"title": "读本", "body": "<h2>一</h2><p>甲<script>x()</script></p>"})

    assert Item.objects.get().body == "## 一\n甲"


def test_what_is_made_for_a_pack_goes_into_it(as_lin: Client, account: Account) -> None:
    pack = a_pack(account, an_article(account, "读本"))

    response = as_lin.post(f"{LIST}new/large/", {"title": "一张纸", "body": "一学", "into": pack.code})

    assert response["Location"] == address_of(pack)
    assert list(pack.pack_parts.values_list("item__title", "role")) == [
        ("读本", "reading"),
        ("一张纸", "large"),
    ]


def test_saved_item_is_new_everywhere(as_lin: Client, lin: Staff, account: Account) -> None:
    item = an_article(account, "旧名")

    as_lin.post(address_of(item), form_of(item, title="新名", body="新的"))

    item.refresh_from_db()
    assert (item.title, item.body, item.changed_by_name) == ("新名", "新的", str(lin))


def test_button_says_how_many_places_change(as_lin: Client, account: Account) -> None:
    item = an_article(account)
    for word in ("甲", "乙", "丙"):
        a_rule(account, word, item)

    page = shown(as_lin, address_of(item))

    assert "保存，3 处一起换新" in page
    assert "规则 乙" in page


def test_second_editor_sees_what_the_first_did_and_loses_nothing(as_lin: Client, account: Account) -> None:
    item = an_article(account, "旧名")
    seen = item.version
    library.change_item(Item.objects.get(), by="周敏", title="周的名字")

    response = as_lin.post(address_of(item), form_of(item, title="林的名字", version=seen))
    page = response.content.decode()
    again = as_lin.post(address_of(item), form_of(item, title="林的名字", version=typed(page, "version")[0]))

    assert (response.status_code, typed(page, "title"), Item.objects.get().title) == (
        422,
        ["林的名字"],
        "林的名字",
    )
    assert ("周敏" in page, "周的名字" in page, again.status_code) == (True, True, 302)


def test_unused_item_leads_to_a_rule_that_sends_it(as_lin: Client, account: Account) -> None:
    item = an_article(account, "读本")

    address = f"/console/answers/rules/new/?item={item.code}"

    assert address in shown(as_lin, address_of(item))
    assert (typed(shown(as_lin, address), "part_item"), "读本" in shown(as_lin, address)) == (
        [item.code],
        True,
    )


def test_another_file_takes_the_place_of_the_old(as_lin: Client, account: Account) -> None:
    item = an_image(account)
    new = samples.a_png(20, 20)

    as_lin.post(address_of(item, "file/"), {"file": SimpleUploadedFile("b.png", new)})

    item.refresh_from_db()
    assert (item.width, item.file_name) == (20, "b.png")


def test_refused_file_leaves_the_old_one(as_lin: Client, account: Account) -> None:
    item = an_image(account)

    response = as_lin.post(address_of(item, "file/"), {"file": SimpleUploadedFile("b.png", MP3)})

    assert (response.status_code, Item.objects.get().file_name) == (422, "a.png")
    assert "这是 MP3 文件" in refusals(response.content.decode())[0]


def test_who_reviewed_it_and_when_stands_there(as_lin: Client, lin: Staff, account: Account) -> None:
    item = an_article(account)

    as_lin.post(address_of(item, "review/"))

    assert f"{lin} " in words_of(shown(as_lin, address_of(item))).partition("校过。")[0]


def test_copy_goes_to_the_account_one_chose(as_lin: Client, account: Account) -> None:
    item, other = an_article(account), an_account("other", name="河东村党支部")

    as_lin.post(address_of(item, "copy/"), {"to": other.slug})

    assert Item.objects.filter(account=other).get().title == item.title


def test_unused_item_is_removed(as_lin: Client, account: Account) -> None:
    item = an_article(account)

    response = as_lin.post(address_of(item, "removal/"))

    assert (response["Location"], Item.objects.count()) == (LIST, 0)


def test_item_in_use_stays_and_the_places_are_named(as_lin: Client, account: Account) -> None:
    item = an_article(account)
    a_rule(account, "两学一做", item)
    a_pack(account, item, title="学习资料")
    Account.objects.update(
        menu=[{"name": "看学习", "type": "view", "url": f"https://x/read/{item.code}?a=1"}]
    )

    response = as_lin.post(address_of(item, "removal/"))

    words = words_of(response.content.decode())
    assert (response.status_code, Item.objects.filter(pk=item.pk).exists()) == (422, True)
    assert [name in words for name in ("规则 两学一做", "资料包 学习资料", "菜单 看学习")] == [True] * 3


def test_pasted_page_comes_back_as_lines(as_lin: Client, account: Account) -> None:
    response = as_lin.post(f"{LIST}cleaning/", {"html": "<h1>题</h1><p>甲<b>乙</b></p>"})

    assert (response["Content-Type"], response.content.decode()) == (
        "text/plain; charset=utf-8",
        "## 题\n甲**乙**",
    )
