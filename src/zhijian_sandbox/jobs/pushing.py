"""The end of a push: cards on the phones, and a report to the account."""

import json
from typing import Any

from zhijian.wechat import events
from zhijian_sandbox.callbacks import Letter
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.identifiers import MessageIds
from zhijian_sandbox.jobs import reporting, verdicts
from zhijian_sandbox.phones import Phones
from zhijian_sandbox.platform import limits
from zhijian_sandbox.state import apps, drafts, followers, posts, pushes
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.pushes import Push
from zhijian_sandbox.state.store import Store

SERVICE_A_MONTH = 4
CONFIRM_WITHIN_SECONDS = 1800
SUCCESS, FAILURE = "send success", "send fail"
REFUSED_BY_ADMIN, NOT_CONFIRMED = "err(40001)", "err(40002)"


def finish(store: Store, clock: Clock, phones: Phones, ids: MessageIds, number: int) -> list[Letter]:
    """Send it to everybody it can reach; or end as the desk wished. Waiting for its confirmation until
    now, it has failed."""
    push = pushes.get(store, number)
    app = apps.find(store, push.appid)
    if app is None or push.state not in ("waiting", "sending"):
        return []
    if push.state == "waiting":
        return end_badly(store, clock, ids, push, status=NOT_CONFIRMED)
    verdict = verdicts.take(store, app.appid, kind="push")
    status = str(verdict.get("status") or SUCCESS)
    if status != SUCCESS:
        return end_badly(store, clock, ids, push, status=status, copyright_check=verdict.get("copyright"))
    most = app.settings.quotas.get("push", SERVICE_A_MONTH) if app.settings.kind == "service" else None
    total, reachable = pushes.gather(store, push, month=clock.month(), most=most)
    missed = min(int(verdict.get("errors", 0)), reachable)
    pushes.miss(store, missed)
    pushes.count_receipts(store, month=clock.month())
    _show(store, clock, phones, push, reachable - missed)
    if push.draft is not None:
        drafts.remove(store, push.draft)
    pushes.change(
        store,
        push.id,
        state="sent",
        status=status,
        total=total,
        filtered=reachable,
        sent=reachable - missed,
        errors=missed,
        finished_at=clock.now(),
    )
    return [_report(store, clock, ids, app, pushes.get(store, push.id), verdict.get("copyright"))]


def end_badly(
    store: Store,
    clock: Clock,
    ids: MessageIds,
    push: Push,
    *,
    status: str,
    copyright_check: dict[str, Any] | None = None,
) -> list[Letter]:
    """Nothing was sent; the account is told why."""
    app = apps.find(store, push.appid)
    if app is None:
        return []
    total, _ = pushes.gather(store, push, month=clock.month(), most=None)
    pushes.change(store, push.id, state="failed", status=status, total=total, finished_at=clock.now())
    return [_report(store, clock, ids, app, pushes.get(store, push.id), copyright_check)]


def _show(store: Store, clock: Clock, phones: Phones, push: Push, many: int) -> None:
    """On every phone of the desk, and on the others unless they are very many."""
    on_desk = list(followers.ties_by_id(store, pushes.reached_on_desk(store)))
    for bubble in push.content:
        for tie in on_desk:
            phones.show(tie, side="account", kind=bubble["kind"], via="push", content=bubble["content"])
        if many <= limits.PUSH_BUBBLES_MOST:
            pushes.show_off_desk(store, kind=bubble["kind"], content=bubble["content"], at=clock.now())


def _report(
    store: Store,
    clock: Clock,
    ids: MessageIds,
    app: App,
    push: Push,
    copyright_check: dict[str, Any] | None,
) -> Letter:
    urls: dict[str, Any] = {}
    if push.post is not None:
        articles = posts.get(store, push.post).articles
        items = tuple(
            events.ArticleUrl(article_idx=idx, article_url=one["url"])
            for idx, one in enumerate(articles, start=1)
        )
        check = copyright_check or {"check_state": 1, "items": []}
        checked = tuple(events.CopyrightItem(**one) for one in check["items"])
        urls = {
            "article_url_result": events.ArticleUrlResult(count=len(items), items=items),
            "copyright_check_result": events.CopyrightCheckResult(
                count=len(checked), items=checked, check_state=check["check_state"]
            ),
        }
    return reporting.letter(
        app,
        ids,
        events.MassSendJobFinish,
        f"群发 {push.status}，{push.sent} 人",
        at=clock.now(),
        msg_id=push.msg_id,
        status=push.status,
        total_count=push.total,
        filter_count=push.filtered,
        sent_count=push.sent,
        error_count=push.errors,
        **urls,
    )


def as_json(push: Push) -> dict[str, Any]:
    """As the control API tells of it."""
    return {
        "msg_id": push.msg_id,
        "appid": push.appid,
        "kind": push.kind,
        "title": _title(push),
        "to": "all" if push.to_all else {"tag_id": push.tag} if push.openids is None else len(push.openids),
        "at": round(push.at, 3),
        "state": push.state,
        "status": push.status,
        "total": push.total,
        "filtered": push.filtered,
        "sent": push.sent,
        "errors": push.errors,
        "confirm_before": round(push.at + CONFIRM_WITHIN_SECONDS, 3) if push.state == "waiting" else None,
    }


def _title(push: Push) -> str:
    first = push.content[0]["content"]
    if "articles" in first:
        return str(first["articles"][0]["title"])
    return str(first.get("content") or first.get("title") or json.dumps(push.kind))
