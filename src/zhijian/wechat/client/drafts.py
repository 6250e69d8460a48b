"""Drafts (草稿): articles before they are pushed or published, and how every article is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call

MAX_ARTICLES = 8
MAX_PAGE = 20
MAX_TITLE, MAX_AUTHOR, MAX_DIGEST = 32, 16, 128
MAX_CONTENT = 19_999
MAX_PICTURES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with text, or with `picture_media_ids` a post of pictures.

    `thumb_media_id` and the pictures are permanent media. Scripts in `content` are taken out by the
    platform, and the addresses of pictures not uploaded by `media.upload_picture`.
    """

    title: str
    content: str = ""
    thumb_media_id: str = ""
    author: str = ""
    digest: str = ""
    content_source_url: str = ""
    need_open_comment: bool = False
    only_fans_can_comment: bool = False
    picture_media_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldArticle(Article):
    """As the platform tells it: `url` is "" until it can be read."""

    url: str = ""
    thumb_url: str = ""
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Times are seconds since 1970; `create_time` is 0 in a list of some platforms."""

    media_id: str
    articles: tuple[ToldArticle, ...]
    create_time: int
    update_time: int


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Some of `total`."""

    total: int
    drafts: tuple[Draft, ...]


class DraftCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def add(self, articles: Sequence[Article]) -> str:
        """A new draft of one to eight articles: its media id. 1,000 a day.

        Never repeated once it may have arrived. Raises `MediaGone`, `ContentRefused`; errors 44003, 45003
        title, 45004 digest, 45005 and 41039 source address, 45008 too many.
        """
        body = {"articles": [written(one) for one in articles]}
        return (await self._ask(Call(method="POST", path="/cgi-bin/draft/add", body=body))).text("media_id")

    async def get(self, media_id: str) -> Draft:
        """500 a day. Raises `MediaGone` for one that was deleted, pushed or published."""
        body = {"media_id": media_id}
        answer = await self._ask(Call(method="POST", path="/cgi-bin/draft/get", body=body, repeatable=True))
        return _draft(media_id, answer, update_time=answer.number("update_time", default=0))

    async def update(self, media_id: str, *, index: int, article: Article) -> None:
        """Replaces one article, counted from 0. 1,000 a day. Error 40114 beyond the last."""
        body = {"media_id": media_id, "index": index, "articles": written(article)}
        await self._ask(Call(method="POST", path="/cgi-bin/draft/update", body=body, repeatable=True))

    async def delete(self, media_id: str) -> None:
        """It cannot be undone. 1,000 a day."""
        body = {"media_id": media_id}
        await self._ask(Call(method="POST", path="/cgi-bin/draft/delete", body=body))

    async def count(self) -> int:
        call = Call(method="GET", path="/cgi-bin/draft/count", repeatable=True)
        return (await self._ask(call)).number("total_count")

    async def page(self, *, offset: int = 0, count: int = MAX_PAGE, with_content: bool = False) -> DraftPage:
        """Up to `MAX_PAGE` drafts, the last changed first. 1,000 a day."""
        body = {"offset": offset, "count": count, "no_content": int(not with_content)}
        call = Call(method="POST", path="/cgi-bin/draft/batchget", body=body, repeatable=True)
        answer = await self._ask(call)
        drafts = tuple(
            _draft(
                one.text("media_id"), one.object("content"), update_time=one.number("update_time", default=0)
            )
            for one in answer.objects("item")
        )
        return DraftPage(answer.number("total_count"), drafts)


def written(article: Article) -> dict[str, Any]:
    """As the platform takes it; what is empty is left out."""
    fields: dict[str, Any] = {
        "article_type": "newspic" if article.picture_media_ids else "news",
        "title": article.title,
        "author": article.author,
        "digest": article.digest,
        "content": article.content,
        "content_source_url": article.content_source_url,
        "thumb_media_id": article.thumb_media_id,
        "need_open_comment": int(article.need_open_comment),
        "only_fans_can_comment": int(article.only_fans_can_comment),
    }
    if article.picture_media_ids:
        pictures = [{"image_media_id": one} for one in article.picture_media_ids]
        fields["image_info"] = {"image_list": pictures}
    return {name: value for name, value in fields.items() if value != ""}


def told(answer: Answer) -> tuple[ToldArticle, ...]:
    """The articles in `news_item`."""
    return tuple(_told(one) for one in answer.objects("news_item"))


def _told(answer: Answer) -> ToldArticle:
    pictures = answer.object("image_info").objects("image_list")
    return ToldArticle(
        title=answer.text("title", default=""),
        content=answer.text("content", default=""),
        thumb_media_id=answer.text("thumb_media_id", default=""),
        author=answer.text("author", default=""),
        digest=answer.text("digest", default=""),
        content_source_url=answer.text("content_source_url", default=""),
        need_open_comment=answer.flag("need_open_comment"),
        only_fans_can_comment=answer.flag("only_fans_can_comment"),
        picture_media_ids=tuple(one.text("image_media_id", default="") for one in pictures),
        url=answer.text("url", default=""),
        thumb_url=answer.text("thumb_url", default=""),
        is_deleted=answer.flag("is_deleted"),
    )


def _draft(media_id: str, answer: Answer, *, update_time: int) -> Draft:
    return Draft(media_id, told(answer), answer.number("create_time", default=0), update_time)
