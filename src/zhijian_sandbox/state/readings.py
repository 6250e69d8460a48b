"""What readers did with articles: read, shared, liked, recommended, kept, opened the original."""

from zhijian_sandbox.state.posts import Post
from zhijian_sandbox.state.store import Store

KINDS = ("read", "share", "like", "recommend", "keep", "original")
# Where a reader came from, as the statistics call it; the first is the default.
SOURCES = ("公众号消息", "聊天会话", "朋友圈", "公众号主页", "推荐", "搜一搜", "其它")


def add(store: Store, post: Post, *, index: int, follower: int, kind: str, source: str, at: float) -> None:
    """`index` counts from 0."""
    store.insert(
        "readings",
        {
            "appid": post.appid,
            "post": post.id,
            "idx": index,
            "follower": follower,
            "kind": kind,
            "source": source,
            "at": at,
        },
    )
