"""The end of a publication."""

from typing import Any

from zhijian.wechat import events
from zhijian_sandbox.callbacks import Letter
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.identifiers import MessageIds, media_id
from zhijian_sandbox.jobs import reporting, verdicts
from zhijian_sandbox.state import apps, drafts, posts
from zhijian_sandbox.state.store import Store

SUCCEEDED, FAILED = 0, 3


def finish(store: Store, clock: Clock, ids: MessageIds, number: int) -> list[Letter]:
    """Published, and its draft is gone; or refused, as the desk wished, and the draft stays."""
    publication = posts.publication(store, number)
    app = apps.find(store, publication.appid)
    if app is None:
        return []
    verdict = verdicts.take(store, app.appid, kind="publish")
    status, fail_idx = int(verdict.get("publish_status", SUCCEEDED)), list(verdict.get("fail_idx", []))
    if drafts.find(store, app.appid, publication.draft) is None:
        status = FAILED  # deleted, or published twice, while this was on its way
    posts.settle(store, number, status=status, fail_idx=fail_idx)
    details: dict[str, Any] = {}
    if status == SUCCEEDED:
        posts.name(store, publication.post, media_id(), at=clock.now())
        drafts.remove(store, publication.draft)
        post = posts.get(store, publication.post)
        items = tuple(
            events.ArticleResult(idx=idx, article_url=one["url"])
            for idx, one in enumerate(post.articles, start=1)
        )
        details = {
            "article_id": post.article_id,
            "article_detail": events.ArticleDetail(count=len(items), items=items),
        }
    info = events.PublishEventInfo(
        publish_id=publication.publish_id, publish_status=status, fail_idx=tuple(fail_idx), **details
    )
    title = "发布好了" if status == SUCCEEDED else f"没发布成（{status}）"
    return [
        reporting.letter(app, ids, events.PublishJobFinish, title, at=clock.now(), publish_event_info=info)
    ]
