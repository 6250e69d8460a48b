"""Temporary media up and down. Judged by first bytes and size; nothing is decoded."""

from zhijian_sandbox import first_bytes
from zhijian_sandbox.bodies import read_form
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, Raw
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import media
from zhijian_sandbox.voices import seconds_of

MAX_VOICE_SECONDS = 60
_TYPES: dict[str, tuple[tuple[str, ...], int, int]] = {
    # kind: MIME types, most bytes, error code beyond
    "image": (("image/png", "image/jpeg", "image/gif"), 10 << 20, 40009),
    "voice": (("audio/amr", "audio/mpeg"), 2 << 20, 40006),
    "video": (("video/mp4",), 10 << 20, 40006),
    "thumb": (("image/jpeg",), 64 << 10, 40006),
}


async def upload(call: Call) -> Fields:
    kind = call.query.get("type", "")
    if kind not in _TYPES:
        raise PlatformError(40004)
    content, file_name = await read_file(call)
    kept = media.add(
        call.parts.store,
        content,
        appid=call.app.appid,
        kind=kind,
        mime_type=check_file(kind, content),
        file_name=file_name,
        at=call.now,
    )
    named = "thumb_media_id" if kind == "thumb" else "media_id"
    return {"type": kind, named: kept.media_id, "created_at": int(call.now)}


def check_file(kind: str, content: bytes) -> str:
    """The MIME type of a file the platform takes as this kind; `PlatformError` otherwise."""
    if kind not in _TYPES:
        raise PlatformError(40004)
    mime_types, most, too_large = _TYPES[kind]
    if not content:
        raise PlatformError(44001)
    mime_type = first_bytes.mime_type(content)
    if mime_type is None or mime_type not in mime_types:
        raise PlatformError(40005)
    if len(content) > most:
        raise PlatformError(too_large)
    if kind == "voice" and seconds_of(content) > MAX_VOICE_SECONDS:
        raise PlatformError(45007)
    return mime_type


def get(call: Call) -> Fields | Raw:
    """The bytes of temporary media; of a video only where they are. Permanent ones have their own call."""
    media_id = call.query.get("media_id", "")
    if not media_id:
        raise PlatformError(41006)
    found = living(call, media_id)
    if found is None or found.permanent:
        raise PlatformError(40007)
    if found.kind == "video":
        return {"video_url": f"{call.base_url}/_sandbox/media/{found.media_id}"}
    return Raw(media.content(call.parts.store, media_id), found.mime_type, found.file_name)


def get_clear_voice(call: Call) -> Fields | Raw:
    """What somebody recorded on a page; here it is what was recorded, whatever its format."""
    media_id = call.query.get("media_id", "")
    if not media_id:
        raise PlatformError(41006)
    found = living(call, media_id)
    if found is None or found.kind != "voice":
        raise PlatformError(40007)
    return Raw(media.content(call.parts.store, media_id), found.mime_type, found.file_name)


def living(call: Call, media_id: str) -> media.Media | None:
    """Media of this account: permanent, or not yet three days old."""
    found = media.find(call.parts.store, media_id)
    return found if found is not None and found.appid == call.app.appid and found.is_alive(call.now) else None


async def read_file(call: Call) -> tuple[bytes, str]:
    form = await read_form(call.body, content_type=call.content_type)
    part = form.files.get("media") if form is not None else None
    if part is None:
        raise PlatformError(41005)
    return part


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/media/upload", upload, right=Right.VERIFIED),
    Endpoint("GET", "/cgi-bin/media/get", get, right=Right.VERIFIED, daily=200_000),
    Endpoint("GET", "/cgi-bin/media/get/jssdk", get_clear_voice, right=Right.VERIFIED, daily=200_000),
)
