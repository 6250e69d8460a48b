"""Sending the one notice that somebody allowed on /mp/subscribemsg."""

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import followers

MAX_TITLE = 15
MAX_CONTENT = 200


def send(call: Call) -> Fields:
    """Used up by one; somebody who does not follow gets it as well."""
    fields = call.fields()
    openid = fields.get("touser")
    store, appid = call.parts.store, call.app.appid
    tie = followers.tie_by_openid(store, appid, openid) if isinstance(openid, str) else None
    if tie is None:
        raise PlatformError(40003)
    template_id = call.text(fields, "template_id", missing=40037)
    title, data = fields.get("title"), fields.get("data")
    content = data.get("content") if isinstance(data, dict) else None
    value = content.get("value") if isinstance(content, dict) else None
    if not isinstance(title, str) or not 1 <= len(title) <= MAX_TITLE:
        raise PlatformError(45003)
    if not isinstance(value, str) or not value.strip():
        raise PlatformError(47003)
    if len(value) > MAX_CONTENT:
        raise PlatformError(45002)
    scene = str(fields.get("scene"))
    mini = fields.get("miniprogram")
    shown = {
        "title": title,
        "rows": [{"name": "", "value": value}],
        "url": fields.get("url") if isinstance(fields.get("url"), str) else "",
        "miniprogram": mini if isinstance(mini, dict) and mini.get("appid") else None,
    }
    with store.transaction():
        used = store.run(
            "DELETE FROM once_grants WHERE tie = ? AND template_id = ? AND scene = ?",
            tie.id,
            template_id,
            int(scene) if scene.isascii() and scene.isdigit() and len(scene) < 9 else -1,
        )
        if not used.rowcount:
            raise PlatformError(43101)
        call.parts.phones.show(tie, side="account", kind="template", via="notice", content=shown)
    return done()


ENDPOINTS = (Endpoint("POST", "/cgi-bin/message/template/subscribe", send, right=Right.VERIFIED_SERVICE),)
