"""Media, menus and articles: our client against the sandbox, what one writes the other reads."""

import pytest

from tests.wechat.articles import article, published
from zhijian.wechat import errors
from zhijian.wechat.client import Client
from zhijian.wechat.client.drafts import Article
from zhijian.wechat.client.menu import CurrentMenu, Platform
from zhijian.wechat.client.publish import PublishStatus
from zhijian_sandbox.samples import picture, video
from zhijian_sandbox.tests.bench import APPID, Bench

CLICK = {"type": "click", "name": "学习", "key": "STUDY"}


async def test_material_goes_up_and_comes_down(client: Client) -> None:
    image = await client.material.add(picture(), kind="image", filename="a.png")
    film = await client.material.add_video(video(), filename="a.mp4", title="党课", introduction="第一讲")

    fetched = [await client.material.get(one.media_id) for one in (image, film)]
    counted = await client.material.count()
    page = await client.material.batchget(kind="image")
    await client.material.delete(image.media_id)

    assert fetched[0].content == picture()
    assert (fetched[1].title, fetched[1].description, fetched[1].video_url[:5]) == ("党课", "第一讲", "http:")
    assert (counted.image, counted.video, page.total, page.items[0].media_id) == (1, 1, 1, image.media_id)
    with pytest.raises(errors.MediaGone):
        await client.material.get(image.media_id)


async def test_material_in_use_says_so(client: Client) -> None:
    image = await client.material.add(picture(), kind="image", filename="a.png")
    await client.menu.create([{"type": "media_id", "name": "图", "media_id": image.media_id}])

    with pytest.raises(errors.MediaInUse):
        await client.material.delete(image.media_id)


async def test_menu_for_some_is_matched(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    await client.menu.create([CLICK])

    menu_id = await client.menu.add_conditional([{**CLICK, "name": "安卓"}], platform=Platform.ANDROID)
    matched = await client.menu.try_match("oMei")
    await client.menu.delete_conditional(menu_id)

    assert [one["name"] for one in matched] == ["安卓"]
    assert await client.menu.self_menu() == CurrentMenu(is_open=True, buttons=(CLICK,))


async def test_draft_is_kept_changed_and_listed(client: Client) -> None:
    first = await article(client, author="周敏", content_source_url="https://example.com/")
    media_id = await client.drafts.add([first])
    changed = await article(client, title="改过", only_fans_can_comment=True)

    before = await client.drafts.get(media_id)
    await client.drafts.update(media_id, index=0, article=changed)
    page = await client.drafts.page(with_content=True)
    counted = await client.drafts.count()
    await client.drafts.delete(media_id)

    (told,) = before.articles
    assert (told.author, told.content_source_url, told.digest, told.url) == (
        "周敏",
        "https://example.com/",
        "一",
        "",
    )
    assert (page.total, counted, page.drafts[0].articles[0].title) == (1, 1, "改过")
    assert page.drafts[0].articles[0].only_fans_can_comment
    with pytest.raises(errors.MediaGone):
        await client.drafts.get(media_id)


async def test_post_of_pictures_is_kept(client: Client) -> None:
    image = await client.material.add(picture(), kind="image", filename="a.png")

    media_id = await client.drafts.add([Article(title="活动", picture_media_ids=(image.media_id,) * 2)])

    (told,) = (await client.drafts.get(media_id)).articles
    assert (told.picture_media_ids, told.thumb_media_id) == ((image.media_id,) * 2, "")


async def test_refused_article_says_why(client: Client) -> None:
    with pytest.raises(errors.WeChatError) as refused:
        await client.drafts.add([Article(title="字" * 33, content="一")])

    assert refused.value.errcode == 45003


async def test_article_is_published_and_taken_back(client: Client, qinghe: Bench) -> None:
    _, publication = await published(client)

    listed = await client.publish.page()
    articles = await client.publish.articles(publication.article_id)
    await client.publish.delete(publication.article_id)

    assert (publication.status, len(publication.urls), listed.total) == (PublishStatus.DONE, 1, 1)
    assert (articles[0].url, articles[0].is_deleted, articles[0].content) == (
        publication.urls[0],
        False,
        "<p>一</p>",
    )
    assert (await client.publish.articles(publication.article_id))[0].is_deleted
    with pytest.raises(errors.ArticleGone):
        await client.publish.articles("invented")


async def test_refused_publication_tells_its_status(client: Client, qinghe: Bench) -> None:
    qinghe.control("PUT", f"apps/{APPID}/next-publication", publish_status=4, fail_idx=[1])

    _, publication = await published(client)

    assert (publication.status, publication.failed, publication.article_id) == (
        PublishStatus.REFUSED,
        (1,),
        "",
    )
