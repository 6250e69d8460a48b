"""Articles as cards in a chat: with the address each has from now on."""

from typing import Any

from zhijian_sandbox.passive import article_content
from zhijian_sandbox.state import posts
from zhijian_sandbox.state.drafts import Draft
from zhijian_sandbox.state.posts import Post
from zhijian_sandbox.state.store import Store


def address(store: Store, draft: Draft, *, base_url: str, at: float) -> Post:
    """Give the articles of a draft addresses; the draft itself stays."""
    return posts.add(store, draft.appid, draft.articles, how="pushed", base_url=base_url, at=at)


def content(post: Post) -> dict[str, Any]:
    """What a bubble of the kind `news` holds."""
    return {
        "articles": [
            {
                **article_content(one["title"], one["digest"], one.get("thumb_url", ""), one["url"]),
                "msg_data_id": post.msg_data_id,
                "index": number,
            }
            for number, one in enumerate(post.articles)
        ]
    }
