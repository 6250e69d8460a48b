"""The report on a notice or a template message; the latter is shown only now."""

from zhijian.wechat import events
from zhijian_sandbox.callbacks import Letter
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.identifiers import MessageIds
from zhijian_sandbox.jobs import reporting, verdicts
from zhijian_sandbox.phones import Phones
from zhijian_sandbox.state import apps, followers, notices
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.state.notices import Notice
from zhijian_sandbox.state.store import Store

ARRIVED, BLOCKED = "success", "failed:user block"


def finish(store: Store, clock: Clock, phones: Phones, ids: MessageIds, number: int) -> list[Letter]:
    notice = notices.get(store, number)
    app = apps.find(store, notice.appid)
    tie = next(followers.ties_by_id(store, [notice.tie]), None)
    if app is None or tie is None:
        return []  # left meanwhile
    if notice.family == "notice":
        return [_of_notice(app, tie, ids, notice, at=clock.now())]
    status = str(verdicts.take(store, app.appid, kind="template").get("status") or ARRIVED)
    if status == ARRIVED:
        phones.show(tie, side="account", kind="template", via="template", content=notice.content)
    return [
        reporting.letter(
            app,
            ids,
            events.TemplateSendJobFinish,
            f"模板消息 {status}",
            at=clock.now(),
            about=tie,
            msg_id=notice.msg_id,
            status=status,
        )
    ]


def _of_notice(app: App, tie: Tie, ids: MessageIds, notice: Notice, *, at: float) -> Letter:
    report = events.SubscribeMsgReport(
        template_id=notice.template_id, msg_id=str(notice.msg_id), error_code="0", error_status="success"
    )
    return reporting.letter(
        app, ids, events.SubscribeMsgSent, "订阅通知到了", at=at, about=tie, reports=(report,)
    )
