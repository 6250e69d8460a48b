"""Permanent media, and pictures for the inside of articles."""

import json
from typing import Any

from zhijian_sandbox.bodies import read_form
from zhijian_sandbox.platform import limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, Raw, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.media_calls import check_file, read_file
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import media

MAX_IMAGES = 100_000
MAX_OTHERS = 1_000
MAX_PAGE = 20
MAX_ARTICLE_PICTURE_BYTES = 1 << 20
# Kept beside the others, and neither counted nor listed.
FOR_ARTICLES = "article_picture"


async def add(call: Call) -> Fields:
    """A video comes with a second field of the form, JSON: {title, introduction}."""
    kind = call.query.get("type", "")
    content, file_name = await read_file(call)
    mime_type = check_file(kind, content)
    words = await _description(call) if kind == "video" else {}
    counted = media.count_permanent(call.parts.store, call.app.appid)
    # Thumbs are pictures, and count as such.
    pictures = counted.get("image", 0) + counted.get("thumb", 0)
    is_picture = kind in ("image", "thumb")
    if pictures >= MAX_IMAGES if is_picture else counted.get(kind, 0) >= MAX_OTHERS:
        raise PlatformError(limits.MATERIAL_FULL)
    kept = media.add(
        call.parts.store,
        content,
        appid=call.app.appid,
        kind=kind,
        mime_type=mime_type,
        file_name=file_name,
        at=call.now,
        permanent=True,
        title=words.get("title", ""),
        introduction=words.get("introduction", ""),
    )
    answer: Fields = {"media_id": kept.media_id, "item": []}
    return {**answer, "url": address(call, kept)} if is_picture else answer


def get(call: Call) -> Fields | Raw:
    """Bytes; of a video its words and where it is."""
    found = _own(call)
    if found.kind == "video":
        return {
            "title": found.title,
            "description": found.introduction,
            "down_url": address(call, found),
        }
    return Raw(media.content(call.parts.store, found.media_id), found.mime_type, found.file_name)


def delete(call: Call) -> Fields:
    found = _own(call)
    if _is_in_use(call, found.media_id):
        raise PlatformError(48005)
    media.remove(call.parts.store, found.media_id)
    return done()


def count(call: Call) -> Fields:
    counted = media.count_permanent(call.parts.store, call.app.appid)
    return {
        "voice_count": counted.get("voice", 0),
        "video_count": counted.get("video", 0),
        "image_count": counted.get("image", 0) + counted.get("thumb", 0),
        "news_count": 0,  # articles are drafts now
    }


def page(call: Call) -> Fields:
    fields = call.fields()
    kind, offset, many = fields.get("type"), fields.get("offset"), fields.get("count")
    if kind not in ("image", "voice", "video", "news"):
        raise PlatformError(40004)
    if type(offset) is not int or offset < 0 or type(many) is not int or not 1 <= many <= MAX_PAGE:
        raise PlatformError(40035)
    found = media.permanent_page(
        call.parts.store, call.app.appid, kind=str(kind), offset=min(offset, 2**40), limit=many
    )
    total = media.count_permanent(call.parts.store, call.app.appid).get(str(kind), 0)
    return {
        "item": [_item(call, one) for one in found],
        "total_count": total,
        "item_count": len(found),
    }


async def upload_picture(call: Call) -> Fields:
    """jpg or png below 1 MB; counted nowhere."""
    content, file_name = await read_file(call)
    mime_type = check_file("image", content)
    if mime_type not in ("image/png", "image/jpeg"):
        raise PlatformError(40005)
    if len(content) >= MAX_ARTICLE_PICTURE_BYTES:
        raise PlatformError(40009)
    kept = media.add(
        call.parts.store,
        content,
        appid=call.app.appid,
        kind=FOR_ARTICLES,
        mime_type=mime_type,
        file_name=file_name,
        at=call.now,
        permanent=True,
    )
    return {"url": address(call, kept)}


def address(call: Call, found: media.Media) -> str:
    return f"{call.base_url}/_sandbox/media/{found.media_id}"


async def _description(call: Call) -> dict[str, str]:
    """wechatpy sends it in the query, which is taken as well."""
    form = await read_form(call.body, content_type=call.content_type)
    text = (form.texts.get("description") if form is not None else None) or call.query.get("description", "")
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        words = None
    if not isinstance(words, dict) or not isinstance(words.get("title"), str) or not words["title"]:
        raise PlatformError(limits.VIDEO_WITHOUT_WORDS)
    introduction = words.get("introduction")
    return {
        "title": words["title"],
        "introduction": introduction if isinstance(introduction, str) else "",
    }


def _own(call: Call) -> media.Media:
    media_id = call.text(call.fields(), "media_id", missing=41006)
    found = media.find(call.parts.store, media_id)
    if found is None or found.appid != call.app.appid or not found.permanent or found.gone:
        raise PlatformError(40007)
    return found


def _is_in_use(call: Call, media_id: str) -> bool:
    """By a menu or an automatic reply."""
    made: tuple[Any, ...] = (call.app.menu, call.app.backend_menu, call.app.autoreply)
    return any(media_id in json.dumps(one) for one in made if one is not None)


def _item(call: Call, found: media.Media) -> Fields:
    item: Fields = {
        "media_id": found.media_id,
        "name": found.title or found.file_name,
        "update_time": int(found.made_at),
    }
    return {**item, "url": address(call, found)} if found.kind == "image" else item


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/material/add_material", add, right=Right.VERIFIED, daily=1000),
    Endpoint("POST", "/cgi-bin/material/get_material", get, right=Right.VERIFIED, daily=1000),
    Endpoint("POST", "/cgi-bin/material/del_material", delete, right=Right.VERIFIED, daily=1000),
    Endpoint("GET", "/cgi-bin/material/get_materialcount", count, right=Right.VERIFIED, daily=5000),
    Endpoint("POST", "/cgi-bin/material/batchget_material", page, right=Right.VERIFIED, daily=1000),
    Endpoint("POST", "/cgi-bin/media/uploadimg", upload_picture, right=Right.VERIFIED),
)
