"""Drafts."""

from typing import Any

from zhijian_sandbox.platform import articles, limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.state import drafts
from zhijian_sandbox.state.drafts import Draft


def add(call: Call) -> Fields:
    """Chinese sent as \\uXXXX is stored as exactly that, as in menus."""
    made = articles.read_all(call, call.fields(keep_escapes=True).get("articles"))
    return {"media_id": drafts.add(call.parts.store, call.app.appid, made, at=call.now)}


def get(call: Call) -> Fields:
    found = own_draft(call, call.fields().get("media_id"))
    return {
        "news_item": [articles.told(one) for one in found.articles],
        "create_time": int(found.created_at),
        "update_time": int(found.updated_at),
    }


def update(call: Call) -> Fields:
    """One article of it, counted from 0."""
    fields = call.fields(keep_escapes=True)
    found = own_draft(call, fields.get("media_id"))
    index, article = fields.get("index"), fields.get("articles")
    if type(index) is not int or not 0 <= index < len(found.articles):
        raise PlatformError(40114)
    if not isinstance(article, dict):
        raise PlatformError(44003)
    changed = [*found.articles]
    changed[index] = articles.read(call, article)
    drafts.change(call.parts.store, found.media_id, changed, at=call.now)
    return done()


def delete(call: Call) -> Fields:
    drafts.remove(call.parts.store, own_draft(call, call.fields().get("media_id")).media_id)
    return done()


def count(call: Call) -> Fields:
    return {"total_count": drafts.count(call.parts.store, call.app.appid)}


def page(call: Call) -> Fields:
    offset, limit, short = articles.page_limits(call.fields())
    found = drafts.page(call.parts.store, call.app.appid, offset=offset, limit=limit)
    return {
        "total_count": drafts.count(call.parts.store, call.app.appid),
        "item_count": len(found),
        "item": [
            {
                "media_id": one.media_id,
                "content": {
                    "news_item": [articles.told(item, no_content=short) for item in one.articles],
                    "create_time": int(one.created_at),
                    "update_time": int(one.updated_at),
                },
                "update_time": int(one.updated_at),
            }
            for one in found
        ],
    }


def switch(_call: Call) -> Fields:
    """The switch of an old migration; it has long been on."""
    return done(is_open=1)


def own_draft(call: Call, media_id: Any) -> Draft:
    if not isinstance(media_id, str) or not media_id:
        raise PlatformError(41006)
    found = drafts.find(call.parts.store, call.app.appid, media_id)
    if found is None:
        raise PlatformError(40007)
    return found


_RIGHT = limits.DRAFTS

ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/draft/add", add, right=_RIGHT, daily=1000),
    Endpoint("POST", "/cgi-bin/draft/get", get, right=_RIGHT, daily=500),
    Endpoint("POST", "/cgi-bin/draft/update", update, right=_RIGHT, daily=1000),
    Endpoint("POST", "/cgi-bin/draft/delete", delete, right=_RIGHT, daily=1000),
    Endpoint("GET", "/cgi-bin/draft/count", count, right=_RIGHT, daily=1000),
    Endpoint("POST", "/cgi-bin/draft/batchget", page, right=_RIGHT, daily=1000),
    Endpoint("POST", "/cgi-bin/draft/switch", switch, right=_RIGHT),
)
