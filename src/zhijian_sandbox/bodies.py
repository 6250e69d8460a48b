"""Reading what a request carries, with a limit."""

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from zhijian_sandbox.refusal import Refusal

MAX_JSON_BYTES = 16 << 20


class BodyTooLarge(Exception):
    """More came than is taken."""


async def read_body(request: Request, *, most: int) -> bytes:
    """The whole body. `BodyTooLarge` beyond `most` bytes, without reading on."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise BodyTooLarge
    return bytes(body)


@dataclass(frozen=True, slots=True)
class Form:
    """A multipart body: texts, and files with their names."""

    texts: dict[str, str]
    files: dict[str, tuple[bytes, str]]


async def read_form(body: bytes, *, content_type: str) -> Form | None:
    """The fields and files of a multipart body, or None when it is none."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    headers = Headers({"content-type": content_type})
    try:
        form = await MultiPartParser(headers, stream(), max_part_size=MAX_JSON_BYTES).parse()
    except (MultiPartException, KeyError, ValueError, LookupError):
        return None
    read = Form({}, {})
    for name, part in form.items():
        if isinstance(part, UploadFile):
            read.files[name] = (await part.read(), (part.filename or name)[:200])
        else:
            read.texts[name] = part
    await form.close()
    return read


async def read_json(request: Request) -> dict[str, Any]:
    """The JSON object of a control call, {} for an empty body. `Refusal` for anything else."""
    try:
        body = await read_body(request, most=MAX_JSON_BYTES)
    except BodyTooLarge as problem:
        raise Refusal("内容超过 16 MB") from problem
    return parse_json(body)


def parse_json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        fields = json.loads(body.decode("utf-8-sig"))
        # Half a surrogate pair, possible only through an escape, can be stored nowhere.
        json.dumps(fields, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as problem:
        raise Refusal("不是 UTF-8 的 JSON") from problem
    if not isinstance(fields, dict):
        raise Refusal("要一个 JSON 对象 {…}")
    return fields
