"""The platform's own customer service: staff, their conversations, what was said. The least of it."""

import json
from typing import Any

from zhijian.wechat import events
from zhijian_sandbox.jobs import reporting
from zhijian_sandbox.platform import limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import agents, followers
from zhijian_sandbox.state.followers import Tie

MAX_MESSAGES = 10_000
# What the records call a message of staff, and one to them.
_SENT, _GOT = 2002, 2003


def add(call: Call) -> Fields:
    fields = call.fields()
    account, nickname = _text(fields, "kf_account"), _text(fields, "nickname")
    if agents.find(call.parts.store, call.app.appid, account) is not None:
        raise PlatformError(limits.AGENT_EXISTS)
    agents.add(call.parts.store, call.app.appid, account, nickname=nickname)
    return done()


def update(call: Call) -> Fields:
    fields = call.fields()
    account, nickname = _own(call, fields), _text(fields, "nickname")
    agents.change(call.parts.store, call.app.appid, account, column="nickname", value=nickname)
    return done()


def invite(call: Call) -> Fields:
    fields = call.fields()
    account, invited = _own(call, fields), _text(fields, "invite_wx")
    agents.change(call.parts.store, call.app.appid, account, column="invited", value=invited)
    return done()


def set_picture(call: Call) -> Fields:
    """Taken and forgotten: nothing here shows it."""
    _own(call, dict(call.query))
    return done()


def remove(call: Call) -> Fields:
    fields = dict(call.query) if "kf_account" in call.query else call.fields()
    agents.remove(call.parts.store, call.app.appid, _own(call, fields))
    return done()


def every(call: Call) -> Fields:
    return {
        "kf_list": [
            {
                "kf_account": row["account"],
                "kf_nick": row["nickname"],
                "kf_id": str(row["id"]),
                "kf_headimgurl": "",
                **({"kf_wx": row["invited"]} if row["invited"] else {}),
            }
            for row in agents.every(call.parts.store, call.app.appid)
        ]
    }


def online(call: Call) -> Fields:
    """Everybody who was invited, always there."""
    store, appid = call.parts.store, call.app.appid
    return {
        "kf_online_list": [
            {
                "kf_account": row["account"],
                "status": 1,
                "kf_id": str(row["id"]),
                "accepted_case": len(agents.sessions(store, appid, row["account"])),
            }
            for row in agents.every(store, appid)
            if row["invited"]
        ]
    }


def open_session(call: Call) -> Fields:
    fields = call.fields()
    account, tie = _own(call, fields), _person(call, fields.get("openid"))
    taken = agents.session(call.parts.store, tie.id)
    if taken is not None and taken["account"] != account:
        raise PlatformError(limits.SESSION_TAKEN)
    if taken is None:
        with call.parts.store.transaction():
            agents.open_session(call.parts.store, tie.id, call.app.appid, account, at=call.now)
        _tell(call, tie, events.KfCreateSession, "接入会话", kf_account=account)
    return done()


def close_session(call: Call) -> Fields:
    fields = call.fields()
    account, tie = _own(call, fields), _person(call, fields.get("openid"))
    if agents.session(call.parts.store, tie.id) is not None:
        agents.close_session(call.parts.store, tie.id)
        _tell(call, tie, events.KfCloseSession, "结束会话", kf_account=account)
    return done()


def session(call: Call) -> Fields:
    taken = agents.session(call.parts.store, _person(call, call.query.get("openid")).id)
    if taken is None:
        return done(createtime=0, kf_account="")
    return done(createtime=int(taken["at"]), kf_account=taken["account"])


def sessions(call: Call) -> Fields:
    account = _own(call, dict(call.query))
    found = agents.sessions(call.parts.store, call.app.appid, account)
    return {"sessionlist": [{"createtime": int(row["at"]), "openid": row["openid"]} for row in found]}


def waiting(_call: Call) -> Fields:
    """Nobody waits here: conversations are opened by the account."""
    return {"count": 0, "waitcaselist": []}


def records(call: Call) -> Fields:
    """What was said between two moments, at most a day apart, from message `msgid` on."""
    fields = call.fields()
    begin, end = fields.get("starttime"), fields.get("endtime")
    start, most = fields.get("msgid", 1), fields.get("number", MAX_MESSAGES)
    if type(begin) is not int or type(end) is not int or not 0 <= end - begin <= 86_400:
        raise PlatformError(40035)
    if type(start) is not int or type(most) is not int or not 1 <= most <= MAX_MESSAGES:
        raise PlatformError(40035)
    rows = call.parts.store.all(
        """SELECT bubbles.*, openid FROM bubbles JOIN ties USING (appid, follower)
           WHERE appid = ? AND at BETWEEN ? AND ? AND bubbles.id >= ? AND kind = 'text'
           AND (side = 'me' OR via = 'service') ORDER BY bubbles.id LIMIT ?""",
        call.app.appid,
        begin,
        end,
        start,
        most,
    )
    told = [
        {
            "openid": row["openid"],
            "opercode": _GOT if row["side"] == "me" else _SENT,
            "text": json.loads(row["content"])["content"],
            "time": int(row["at"]),
            "worker": "",
        }
        for row in rows
    ]
    return {
        "recordlist": told,
        "number": len(told),
        "msgid": rows[-1]["id"] if rows else start,
    }


def _tell(call: Call, tie: Tie, kind: type[events.Event], title: str, **elements: str) -> None:
    letter = reporting.letter(call.app, call.parts.ids, kind, title, at=call.now, about=tie, **elements)
    call.parts.callbacks.send([letter])


def _own(call: Call, fields: Fields) -> str:
    account = _text(fields, "kf_account")
    if agents.find(call.parts.store, call.app.appid, account) is None:
        raise PlatformError(limits.AGENT_MISSING)
    return account


def _person(call: Call, openid: Any) -> Tie:
    tie = (
        followers.tie_by_openid(call.parts.store, call.app.appid, openid) if isinstance(openid, str) else None
    )
    if tie is None:
        raise PlatformError(40003)
    return tie


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= 100:
        raise PlatformError(40035)
    return value


def _endpoint(method: str, path: str, handler: Any) -> Endpoint:
    return Endpoint(method, path, handler, right=Right.VERIFIED_SERVICE)


ENDPOINTS = (
    _endpoint("POST", "/customservice/kfaccount/add", add),
    _endpoint("POST", "/customservice/kfaccount/update", update),
    _endpoint("POST", "/customservice/kfaccount/inviteworker", invite),
    _endpoint("POST", "/customservice/kfaccount/uploadheadimg", set_picture),
    _endpoint("ANY", "/customservice/kfaccount/del", remove),
    _endpoint("GET", "/cgi-bin/customservice/getkflist", every),
    _endpoint("GET", "/cgi-bin/customservice/getonlinekflist", online),
    _endpoint("POST", "/customservice/kfsession/create", open_session),
    _endpoint("POST", "/customservice/kfsession/close", close_session),
    _endpoint("GET", "/customservice/kfsession/getsession", session),
    _endpoint("GET", "/customservice/kfsession/getsessionlist", sessions),
    _endpoint("GET", "/customservice/kfsession/getwaitcase", waiting),
    _endpoint("POST", "/customservice/msgrecord/getmsglist", records),
)
