"""Drafts: what an article must be, and how it is told again."""

from typing import Any

import pytest

from zhijian_sandbox.samples import picture
from zhijian_sandbox.tests.bench import Bench, Json

DONE = {"errcode": 0, "errmsg": "ok"}


def keep_picture(bench: Bench) -> str:
    query = {"access_token": bench.token(), "type": "image"}
    files = {"media": ("a.png", picture())}
    answer = bench.http.post("/cgi-bin/material/add_material", params=query, files=files)
    return str(answer.json()["media_id"])


def article(bench: Bench, **changes: Any) -> Json:
    return {
        "title": "学习强国",
        "author": "周敏",
        "content": "<p>第一段</p>",
        "thumb_media_id": keep_picture(bench),
        **changes,
    }


def add(bench: Bench, *articles: Any) -> Json:
    return bench.post("draft/add", {"articles": list(articles)})


def stored(bench: Bench, **changes: Any) -> Json:
    media_id = add(bench, article(bench, **changes))["media_id"]
    return dict(bench.post("draft/get", {"media_id": media_id})["news_item"][0])


def test_draft_comes_back_as_it_was_made(qinghe: Bench) -> None:
    thumb = keep_picture(qinghe)
    given = {
        "title": "学习强国",
        "author": "周敏",
        "digest": "短说",
        "content": "<p>第一段</p>",
        "content_source_url": "https://example.com/a",
        "thumb_media_id": thumb,
        "need_open_comment": 1,
        "only_fans_can_comment": 0,
        "pic_crop_235_1": "0_0_1_0.5",
    }

    media_id = add(qinghe, given)["media_id"]
    got = qinghe.post("draft/get", {"media_id": media_id})

    (item,) = got["news_item"]
    assert (got["create_time"] > 0, got["update_time"] == got["create_time"]) == (True, True)
    assert qinghe.http.get(item.pop("thumb_url")).content == picture()
    assert item == {**given, "article_type": "news", "url": ""}


def test_digest_is_taken_from_the_text_when_there_is_none(qinghe: Bench) -> None:
    assert stored(qinghe, content="<p>" + "字" * 80 + "</p>")["digest"] == "字" * 54


def test_scripts_and_pictures_from_elsewhere_are_taken_out(qinghe: Bench) -> None:
    content = (
        '<p onclick="x()">好</p><script>alert(1)</script><a href="javascript:x()">点</a>'
        '<img alt="a" src="https://elsewhere.example/a.png"><img src="https://mmbiz.qpic.cn/b.png">'
        f'<img src="{qinghe.url}/_sandbox/media/c">'
    )

    assert stored(qinghe, content=content)["content"] == (
        '<p>好</p><a href="">点</a><img alt="a" src=""><img src="https://mmbiz.qpic.cn/b.png">'
        f'<img src="{qinghe.url}/_sandbox/media/c">'
    )


def test_escaped_chinese_is_stored_as_its_escape(qinghe: Bench) -> None:
    thumb = keep_picture(qinghe)
    body = (
        rb'{"articles": [{"title": "\u5b66", "content": "x", "thumb_media_id": "' + thumb.encode() + b'"}]}'
    )

    media_id = qinghe.post("draft/add", content=body)["media_id"]

    assert qinghe.post("draft/get", {"media_id": media_id})["news_item"][0]["title"] == "\\u5b66"


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"title": ""}, 45003),
        ({"title": "字" * 33}, 45003),
        ({"author": "字" * 17}, 45110),
        ({"digest": "字" * 129}, 45004),
        ({"content": ""}, 44003),
        ({"content": "字" * 20_000}, 45002),
        ({"content_source_url": "ftp://x"}, 41039),
        ({"content_source_url": "https://x/" + "u" * 1024}, 45005),
        ({"thumb_media_id": "invented"}, 40007),
        ({"thumb_media_id": ""}, 40007),
        ({"article_type": "film"}, 40035),
        ({"product_info": {"footer_product_info": {"product_key": "k"}}}, 53406),
        ({"article_type": "newspic"}, 40007),
        ({"article_type": "newspic", "image_info": {"image_list": []}}, 45008),
        ({"article_type": "newspic", "image_info": {"image_list": [{}] * 21}}, 45008),
        ({"article_type": "newspic", "image_info": {"image_list": [{"image_media_id": "x"}]}}, 40007),
    ],
)
def test_articles_the_platform_refuses(qinghe: Bench, changes: Json, errcode: int) -> None:
    assert add(qinghe, article(qinghe, **changes))["errcode"] == errcode


def test_limits_themselves_are_allowed(qinghe: Bench) -> None:
    longest = article(qinghe, title="字" * 32, author="字" * 16, digest="字" * 128, content="字" * 19_999)

    assert "media_id" in add(qinghe, *[longest] * 8)


@pytest.mark.parametrize(
    ("articles", "errcode"), [([], 44003), (["x"], 44003), ("ab", 44003), ([{}] * 9, 45008)]
)
def test_number_of_articles_is_checked(qinghe: Bench, articles: Any, errcode: int) -> None:
    assert qinghe.post("draft/add", {"articles": articles})["errcode"] == errcode


def test_change_needs_an_article_and_a_draft(qinghe: Bench) -> None:
    media_id = add(qinghe, article(qinghe))["media_id"]

    answers = [
        qinghe.post("draft/update", {"media_id": media_id, "index": 0, "articles": []})["errcode"],
        qinghe.post("draft/update", {"index": 0, "articles": {}})["errcode"],
        qinghe.post("draft/get", {"media_id": 7})["errcode"],
    ]

    assert answers == [44003, 41006, 41006]


def test_temporary_picture_is_no_cover(qinghe: Bench) -> None:
    media_id = qinghe.upload("image", picture())["media_id"]

    assert add(qinghe, article(qinghe, thumb_media_id=media_id))["errcode"] == 40007


def test_post_of_pictures_has_up_to_twenty(qinghe: Bench) -> None:
    one = {"image_media_id": keep_picture(qinghe)}
    given = {
        "article_type": "newspic",
        "title": "活动",
        "content": "好天",
        "image_info": {"image_list": [one] * 20},
    }

    media_id = add(qinghe, given)["media_id"]

    (item,) = qinghe.post("draft/get", {"media_id": media_id})["news_item"]
    shown = item["image_info"]["image_list"]
    assert (len(shown), shown[0]["image_media_id"], item["thumb_url"]) == (
        20,
        one["image_media_id"],
        shown[0]["image_url"],
    )


def test_one_article_is_changed_by_its_index(qinghe: Bench) -> None:
    media_id = add(qinghe, article(qinghe), article(qinghe, title="第二篇"))["media_id"]

    changed = qinghe.post(
        "draft/update",
        {"media_id": media_id, "index": 1, "articles": article(qinghe, title="第二篇，改过")},
    )

    titles = [one["title"] for one in qinghe.post("draft/get", {"media_id": media_id})["news_item"]]
    assert (changed, titles) == (DONE, ["学习强国", "第二篇，改过"])


@pytest.mark.parametrize("index", [-1, 1, "0", None])
def test_index_out_of_range_is_refused(qinghe: Bench, index: Any) -> None:
    media_id = add(qinghe, article(qinghe))["media_id"]

    body = {"media_id": media_id, "index": index, "articles": article(qinghe)}
    assert qinghe.post("draft/update", body)["errcode"] == 40114


def test_deleted_draft_is_gone(qinghe: Bench) -> None:
    media_id = add(qinghe, article(qinghe))["media_id"]

    assert qinghe.post("draft/delete", {"media_id": media_id}) == DONE
    assert qinghe.post("draft/get", {"media_id": media_id})["errcode"] == 40007
    assert qinghe.get("draft/count") == {"total_count": 0}


def test_drafts_are_listed_the_last_changed_first(qinghe: Bench) -> None:
    older = add(qinghe, article(qinghe))["media_id"]
    qinghe.later(minutes=1)
    newer = add(qinghe, article(qinghe, title="新的"))["media_id"]

    page = qinghe.post("draft/batchget", {"offset": 0, "count": 1, "no_content": 1})
    rest = qinghe.post("draft/batchget", {"offset": 1, "count": 20})

    (first,) = page["item"]
    assert (page["total_count"], page["item_count"], first["media_id"]) == (2, 1, newer)
    assert "content" not in first["content"]["news_item"][0]
    assert [(one["media_id"], one["content"]["news_item"][0]["content"]) for one in rest["item"]] == [
        (older, "<p>第一段</p>")
    ]


@pytest.mark.parametrize(
    "body",
    [{"offset": 0}, {"offset": "0", "count": 1}, {"offset": -1, "count": 1}, {"offset": 0, "count": 21}],
)
def test_pages_out_of_range_are_refused(qinghe: Bench, body: Json) -> None:
    assert qinghe.post("draft/batchget", body)["errcode"] == 40035


def test_old_switch_has_long_been_on(qinghe: Bench) -> None:
    assert qinghe.post("draft/switch", {}) == {**DONE, "is_open": 1}


def test_draft_of_another_account_is_none(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")
    media_id = add(bench, article(bench))["media_id"]

    body = {"media_id": media_id}
    assert bench.post("draft/get", body, token=bench.token(appid="wxother"))["errcode"] == 40007
