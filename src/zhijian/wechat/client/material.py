"""Permanent media (永久素材): kept until deleted, and counted. Verified accounts only."""

import json
from dataclasses import dataclass

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask, Fetch
from zhijian.wechat.client.caller import Call, Media, Upload

MAX_IMAGES = 100_000
MAX_OTHERS = 1_000
MAX_PAGE = 20


@dataclass(frozen=True, slots=True)
class AddedMaterial:
    """`url` shows a picture, on the platform's own pages only; "" for the other kinds."""

    media_id: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialCount:
    """How many of each there are, those made in the back end included."""

    voice: int
    video: int
    image: int
    news: int


@dataclass(frozen=True, slots=True)
class MaterialItem:
    """One in a list. `update_time` is seconds since 1970; `url` as in `AddedMaterial`."""

    media_id: str
    name: str
    update_time: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class MaterialPage:
    """Some of `total`."""

    total: int
    items: tuple[MaterialItem, ...]


class MaterialCalls:
    def __init__(self, ask: Ask, fetch: Fetch) -> None:
        self._ask = ask
        self._fetch = fetch

    async def add(
        self, content: bytes, *, kind: str, filename: str, content_type: str = "application/octet-stream"
    ) -> AddedMaterial:
        """Keeps an image, voice or thumb; a video needs words: `add_video`. Sizes as `media.MAX_BYTES`.

        Never repeated once it may have arrived: twice kept is twice counted. `MAX_IMAGES` images and
        `MAX_OTHERS` of each other kind. Errors 40004, 40005, 40006, 40009, 45007.
        """
        return await self._add(kind, Upload(filename, content, content_type))

    async def add_video(
        self,
        content: bytes,
        *,
        filename: str,
        title: str,
        introduction: str,
        content_type: str = "video/mp4",
    ) -> AddedMaterial:
        """Keeps a video with its title and a word about it. As `add`."""
        # The form's second field is JSON as text, raw UTF-8 like every body.
        words = json.dumps({"title": title, "introduction": introduction}, ensure_ascii=False)
        return await self._add("video", Upload(filename, content, content_type, {"description": words}))

    async def get(self, media_id: str) -> Media:
        """The file; for a video `content` is empty, and `video_url`, `title`, `description` are given.

        Raises `MediaGone`. Articles are read by `drafts.get`.
        """
        body = {"media_id": media_id}
        call = Call(method="POST", path="/cgi-bin/material/get_material", body=body, repeatable=True)
        return await self._fetch(call)

    async def delete(self, media_id: str) -> None:
        """Removes it for good, also one made in the back end. Errors 40007; 48005 in use by a menu or an
        automatic reply."""
        body = {"media_id": media_id}
        await self._ask(Call(method="POST", path="/cgi-bin/material/del_material", body=body))

    async def count(self) -> MaterialCount:
        call = Call(method="GET", path="/cgi-bin/material/get_materialcount", repeatable=True)
        answer = await self._ask(call)
        return MaterialCount(
            voice=answer.number("voice_count"),
            video=answer.number("video_count"),
            image=answer.number("image_count"),
            news=answer.number("news_count"),
        )

    async def batchget(self, *, kind: str, offset: int = 0, count: int = MAX_PAGE) -> MaterialPage:
        """Up to `MAX_PAGE` of a kind (image, voice, video) from `offset`, the newest first."""
        body = {"type": kind, "offset": offset, "count": count}
        call = Call(method="POST", path="/cgi-bin/material/batchget_material", body=body, repeatable=True)
        answer = await self._ask(call)
        return MaterialPage(answer.number("total_count"), tuple(_item(one) for one in answer.objects("item")))

    async def _add(self, kind: str, upload: Upload) -> AddedMaterial:
        call = Call(method="POST", path="/cgi-bin/material/add_material", query={"type": kind}, upload=upload)
        answer = await self._ask(call)
        return AddedMaterial(answer.text("media_id"), answer.text("url", default=""))


def _item(answer: Answer) -> MaterialItem:
    return MaterialItem(
        answer.text("media_id"),
        answer.text("name", default=""),
        answer.number("update_time", default=0),
        answer.text("url", default=""),
    )
