"""The files behind reading pages: pictures, recordings, films. Parts of them too, so that one may seek."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from zhijian.foundation.library.kinds import SENT_TYPES
from zhijian.foundation.library.media_files import path_of
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import item_by_code, may_be_shown

# A part of at most this much: a player that asks for all of an hour's recording gets the beginning, and
# asks on. So seeking is quick and no request holds more than this in memory.
MOST_OF_A_PART = 2 * 1024 * 1024
_PIECE = 256 * 1024
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@require_safe
def item_file(request: HttpRequest, code: str) -> HttpResponseBase:
    return _send(request, item_by_code(code))


@require_safe
def cover(request: HttpRequest, code: str) -> HttpResponseBase:
    item = item_by_code(code)
    return _send(request, item.cover if item else None)


def _send(request: HttpRequest, item: Item | None) -> HttpResponseBase:
    """The file, or of the one range asked for as much as is sent at once."""
    if item is None or not item.file_path or item.mime_type not in SENT_TYPES or not may_be_shown(item):
        raise Http404
    path = path_of(item.file_path)
    if not path.is_file():
        raise Http404
    etag = f'"{path.stem}"'  # files are named by their content
    if etag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponse(status=304), item, etag)
    size = path.stat().st_size
    asked = request.headers.get("Range", "")
    if not _ONE_RANGE.fullmatch(asked) or request.headers.get("If-Range", etag) != etag:
        return _with_headers(_whole(request, path, size), item, etag)
    return _with_headers(_part(path, size, asked), item, etag)


def _whole(request: HttpRequest, path: Path, size: int) -> HttpResponseBase:
    """A large file goes out piece by piece; as a whole it would stand in memory once for every reader."""
    if size <= MOST_OF_A_PART:
        return HttpResponse(_read(path, 0, size))
    streamed = StreamingHttpResponse(_pieces(path)) if isinstance(request, ASGIRequest) else _opened(path)
    streamed["Content-Length"] = str(size)
    return streamed


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:  # opening is quick; reading is not
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece


def _opened(path: Path) -> FileResponse:
    return FileResponse(path.open("rb"))


def _part(path: Path, size: int, asked: str) -> HttpResponse:
    start, end = _range(asked, size)
    end = min(end, start + MOST_OF_A_PART - 1)
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = HttpResponse(_read(path, start, end + 1 - start), status=206)
    part["Content-Range"] = f"bytes {start}-{end}/{size}"
    return part


def _range(asked: str, size: int) -> tuple[int, int]:
    """First and last byte; first > last: there is no such part."""
    found = _ONE_RANGE.fullmatch(asked)
    first, last = found.groups() if found else ("", "")
    if first:
        return int(first), min(int(last or size - 1), size - 1)
    wanted = int(last or 0)
    return (max(size - wanted, 0), size - 1) if wanted else (1, 0)


def _read(path: Path, start: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(length)


def _with_headers(response: HttpResponseBase, item: Item, etag: str) -> HttpResponseBase:
    response["Content-Type"] = item.mime_type
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=item.file_name) or "inline"
    )
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=86400"
    return response
