"""Reading what was given for an act; `Refusal` names the field that is wrong."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.samples import sample

MAX_MEDIA_BYTES = 10 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file given with an act."""

    content: bytes
    file_name: str


def text(data: dict[str, Any], field: str, *, least: int = 0, most: int = 20_000, default: str = "") -> str:
    value = data.get(field)
    value = default if value is None else value
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise Refusal(f"{field} 是 {least} 到 {most} 个字", field=field)
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Refusal(f"{field} 里有半个字符", field=field)
    return value


def whole(data: dict[str, Any], field: str, *, least: int, most: int, default: int) -> int:
    value = data.get(field, default)
    # Form fields of a multipart upload arrive as text.
    if (
        isinstance(value, str)
        and value.lstrip("-").isascii()
        and value.lstrip("-").isdigit()
        and len(value) < 18
    ):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refusal(f"{field} 是 {least} 到 {most} 的整数", field=field)
    return value


def decimal(data: dict[str, Any], field: str, *, least: float, most: float, default: float) -> float:
    value = data.get(field, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise Refusal(f"{field} 是 {least:g} 到 {most:g} 的数", field=field)
    return float(value)


def flag(data: dict[str, Any], field: str, *, default: bool = False) -> bool:
    value = data.get(field, default)
    value = {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
    if not isinstance(value, bool):
        raise Refusal(f"{field} 是 true 或 false", field=field)
    return value


def media(data: dict[str, Any], upload: Upload | None, *, kind: str) -> tuple[bytes, str]:
    """The bytes and file name that were given, or the sample."""
    if upload is not None:
        content, file_name = upload.content, upload.file_name
    elif data.get("data") is not None:
        try:
            content = base64.b64decode(text(data, "data", most=MAX_MEDIA_BYTES * 2), validate=True)
        except (binascii.Error, ValueError) as problem:
            raise Refusal("data 不是 base64", field="data") from problem
        file_name = text(data, "file_name", most=200)
    else:
        content, _, file_name = sample(kind)
    if not 0 < len(content) <= MAX_MEDIA_BYTES:
        raise Refusal("文件是空的，或超过 10 MB", field="file")
    return content, file_name
