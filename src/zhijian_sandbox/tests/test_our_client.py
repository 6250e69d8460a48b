"""Our own client against the sandbox: what one writes, the other reads, and the way back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from zhijian.wechat import errors, jssdk
from zhijian.wechat.client import Client, comments, mass, oauth
from zhijian.wechat.client.drafts import Article
from zhijian.wechat.client.menu import CurrentMenu, Platform
from zhijian.wechat.client.publish import Publication, PublishStatus
from zhijian_sandbox.samples import picture, video
from zhijian_sandbox.tests.bench import APPID, SECRET, Bench

CLICK = {"type": "click", "name": "学习", "key": "STUDY"}


@pytest.fixture
async def client(qinghe: Bench) -> AsyncIterator[Client]:
    async with Client(appid=APPID, secret=SECRET, base_url=qinghe.url) as client:
        yield client


async def article(client: Client, **changes: Any) -> Article:
    cover = await client.material.add(picture(), kind="image", filename="a.png")
    given: dict[str, Any] = {"title": "学习", "content": "<p>一</p>", "thumb_media_id": cover.media_id}
    return Article(**{**given, **changes})


async def published(client: Client, *articles: Article) -> tuple[int, Publication]:
    """The msg_data_id, and the publication at its end."""
    media_id = await client.drafts.add(articles or [await article(client, need_open_comment=True)])
    submitted = await client.publish.submit(media_id)
    for _ in range(300):
        found = await client.publish.get(submitted.publish_id)
        if found.status is not PublishStatus.IN_PROGRESS:
            return submitted.msg_data_id, found
        await asyncio.sleep(0.02)
    raise AssertionError("it never ended")


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


async def test_blacklist_and_remark_arrive(client: Client, qinghe: Bench) -> None:
    qinghe.follower()

    await client.users.set_remark("oMei", remark="老王")
    await client.users.put_on_blacklist(["oMei"])
    listed = await client.users.blacklist()
    await client.users.take_off_blacklist(["oMei"])

    assert (listed.openids, (await client.users.info("oMei")).remark) == (("oMei",), "老王")
    assert (await client.users.blacklist()).total == 0


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


async def test_push_is_taken_once_under_its_own_number(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    media_id = await client.drafts.add([await article(client)])
    accepted = await client.mass.send_to_all(mass.Articles(media_id), client_id="spring")
    for _ in range(300):
        if await client.mass.status(accepted.msg_id) is mass.PushStatus.SENT:
            break
        await asyncio.sleep(0.02)

    again = await client.drafts.add([await article(client)])
    with pytest.raises(errors.AlreadySent) as refused:
        await client.mass.send_to_all(mass.Articles(again), client_id="spring")

    assert (refused.value.msg_id, refused.value.msg_data_id) == (accepted.msg_id, accepted.msg_data_id)
    assert len(qinghe.bubbles()) == 1


async def test_every_kind_of_push_is_understood(client: Client, qinghe: Bench) -> None:
    qinghe.follower("oMei")
    qinghe.follower("oBo")
    tag = await client.tags.create("党员")
    image = (await client.media.upload(picture(), kind="image", filename="a.png")).media_id
    film = (await client.media.upload(video(), kind="video", filename="a.mp4")).media_id
    converted = await client.mass.convert_video(film, title="党课", description="")

    accepted = [
        await client.mass.send_to_all(mass.Text("开会")),
        await client.mass.send_to_tag(mass.Images(media_ids=(image,)), tag_id=tag.id),
        await client.mass.send_to(mass.Video(converted), openids=["oMei", "oBo"]),
        await client.mass.send_to_tag(mass.Card("C"), tag_id=tag.id, sends_reprints=True),
    ]
    await client.mass.preview(mass.Text("看看"), openid="oMei")
    await client.mass.preview(mass.Text("看看"), wechat_id="phone-2")

    assert len({one.msg_id for one in accepted}) == 4
    with pytest.raises(ValueError, match="2 to 10000"):
        await client.mass.send_to(mass.Text("x"), openids=["oMei"])


async def test_used_up_quota_waits_for_another_day(client: Client, qinghe: Bench) -> None:
    qinghe.control("PATCH", f"apps/{APPID}", quotas={"push": 0})

    with pytest.raises(errors.QuotaUsedUp) as refused:
        await client.mass.send_to_all(mass.Text("开会"))

    assert refused.value.errcode == 45028


async def test_push_is_deleted_and_its_speed_set(client: Client, qinghe: Bench) -> None:
    media_id = await client.drafts.add([await article(client)])
    accepted = await client.mass.send_to_all(mass.Articles(media_id))
    await asyncio.sleep(0.5)

    await client.mass.delete(accepted.msg_id)
    await client.mass.set_speed(2)

    assert await client.mass.status(accepted.msg_id) is mass.PushStatus.DELETED
    assert await client.mass.speed() == mass.Speed(2, 45)


async def test_comments_are_elected_answered_and_deleted(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    msg_data_id, _ = await published(client)
    written = qinghe.control("POST", "followers/oMei/comments", msg_data_id=msg_data_id, content="写得好")
    number = written["user_comment_id"]

    await client.comments.elect(msg_data_id, number)
    await client.comments.reply(msg_data_id, number, content="谢谢")
    page = await client.comments.page(msg_data_id, which=comments.Which.ELECTED)
    await client.comments.delete_reply(msg_data_id, number)
    await client.comments.unelect(msg_data_id, number)
    await client.comments.close(msg_data_id)
    await client.comments.open(msg_data_id)
    await client.comments.delete(msg_data_id, number)

    (one,) = page.comments
    assert (page.total, one.id, one.content, one.is_elected, one.reply, one.openid) == (
        1,
        number,
        "写得好",
        True,
        "谢谢",
        "oMei",
    )
    with pytest.raises(errors.CommentGone):
        await client.comments.elect(msg_data_id, number)
    with pytest.raises(errors.ArticleGone):
        await client.comments.page(7)


async def test_account_without_comments_says_so(client: Client, qinghe: Bench) -> None:
    qinghe.control("PATCH", f"apps/{APPID}", comments=False)

    with pytest.raises(errors.CommentsUnavailable):
        await client.comments.page(7)


async def test_statistics_are_read_as_they_are_written(client: Client, qinghe: Bench) -> None:
    day = date(2026, 3, 5)
    qinghe.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    qinghe.follower(follows=False)
    qinghe.act("follow")
    qinghe.act("text", content="在吗")
    msg_data_id, publication = await published(client)
    for kind in ("read", "share", "like"):
        qinghe.control("POST", "followers/oMei/readings", msg_data_id=msg_data_id, kind=kind)
    qinghe.control("PUT", "clock", now="2026-03-06T09:00:00+08:00")

    changes = await client.statistics.followers_changed(day, day)
    (count,) = await client.statistics.followers(day, day)
    (messages,) = await client.statistics.messages(day, day)
    (calls,) = await client.statistics.callbacks(day, day)
    (read,) = await client.statistics.articles_read(day, day)
    (shared,) = await client.statistics.articles_shared(day, day)
    (account,) = await client.statistics.account(day, day)
    (detail,) = await client.statistics.articles_of(day)

    assert [(one.source, one.came, one.left) for one in changes] == [(0, 0, 0), (1, 1, 0)]
    assert (count.day, count.count, messages.msg_type, messages.messages) == (day, 1, 1, 1)
    assert calls.count == calls.failed > 0
    assert (read.msg_data_id, read.index, read.readers.total, read.readers.by_source) == (
        msg_data_id,
        1,
        1,
        (("全部", 1), ("公众号消息", 1)),
    )
    assert (shared.people, account.posted, account.deeds.liked, account.opened_original) == (1, 1, 1, 0)
    assert (detail.published, detail.told, detail.title, detail.url) == (
        day,
        False,
        "学习",
        publication.urls[0],
    )
    assert (detail.days[0].day, detail.days[0].deeds.shared) == (day, 1)


async def test_today_has_no_statistics_yet(client: Client, qinghe: Bench) -> None:
    qinghe.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")

    with pytest.raises(errors.WeChatError) as refused:
        await client.statistics.followers(date(2026, 3, 5), date(2026, 3, 5))

    assert refused.value.errcode == 61501


async def logged_in(client: Client, qinghe: Bench, scope: oauth.Scope) -> oauth.Login:
    """Mei opens a page of ours on her phone."""
    qinghe.follower()
    page = "http://phone-1.localhost:8000/m/"
    address = client.oauth.authorize_url(page, scope=scope, state="s1", base_url=qinghe.url)
    path = address.removeprefix(qinghe.url).partition("#")[0]
    sent = (
        qinghe.http.get(path) if scope is oauth.Scope.BASE else qinghe.http.post(path, data={"choice": "yes"})
    )
    query = parse_qs(urlsplit(sent.headers["location"]).query)
    assert query["state"] == ["s1"]
    return await client.oauth.exchange(query["code"][0])


async def test_person_logs_in_and_is_known_by_name(client: Client, qinghe: Bench) -> None:
    login = await logged_in(client, qinghe, oauth.Scope.USERINFO)

    profile = await client.oauth.profile(login)
    renewed = await client.oauth.refresh(login.refresh_token)
    await client.oauth.check(renewed)

    assert (login.openid, login.scope, login.is_snapshot, login.expires_in) == (
        "oMei",
        "snsapi_userinfo",
        False,
        7200,
    )
    assert (profile.openid, profile.nickname) == ("oMei", "梅")
    assert not any(secret in repr(login) for secret in (login.access_token, login.refresh_token, "oMei"))


async def test_silent_login_tells_no_name(client: Client, qinghe: Bench) -> None:
    login = await logged_in(client, qinghe, oauth.Scope.BASE)

    with pytest.raises(errors.NotAuthorised):
        await client.oauth.profile(login)


async def test_used_code_and_old_login_must_be_made_anew(client: Client, qinghe: Bench) -> None:
    login = await logged_in(client, qinghe, oauth.Scope.BASE)
    with pytest.raises(errors.LoginExpired):
        await client.oauth.exchange("invented")
    qinghe.later(days=31)

    with pytest.raises(errors.TokenInvalid):
        await client.oauth.check(login)
    with pytest.raises(errors.LoginExpired):
        await client.oauth.refresh(login.refresh_token)


async def test_state_has_a_limit(client: Client) -> None:
    with pytest.raises(ValueError, match="128 bytes"):
        client.oauth.authorize_url("http://a/", state="字" * 43)


async def test_notice_is_sent_once_for_each_permission(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    (category,) = await client.notices.categories()
    title = (await client.notices.titles([category.id]))[0]
    keywords = (await client.notices.keywords(title.tid))[:2]
    template_id = await client.notices.add_template(
        title.tid, kids=[one.kid for one in keywords], scene="开会"
    )
    values = {one.key: one.example for one in keywords}
    qinghe.control("POST", "followers/oMei/grants", choices={template_id: "accept"})

    await client.notices.send("oMei", template_id=template_id, values=values, page="http://a/")
    with pytest.raises(errors.NoticeRefused):
        await client.notices.send("oMei", template_id=template_id, values=values)
    (listed,) = await client.notices.templates()
    await client.notices.delete_template(template_id)

    (bubble,) = qinghe.bubbles()
    assert (bubble["title"], len(bubble["rows"]), listed.template_id, listed.kind) == (
        "会议通知",
        2,
        template_id,
        title.kind,
    )
    assert await client.notices.templates() == ()


async def test_template_message_is_sent_once_under_its_own_number(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    await client.template_messages.set_industries(20, 16)
    template_id = await client.template_messages.add_template("1001", keywords=["会议主题"])
    values = {"thing1": "支部党员大会"}

    numbers = [
        await client.template_messages.send(
            "oMei", template_id=template_id, values=values, url="http://a/", client_id="m1"
        )
        for _ in range(2)
    ]
    (listed,) = await client.template_messages.templates()
    await client.template_messages.delete_template(template_id)

    assert (numbers[0], listed.content) == (numbers[1], "会议主题:{{thing1.DATA}}\n")


async def test_long_data_comes_back(client: Client) -> None:
    key = await client.short_keys.keep("loooooong data", seconds=60)

    assert (len(key), await client.short_keys.fetch(key)) == (15, "loooooong data")


async def test_failed_call_is_explained_by_its_rid(client: Client, qinghe: Bench) -> None:
    with pytest.raises(errors.ReceiverUnreachable) as refused:
        await client.users.info("oNobody")

    told = await client.account.explain(refused.value.errmsg.rpartition("rid: ")[2])

    assert (told.client_ip, "40003" in told.response, told.invoke_time > 0) == ("127.0.0.1", True, True)


async def test_ticket_signs_what_the_platform_accepts(client: Client, qinghe: Bench) -> None:
    ticket = await client.account.jsapi_ticket()
    page = "http://phone-1.localhost:8000/m/#top"
    signed = jssdk.signature(ticket=ticket.value, nonce="n", timestamp=1, url=page)

    told = qinghe.control(
        "POST",
        f"apps/{APPID}/jssdk-check",
        url=page.partition("#")[0],
        noncestr="n",
        timestamp=1,
        signature=signed,
    )

    assert told["ok"]
