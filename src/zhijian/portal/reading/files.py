"""The files behind reading pages: pictures, recordings, films. Parts of them too, so that one may seek."""

import re
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from zhijian.foundation.library.kinds import MEDIA_RULES
from zhijian.foundation.library.media_files import path_of
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import item_by_code

# Kept files were judged by their first bytes; what is not in this list is never sent, whatever a row says.
_SENT_TYPES = frozenset[str]().union(*(rule.mime_types for rule in MEDIA_RULES.values()))
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@require_safe
def item_file(request: HttpRequest, code: str) -> HttpResponse:
    return _send(request, item_by_code(code))


@require_safe
def cover(request: HttpRequest, code: str) -> HttpResponse:
    item = item_by_code(code)
    return _send(request, item.cover if item else None)


def _send(request: HttpRequest, item: Item | None) -> HttpResponse:
    """The file, or the one range asked for. Files are at most 10 MB, so a part is read whole."""
    if item is None or not item.file_path or item.mime_type not in _SENT_TYPES:
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
        return _with_headers(HttpResponse(_read(path, 0, size)), item, etag)
    return _with_headers(_part(path, size, asked), item, etag)


def _part(path: Path, size: int, asked: str) -> HttpResponse:
    start, end = _range(asked, size)
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


def _with_headers(response: HttpResponse, item: Item, etag: str) -> HttpResponse:
    response["Content-Type"] = item.mime_type
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=item.file_name) or "inline"
    )
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=86400"
    return response
