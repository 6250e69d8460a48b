"""What a person sends: text, pictures, voice, video, a place, a link."""

from typing import Any

from zhijian.wechat import messages
from zhijian_sandbox import first_bytes, links, windows
from zhijian_sandbox.acts import given
from zhijian_sandbox.acts.scene import Done, Scene
from zhijian_sandbox.callbacks import Letter
from zhijian_sandbox.phones import media_content
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import media

LONGEST_TEXT = 2048
_LATITUDE, _LONGITUDE, _PLACE = 30.2741, 120.1551, "青禾镇党群服务中心"


def text(scene: Scene) -> Done:
    content = given.text(scene.data, "content", least=1, most=LONGEST_TEXT)
    menu_id = given.text(scene.data, "menu_id", most=64)
    letter = scene.message(messages.Text, content, content=content, bizmsgmenuid=menu_id)
    return _written(scene, letter, "text", {"content": content, "runs": links.runs(content)})


def image(scene: Scene) -> Done:
    return picture(scene)


def picture(scene: Scene, *, title: str = "图片") -> Done:
    kept = _keep(scene, "image")
    address = f"{scene.base_url}/_sandbox/media/{kept.media_id}"
    letter = scene.message(messages.Image, title, media_id=kept.media_id, pic_url=address)
    return _written(scene, letter, "image", {"media": media_content(kept)})


def voice(scene: Scene) -> Done:
    seconds = given.whole(scene.data, "seconds", least=1, most=60, default=6)
    kept = _keep(scene, "voice")
    letter = scene.message(messages.Voice, f"{seconds}″ 语音", media_id=kept.media_id, format="amr")
    return _written(scene, letter, "voice", {"media": media_content(kept), "seconds": seconds})


def video(scene: Scene) -> Done:
    kept = _keep(scene, "video")
    thumb = _keep(scene, "image", sample=True)
    kind = messages.ShortVideo if given.flag(scene.data, "short") else messages.Video
    letter = scene.message(kind, "视频", media_id=kept.media_id, thumb_media_id=thumb.media_id)
    content = {"media": media_content(kept), "thumb": media_content(thumb), "title": "", "description": ""}
    return _written(scene, letter, "video", content)


def location(scene: Scene) -> Done:
    place: dict[str, Any] = {
        "latitude": given.decimal(scene.data, "latitude", least=-90, most=90, default=_LATITUDE),
        "longitude": given.decimal(scene.data, "longitude", least=-180, most=180, default=_LONGITUDE),
        "scale": given.whole(scene.data, "scale", least=1, most=30, default=16),
        "label": given.text(scene.data, "label", most=200, default=_PLACE),
    }
    letter = scene.message(
        messages.Location,
        f"位置 {place['label']}",
        location_x=place["latitude"],
        location_y=place["longitude"],
        scale=place["scale"],
        label=place["label"],
    )
    return _written(scene, letter, "location", place)


def link(scene: Scene) -> Done:
    shared = {
        "title": given.text(scene.data, "title", least=1, most=200),
        "description": given.text(scene.data, "description", most=500),
        "url": given.text(scene.data, "url", least=1, most=2000),
    }
    letter = scene.message(messages.Link, f"链接 {shared['title']}", **shared)
    return _written(scene, letter, "link", shared)


def _written(scene: Scene, letter: Letter, kind: str, content: dict[str, Any]) -> Done:
    scene.must_follow()
    windows.opened_by_writing(scene.desk.store, scene.tie, now=scene.desk.clock.now())
    bubble = scene.show_mine(kind, content, letter.thread)
    # The platform keeps what a blacklisted person writes from the account; the person is not told.
    return Done(bubble=bubble, letters=[] if scene.tie.blacklisted else [letter])


def _keep(scene: Scene, kind: str, *, sample: bool = False) -> media.Media:
    scene.must_follow()
    content, file_name = given.media(
        {} if sample else scene.data, None if sample else scene.upload, kind=kind
    )
    mime_type = first_bytes.mime_type(content) or "application/octet-stream"
    # A browser records in formats of its own; a voice is taken as it comes.
    if kind == "voice":
        mime_type = _recorded(content) or mime_type
    if kind != "voice" and not mime_type.startswith(f"{kind}/"):
        raise Refusal(f"这不是{'图片' if kind == 'image' else '视频'}", field="file")
    return media.add(
        scene.desk.store,
        content,
        appid=scene.app.appid,
        kind=kind,
        mime_type=mime_type,
        file_name=file_name,
        at=scene.desk.clock.now(),
    )


def _recorded(content: bytes) -> str:
    """What a browser's recorder made, so that the desk can play it again."""
    if content.startswith(b"\x1aE\xdf\xa3"):
        return "audio/webm"
    if content.startswith(b"OggS"):
        return "audio/ogg"
    return "audio/mp4" if content[4:8] == b"ftyp" else ""
