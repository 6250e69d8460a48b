"""Subscription notices: templates from the public library, and one message for each time it was allowed."""

from typing import Any

from zhijian_sandbox.platform import limits, template_library
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.platform.template_library import Title
from zhijian_sandbox.platform.template_messages import filled, receiver, text_of, title_of
from zhijian_sandbox.state import notices, templates

FAMILY = "notice"
MIN_KEYWORDS, MAX_KEYWORDS = 2, 5
MAX_SCENE = 15
MAX_TITLES = 30


def categories(_call: Call) -> Fields:
    return done(data=[template_library.CATEGORY])


def titles(call: Call) -> Fields:
    """Of the given categories, `start` and `limit` as in a list."""
    ids = call.query.get("ids", "").split(",")
    start, limit = _number(call.query.get("start")), _number(call.query.get("limit"))
    if not all(one.isascii() and one.isdigit() for one in ids):
        raise PlatformError(limits.NOTICE_BAD_IDS)
    if start is None:
        raise PlatformError(limits.NOTICE_BAD_START)
    if limit is None or not 1 <= limit <= MAX_TITLES:
        raise PlatformError(limits.NOTICE_BAD_LIMIT)
    found = template_library.LIBRARY if str(template_library.CATEGORY["id"]) in ids else ()
    shown = [
        {
            "tid": int(one.tid),
            "title": one.title,
            "type": one.kind,
            "categoryId": str(template_library.CATEGORY["id"]),
        }
        for one in found[start : start + limit]
    ]
    return done(count=len(found), data=shown)


def keywords(call: Call) -> Fields:
    found = _title(call.query.get("tid"))
    shown = [
        {"kid": one.kid, "name": one.name, "example": one.example, "rule": one.rule} for one in found.keywords
    ]
    return done(count=len(shown), data=shown)


def add(call: Call) -> Fields:
    """A title of the library with two to five of its keywords."""
    fields = call.fields()
    found = _title(fields.get("tid"))
    kids, scene = fields.get("kidList"), fields.get("sceneDesc", "")
    if not isinstance(kids, list) or not MIN_KEYWORDS <= len(kids) <= MAX_KEYWORDS:
        raise PlatformError(limits.NOTICE_BAD_KEYWORDS)
    numbers = [_number(kid) for kid in kids]
    known = [one for one in numbers if one is not None]
    if len(set(known)) != len(kids) or found.chosen(known) is None:
        raise PlatformError(limits.NOTICE_BAD_KEYWORDS)
    if not isinstance(scene, str) or len(scene) > MAX_SCENE:
        raise PlatformError(limits.NOTICE_BAD_SCENE)
    store, appid = call.parts.store, call.app.appid
    if len(templates.every(store, appid, family=FAMILY)) >= limits.NOTICES_MOST:
        raise PlatformError(limits.NOTICES_FULL)
    made = templates.add(store, appid, family=FAMILY, tid=found.tid, kids=known, scene=scene, at=call.now)
    return done(priTmplId=made.template_id)


def every(call: Call) -> Fields:
    return done(
        data=[
            {
                "priTmplId": one.template_id,
                "title": title_of(one).title,
                "content": text_of(one),
                "example": text_of(one, example=True),
                "type": title_of(one).kind,
            }
            for one in templates.every(call.parts.store, call.app.appid, family=FAMILY)
        ]
    )


def delete(call: Call) -> Fields:
    template_id = call.fields().get("priTmplId")
    found = templates.find(call.parts.store, call.app.appid, str(template_id), family=FAMILY)
    if found is None:
        raise PlatformError(limits.NOTICE_BAD_TID)
    templates.remove(call.parts.store, found.template_id)
    return done()


def send(call: Call) -> Fields:
    """Shown at once and used up; subscribe_msg_sent_event reports later."""
    fields = call.fields()
    tie = receiver(call, fields.get("touser"))
    template = templates.find(call.parts.store, call.app.appid, str(fields.get("template_id")), family=FAMILY)
    if template is None:
        raise PlatformError(40037)
    content = filled(template, fields)
    store = call.parts.store
    with store.transaction():
        if not templates.use(store, tie=tie.id, template_id=template.template_id):
            raise PlatformError(43101)
        made = notices.add(
            store,
            call.app.appid,
            tie=tie.id,
            template_id=template.template_id,
            family=FAMILY,
            client_id=None,
            content=content,
            at=call.now,
        )
        call.parts.phones.show(tie, side="account", kind="template", via="notice", content=content)
        call.parts.jobs.plan(call.app.appid, kind="notice", subject=made.id)
    return done()


def _title(tid: Any) -> Title:
    found = template_library.title(str(tid))
    if found is None:
        raise PlatformError(limits.NOTICE_BAD_TID)
    return found


def _number(value: Any) -> int | None:
    digits = str(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


_RIGHT = Right.VERIFIED_SERVICE

ENDPOINTS = (
    Endpoint("GET", "/wxaapi/newtmpl/getcategory", categories, right=_RIGHT),
    Endpoint("GET", "/wxaapi/newtmpl/getpubtemplatetitles", titles, right=_RIGHT),
    Endpoint("GET", "/wxaapi/newtmpl/getpubtemplatekeywords", keywords, right=_RIGHT),
    Endpoint("POST", "/wxaapi/newtmpl/addtemplate", add, right=_RIGHT),
    Endpoint("GET", "/wxaapi/newtmpl/gettemplate", every, right=_RIGHT),
    Endpoint("POST", "/wxaapi/newtmpl/deltemplate", delete, right=_RIGHT),
    Endpoint("POST", "/cgi-bin/message/subscribe/bizsend", send, right=_RIGHT),
)
