import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, localtime

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests.builders import (
    MP3,
    MP4,
    PNG,
    a_large_page,
    a_pack,
    a_recording,
    a_talking_point,
    an_article,
    an_image,
)

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    """The page's words, without markup, white space folded."""
    words = re.sub(r"<[^>]*>", " ", page.partition("<main>")[2])
    return " ".join(words.split())


def shown(client: Client, item: Item, **query: str) -> str:
    response = client.get(f"/read/{item.code}", query)
    assert response.status_code == 200
    return response.content.decode()


def media(account: Account, kind: str, content: bytes, name: str, **more: Any) -> Item:
    return library.add_media(
        account_id=account.pk, kind=kind, title="听一听", content=content, file_name=name, actor="t", **more
    )


def test_article_shows_cover_title_source_author_and_paragraphs(client: Client, account: Account) -> None:
    article = an_article(
        account,
        cover=an_image(account),
        body="第一段。\n第二段。",
        author="林知远",
        source="《青禾日报》",
        rights="已得到报社书面许可",
    )

    page = shown(client, article)

    day = localtime(article.made_at)
    date = f"{day.year}年{day.month}月{day.day}日"
    assert "<title>小事不小</title>" in page
    assert f'<img class="head-image" src="/read/{article.code}/cover" alt="">' in page
    assert text_of(page) == (
        f"小事不小 转自 《青禾日报》 {date} 作者 林知远 已得到报社书面许可 第一段。 第二段。"
    )


def test_own_text_is_not_said_to_be_taken_from_ourselves(client: Client, account: Account) -> None:
    page = shown(client, an_article(account, source=account.name))

    assert "转自" not in page


def test_text_is_escaped_and_runs_nothing(client: Client, account: Account) -> None:
    item = library.add_text(
        account_id=account.pk, title="<b>粗</b>", body="<script>alert(1)</script>", actor="tests"
    )

    page = shown(client, item)

    assert ("<script" in page, "<b>粗</b>" in page) == (False, False)
    assert text_of(page) == "&lt;b&gt;粗&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;"


def test_link_says_where_it_leads_and_tells_nobody_who_came(client: Client, account: Account) -> None:
    item = library.add_link(
        account_id=account.pk, title="原文", url="https://news.example/a?b=1&c=2", actor="tests"
    )

    page = shown(client, item)

    assert 'href="https://news.example/a?b=1&amp;c=2" rel="noreferrer noopener nofollow"' in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert text_of(page) == "原文 去看看 会打开 news.example，不是我们的页面。"


@pytest.mark.parametrize(
    ("kind", "content", "name", "element"),
    [
        ("image", PNG, "a.png", '<img class="whole" src="/read/{code}/file" alt="听一听">'),
        ("voice", MP3, "a.mp3", '<audio controls preload="metadata" src="/read/{code}/file">'),
        ("video", MP4, "a.mp4", '<video controls playsinline preload="metadata" src="/read/{code}/file">'),
    ],
)
def test_media_stand_on_their_page(
    client: Client, account: Account, kind: str, content: bytes, name: str, element: str
) -> None:
    item = media(account, kind, content, name)

    assert element.format(code=item.code) in shown(client, item)


def test_recording_no_browser_plays_is_offered_for_keeping(client: Client, account: Account) -> None:
    item = media(account, "voice", b"#!AMR\n" + b"\0" * 2000, "a.amr")

    page = shown(client, item)

    assert ("<audio" in page, text_of(page)) == (False, "听一听 存到手机里（2 KB）")


def test_pack_lists_its_parts_in_order(client: Client, account: Account) -> None:
    first = an_article(account, "读本", summary="三件事")
    second = an_article(account, "大字版", summary="一页纸")
    pack = a_pack(account, second, first)

    page = shown(client, pack)

    assert re.findall(r'<a class="row" href="([^"]+)"', page) == [
        f"/read/{second.code}?pack={pack.code}",
        f"/read/{first.code}?pack={pack.code}",
    ]
    assert text_of(page) == "学习资料 这里面有 大字版 读一读 · 一页纸 读本 读一读 · 三件事"


def test_pack_of_four_says_what_each_part_is_for(client: Client, account: Account) -> None:
    pack = a_pack(
        account,
        an_article(account, "读本", summary=""),
        a_recording(account, "录音", seconds=1260),
        a_large_page(account, "一张纸"),
        a_talking_point(account, "身边的小事", body="哪件小事让您觉得合格？"),
        title="两学一做",
        body="您好，不方便看字的，可以点第二条听。",
    )

    assert text_of(shown(client, pack)) == (
        "两学一做 您好，不方便看字的，可以点第二条听。 这里面有 读本 读一读 · 文章 · 读完约 1 分钟 "
        "录音 听一听 · 长音频 · 21 分钟 一张纸 一页大字版 · 一页，字特别大，也能打印 "
        "身边的小事 想一想，说一说 · 哪件小事让您觉得合格？"
    )


def test_long_recording_has_a_player_and_says_how_long(client: Client, account: Account) -> None:
    item = a_recording(account, seconds=1260)

    page = shown(client, item)

    assert f'<audio controls preload="metadata" src="/read/{item.code}/file" data-keep-place' in page
    assert "一共 21 分钟，可以往前往后拖。" in text_of(page)


def test_large_page_carries_its_code_for_whoever_has_the_paper(client: Client, account: Account) -> None:
    page = shown(client, a_large_page(account))

    assert ("<svg" in page, "style=" in page) == (True, False)
    assert "一学 党章党规 二学 系列讲话 做 合格党员 青禾镇党建 用微信扫一扫" in text_of(page)


def test_article_shows_headings_lists_and_bold_words(client: Client, account: Account) -> None:
    body = "## 一、为什么\n- 第一条\n- 第**二**条\n## <b>\n**全**<script> https://example.org/"

    page = shown(client, an_article(account, body=body))

    assert "<h2>一、为什么</h2>" in page
    assert "<ul><li>第一条</li><li>第<b>二</b>条</li></ul>" in page
    assert "<h2>&lt;b&gt;</h2>" in page
    assert "<p><b>全</b>&lt;script&gt; <a" in page


def test_what_may_no_longer_be_shown_says_so_and_shows_nothing(client: Client, account: Account) -> None:
    ended = localdate() - timedelta(days=1)
    item = a_recording(account, "评书", rights_until=ended)
    pack = a_pack(account, item, an_article(account, "读本"))

    page, file = client.get(f"/read/{item.code}"), client.get(f"/read/{item.code}/file")

    assert (page.status_code, file.status_code) == (410, 404)
    assert "“评书”先收起来了" in page.content.decode()
    assert "评书" not in text_of(shown(client, pack))


def test_part_of_a_pack_leads_back_and_on(client: Client, account: Account) -> None:
    first, second = an_article(account, "读本"), an_article(account, "大字版")
    pack = a_pack(account, first, second)

    page = shown(client, first, pack=pack.code)

    assert f'<a class="back" href="/read/{pack.code}">' in page
    assert re.findall(r'<a class="row" href="([^"]+)"', page) == [f"/read/{second.code}?pack={pack.code}"]


def test_pack_that_does_not_hold_the_item_is_no_way_back(client: Client, account: Account) -> None:
    item, other = an_article(account), a_pack(account, an_article(account, "别的"))

    assert f"/read/{other.code}" not in shown(client, item, pack=other.code)


def test_whole_pack_reads_in_the_elder_view(client: Client, account: Account) -> None:
    pack = a_pack(account, an_article(account, "读本"))

    page = shown(client, pack, view="elder-3")
    first_part = re.findall(r'<a class="row" href="([^"]+)"', page)[0].replace("&amp;", "&")
    part_page = client.get(first_part).content.decode()

    assert '<html lang="zh-Hans" data-view="elder" data-size="3">' in page
    assert '<html lang="zh-Hans" data-view="elder" data-size="3">' in part_page


def test_unknown_code_is_told_kindly(client: Client, db: None) -> None:
    response = client.get("/read/not-here")

    assert response.status_code == 404
    assert "没找到这一页" in response.content.decode()


def test_nobody_is_asked_to_sign_in(client: Client, account: Account) -> None:
    response = client.get(f"/read/{an_article(account).code}")

    assert (response.status_code, dict(response.cookies)) == (200, {})


def test_pages_are_only_read(client: Client, account: Account) -> None:
    item = an_article(account)

    statuses = [client.post(f"/read/{item.code}{end}").status_code for end in ("", "/file", "/cover")]

    assert statuses == [405, 405, 405]


def test_only_a_long_recording_has_a_script(account: Account, client: Client) -> None:
    pages = (a_recording(account), an_article(account, "读本"))

    policies = [client.get(f"/read/{item.code}")["Content-Security-Policy"] for item in pages]

    assert ["script-src testserver/static/portal/keep_place.js;" in policy for policy in policies] == [
        True,
        False,
    ]
    assert "script-src" not in policies[1]
