"""Letters about what the platform did: from itself, or in the name of the follower it is about."""

from typing import Any

from zhijian.wechat import events
from zhijian_sandbox.callbacks import Letter
from zhijian_sandbox.identifiers import MessageIds
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Tie

# Results of jobs come from this openid, on the platform the account "mphelper".
HELPER_OPENID = "oR5Gjjl_eiZoUpGozMo7dbBJ362A"


def letter(
    app: App,
    ids: MessageIds,
    kind: type[events.Event],
    title: str,
    /,
    *,
    at: float,
    about: Tie | None = None,
    **elements: Any,
) -> Letter:
    """An event about a job, from nobody in particular unless it is about one follower."""
    tie = about or _nobody(app.appid)
    made = kind(to_user=app.gh_id, from_user=tie.openid, create_time=int(at), **elements)
    return Letter(
        tie=tie,
        message=made,
        thread=f"e:{ids.next()}",
        title=f"平台：{title}",
        label=f"来话 {made.event}",
        is_spoken=False,
    )


def _nobody(appid: str) -> Tie:
    return Tie(
        id=0,
        appid=appid,
        follower=0,
        openid=HELPER_OPENID,
        following=False,
        followed_at=None,
        subscribe_scene="",
        qr_scene=0,
        qr_scene_str="",
        remark="",
        blacklisted=False,
        unread=0,
        wrote_at=None,
        wrote_left=0,
        acted_at=None,
        acted_left=0,
        typing_until=None,
    )
