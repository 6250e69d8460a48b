"""Publishing: articles get an address, and nobody is told."""

from typing import Any

from zhijian_sandbox.platform import articles, limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.draft_calls import own_draft
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import posts
from zhijian_sandbox.state.posts import Post, Publication

DELETED_BY_ACCOUNT = 5


def submit(call: Call) -> Fields:
    """Accepted at once; PUBLISHJOBFINISH comes later and says what became of it."""
    draft = own_draft(call, call.fields().get("media_id"))
    store = call.parts.store
    with store.transaction():
        post = posts.add(
            store, call.app.appid, draft.articles, how="published", base_url=call.base_url, at=call.now
        )
        publication = posts.publish(store, call.app.appid, post=post.id, draft=draft.media_id)
        call.parts.jobs.plan(call.app.appid, kind="publish", subject=publication.id)
    return done(publish_id=publication.publish_id, msg_data_id=post.msg_data_id)


def get(call: Call) -> Fields:
    publication = _own(call, call.fields().get("publish_id"))
    post = posts.get(call.parts.store, publication.post)
    answer: Fields = {
        "publish_id": publication.publish_id,
        "publish_status": publication.status,
        "fail_idx": publication.fail_idx,
    }
    if post.article_id is None:
        return answer
    items = [{"idx": idx, "article_url": one["url"]} for idx, one in enumerate(post.articles, start=1)]
    return answer | {
        "article_id": post.article_id,
        "article_detail": {"count": len(items), "item": items},
    }


def delete(call: Call) -> Fields:
    """One article from 1, or with 0 (or nothing) all; it cannot be undone."""
    fields = call.fields()
    post = _published(call, fields.get("article_id"))
    index = fields.get("index") or 0
    if type(index) is not int or not 0 <= index <= len(post.articles):
        raise PlatformError(40114)
    with call.parts.store.transaction():
        posts.remove_article(call.parts.store, post, index=index)
        left = posts.get(call.parts.store, post.id)
        if all(one["is_deleted"] for one in left.articles):
            posts.change_status_of_post(call.parts.store, post.id, DELETED_BY_ACCOUNT)
    return done()


def article(call: Call) -> Fields:
    return {"news_item": news_items(_published(call, call.fields().get("article_id")))}


def page(call: Call) -> Fields:
    offset, limit, short = articles.page_limits(call.fields())
    found = posts.published_page(call.parts.store, call.app.appid, offset=offset, limit=limit)
    return {
        "total_count": posts.count_published(call.parts.store, call.app.appid),
        "item_count": len(found),
        "item": [
            {
                "article_id": one.article_id,
                "content": {
                    "news_item": news_items(one, no_content=short),
                    "create_time": int(one.at),
                    "update_time": int(one.at),
                },
                "update_time": int(one.at),
            }
            for one in found
        ],
    }


def news_items(post: Post, *, no_content: bool = False) -> list[Fields]:
    """The articles, each saying whether it was deleted."""
    return [articles.told(one, no_content=no_content) for one in post.articles]


def _own(call: Call, publish_id: Any) -> Publication:
    digits = str(publish_id)
    found = (
        posts.find_publication(call.parts.store, call.app.appid, int(digits))
        if digits.isascii() and digits.isdigit() and len(digits) < 18
        else None
    )
    if found is None:
        raise PlatformError(limits.BAD_PUBLISH_ID)
    return found


def _published(call: Call, article_id: Any) -> Post:
    found = (
        posts.by_article_id(call.parts.store, call.app.appid, article_id)
        if isinstance(article_id, str) and article_id
        else None
    )
    if found is None:
        raise PlatformError(53600)
    return found


_VERIFIED = Right.VERIFIED

ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/freepublish/submit", submit, right=_VERIFIED, daily=100),
    Endpoint("POST", "/cgi-bin/freepublish/get", get, right=_VERIFIED, daily=100),
    Endpoint("POST", "/cgi-bin/freepublish/delete", delete, right=_VERIFIED, daily=10),
    Endpoint("POST", "/cgi-bin/freepublish/getarticle", article, right=_VERIFIED, daily=100),
    Endpoint("POST", "/cgi-bin/freepublish/batchget", page, right=_VERIFIED, daily=100),
)
