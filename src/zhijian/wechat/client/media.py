"""Temporary media: kept by the platform for three days."""

from dataclasses import dataclass

from zhijian.wechat.client.asking import Ask, Fetch
from zhijian.wechat.client.caller import Call, Media, Upload
from zhijian.wechat.errors import UnexpectedAnswer

# Bytes, by kind. The documentation also says 2 MB for images in one place.
MAX_BYTES = {
    "image": 10 * 1024 * 1024,
    "voice": 2 * 1024 * 1024,
    "video": 10 * 1024 * 1024,
    "thumb": 64 * 1024,
}
KEPT_SECONDS = 3 * 24 * 3600


@dataclass(frozen=True, slots=True)
class UploadedMedia:
    """`created_at` is seconds since 1970 by the platform's clock; good for `KEPT_SECONDS` from then."""

    kind: str
    media_id: str
    created_at: int


class MediaCalls:
    def __init__(self, ask: Ask, fetch: Fetch) -> None:
        self._ask = ask
        self._fetch = fetch

    async def upload(
        self, content: bytes, *, kind: str, filename: str, content_type: str = "application/octet-stream"
    ) -> UploadedMedia:
        """Hands a file over. `kind` is image (png, jpg, gif), voice (amr or mp3 up to 60 s), video (mp4)
        or thumb (jpg), each up to `MAX_BYTES`. Errors 40004, 40005, 40006, 40009."""
        answer = await self._ask(
            Call(
                method="POST",
                path="/cgi-bin/media/upload",
                query={"type": kind},
                upload=Upload(filename, content, content_type),
                repeatable=True,
            )
        )
        media_id = answer.text("media_id", default="") or answer.text("thumb_media_id", default="")
        if not media_id:
            raise UnexpectedAnswer("/cgi-bin/media/upload: no media_id")
        return UploadedMedia(kind, media_id, answer.number("created_at", default=0))

    async def get(self, media_id: str) -> Media:
        """The file; for a video `content` is empty and `video_url` tells where it is. Raises `MediaGone`."""
        query = {"media_id": media_id}
        return await self._fetch(Call(method="GET", path="/cgi-bin/media/get", query=query, repeatable=True))

    async def upload_picture(
        self, content: bytes, *, filename: str, content_type: str = "application/octet-stream"
    ) -> str:
        """A picture for the inside of an article (jpg or png below 1 MB): its address, which articles may
        show. Counts against no limit. Errors 40005, 40009."""
        call = Call(
            method="POST",
            path="/cgi-bin/media/uploadimg",
            upload=Upload(filename, content, content_type),
            repeatable=True,
        )
        return (await self._ask(call)).text("url")
