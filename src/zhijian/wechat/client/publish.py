"""Publishing (发布): articles get an address; nobody is told, and no push quota is used.

Verified accounts only.
"""

from dataclasses import dataclass
from enum import IntEnum

from zhijian.wechat.client import drafts
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call
from zhijian.wechat.client.drafts import MAX_PAGE, ToldArticle


class PublishStatus(IntEnum):
    """DELETED and BANNED come after a success."""

    DONE = 0
    IN_PROGRESS = 1
    ORIGINAL_CHECK_FAILED = 2
    FAILED = 3
    REFUSED = 4
    DELETED = 5
    BANNED = 6


@dataclass(frozen=True, slots=True)
class Submitted:
    """`msg_data_id` is what comments and statistics know the articles by; 0 where it is not told."""

    publish_id: str
    msg_data_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """`status` is a plain number where the platform says something new. `urls` of the articles in order;
    `failed` are those refused, from 1."""

    publish_id: str
    status: PublishStatus | int
    article_id: str = ""
    urls: tuple[str, ...] = ()
    failed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedItem:
    article_id: str
    articles: tuple[ToldArticle, ...]
    update_time: int


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """Some of `total`."""

    total: int
    items: tuple[PublishedItem, ...]


class PublishCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def submit(self, media_id: str) -> Submitted:
        """Hands a draft over; `PublishJobFinish` tells the end. 100 a day.

        Never repeated once it may have arrived. Raises `MediaGone`, `PublishRefused`, `NotAuthorised`.
        """
        body = {"media_id": media_id}
        answer = await self._ask(Call(method="POST", path="/cgi-bin/freepublish/submit", body=body))
        return Submitted(answer.text("publish_id"), answer.number("msg_data_id", default=0))

    async def get(self, publish_id: str) -> Publication:
        """How far it is. 100 a day."""
        body = {"publish_id": publish_id}
        call = Call(method="POST", path="/cgi-bin/freepublish/get", body=body, repeatable=True)
        answer = await self._ask(call)
        status = answer.number("publish_status")
        items = answer.object("article_detail").objects("item")
        return Publication(
            publish_id=answer.text("publish_id", default=publish_id),
            status=PublishStatus(status) if status in list(PublishStatus) else status,
            article_id=answer.text("article_id", default=""),
            urls=tuple(one.text("article_url", default="") for one in items),
            failed=answer.numbers("fail_idx"),
        )

    async def delete(self, article_id: str, *, index: int = 0) -> None:
        """Takes back one article, counted from 1, or all. It cannot be undone. 10 a day."""
        body = {"article_id": article_id, "index": index}
        await self._ask(Call(method="POST", path="/cgi-bin/freepublish/delete", body=body))

    async def articles(self, article_id: str) -> tuple[ToldArticle, ...]:
        """What was published. 100 a day. Raises `ArticleGone`."""
        body = {"article_id": article_id}
        call = Call(method="POST", path="/cgi-bin/freepublish/getarticle", body=body, repeatable=True)
        return drafts.told(await self._ask(call))

    async def page(
        self, *, offset: int = 0, count: int = MAX_PAGE, with_content: bool = False
    ) -> PublishedPage:
        """Up to `MAX_PAGE` publications, the newest first. 100 a day."""
        body = {"offset": offset, "count": count, "no_content": int(not with_content)}
        call = Call(method="POST", path="/cgi-bin/freepublish/batchget", body=body, repeatable=True)
        answer = await self._ask(call)
        items = tuple(
            PublishedItem(
                one.text("article_id"),
                drafts.told(one.object("content")),
                one.number("update_time", default=0),
            )
            for one in answer.objects("item")
        )
        return PublishedPage(answer.number("total_count"), items)
