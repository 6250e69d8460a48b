"""Template messages: the older family, which needs no permission of the follower."""

import json
from typing import Any

from zhijian_sandbox.platform import limits, template_library
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.platform.template_messages import filled, receiver, text_of, title_of
from zhijian_sandbox.state import notices, templates

FAMILY = "message"
MAX_TEMPLATES = 25
# Two of the platform's industries, by number; the others are shown by their number.
_INDUSTRIES = {20: ("政府与公共事业", "行政"), 21: ("政府与公共事业", "公安"), 16: ("教育", "培训")}


def set_industry(call: Call) -> Fields:
    fields = call.fields()
    chosen = [_number(fields.get(name)) for name in ("industry_id1", "industry_id2")]
    if not all(one is not None and 1 <= one <= 41 for one in chosen):
        raise PlatformError(40035)
    call.parts.store.set_meta(f"industry:{call.app.appid}", json.dumps(chosen))
    return done()


def industry(call: Call) -> Fields:
    chosen = json.loads(call.parts.store.meta(f"industry:{call.app.appid}") or "[20, 16]")
    first, second = (_INDUSTRIES.get(one, ("其它", str(one))) for one in chosen)
    return {
        "primary_industry": {"first_class": first[0], "second_class": first[1]},
        "secondary_industry": {"first_class": second[0], "second_class": second[1]},
    }


def add(call: Call) -> Fields:
    """A title of the library, with keywords by name; without any, all of them."""
    fields = call.fields()
    found = template_library.title(str(fields.get("template_id_short")))
    if found is None:
        raise PlatformError(40037)
    names = fields.get("keyword_name_list") or [one.name for one in found.keywords]
    by_name = {one.name: one.kid for one in found.keywords}
    if not isinstance(names, list) or not all(isinstance(one, str) and one in by_name for one in names):
        raise PlatformError(47003)
    store, appid = call.parts.store, call.app.appid
    if len(templates.every(store, appid, family=FAMILY)) >= MAX_TEMPLATES:
        raise PlatformError(limits.TEMPLATES_FULL)
    kids = [by_name[one] for one in names]
    made = templates.add(store, appid, family=FAMILY, tid=found.tid, kids=kids, scene="", at=call.now)
    return done(template_id=made.template_id)


def every(call: Call) -> Fields:
    return {
        "template_list": [
            {
                "template_id": one.template_id,
                "title": title_of(one).title,
                "primary_industry": "政府与公共事业",
                "deputy_industry": "行政",
                "content": text_of(one),
                "example": text_of(one, example=True),
            }
            for one in templates.every(call.parts.store, call.app.appid, family=FAMILY)
        ]
    }


def delete(call: Call) -> Fields:
    template_id = str(call.fields().get("template_id"))
    found = templates.find(call.parts.store, call.app.appid, template_id, family=FAMILY)
    if found is None:
        raise PlatformError(40037)
    templates.remove(call.parts.store, found.template_id)
    return done()


def send(call: Call) -> Fields:
    """The same client_msg_id is the same message; TEMPLATESENDJOBFINISH reports later."""
    fields = call.fields()
    tie = receiver(call, fields.get("touser"))
    store, appid = call.parts.store, call.app.appid
    template = templates.find(store, appid, str(fields.get("template_id")), family=FAMILY)
    if template is None:
        raise PlatformError(40037)
    content = filled(template, fields)
    client_id = fields.get("client_msg_id") or None
    if isinstance(client_id, str):
        since = call.now - limits.TEMPLATE_CLIENT_ID_SECONDS
        first = notices.by_client_id(store, appid, client_id, since=since)
        if first is not None:
            return done(msgid=first.msg_id)
    with store.transaction():
        made = notices.add(
            store,
            appid,
            tie=tie.id,
            template_id=template.template_id,
            family=FAMILY,
            client_id=client_id if isinstance(client_id, str) else None,
            content=content,
            at=call.now,
        )
        call.parts.jobs.plan(appid, kind="notice", subject=made.id)
    return done(msgid=made.msg_id)


def _number(value: Any) -> int | None:
    digits = str(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else None


_RIGHT = Right.VERIFIED_SERVICE

ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/template/api_set_industry", set_industry, right=_RIGHT),
    Endpoint("GET", "/cgi-bin/template/get_industry", industry, right=_RIGHT),
    Endpoint("POST", "/cgi-bin/template/api_add_template", add, right=_RIGHT),
    Endpoint("GET", "/cgi-bin/template/get_all_private_template", every, right=_RIGHT),
    Endpoint("POST", "/cgi-bin/template/del_private_template", delete, right=_RIGHT),
    Endpoint("POST", "/cgi-bin/message/template/send", send, right=_RIGHT, daily=100_000),
)
