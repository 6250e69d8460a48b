"""Comments and statistics: our client against the sandbox."""

from datetime import date

import pytest

from tests.wechat.articles import published
from zhijian.wechat import errors
from zhijian.wechat.client import Client, comments
from zhijian_sandbox.tests.bench import APPID, Bench


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
