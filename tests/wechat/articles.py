"""Articles for the tests, as drafts and published."""

import asyncio
from typing import Any

from zhijian.wechat.client import Client
from zhijian.wechat.client.drafts import Article
from zhijian.wechat.client.publish import Publication, PublishStatus
from zhijian_sandbox.samples import picture


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
