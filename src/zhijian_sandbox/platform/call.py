"""What a handler of the platform sees of a call, and how it declares itself."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state.apps import App

Fields = dict[str, Any]

# An escape of anything beyond ASCII, not preceded by a backslash that itself is escaped.
_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\u((?!00[0-7])[0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer that is not JSON: a file."""

    content: bytes
    mime_type: str
    file_name: str = ""


Handler = Callable[["Call"], Fields | Raw | Awaitable[Fields | Raw]]


class Key(Enum):
    """What opens a call: the account's token, its appid and secret, its appid alone, or somebody's login."""

    TOKEN = 1
    SECRET = 2
    APPID = 3
    LOGIN = 4


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path of the platform. `daily` is what a new account may call in a day."""

    method: str
    path: str
    handler: Handler
    right: Right = Right.ANYBODY
    daily: int = 100_000
    per_minute: int | None = None
    key: Key = Key.TOKEN


@dataclass(frozen=True, slots=True)
class Call:
    """One call on its way through a handler."""

    parts: Parts
    endpoints: dict[str, Endpoint]
    app: App
    query: dict[str, str]
    body: bytes
    content_type: str
    caller: str
    base_url: str

    @property
    def now(self) -> float:
        return self.parts.clock.now()

    def fields(self, *, keep_escapes: bool = False) -> Fields:
        """The JSON body, whatever its Content-Type says.

        `keep_escapes`: Chinese sent as \\uXXXX stays these six characters, as the platform stores it.
        """
        if not self.body.strip():
            raise PlatformError(44002)
        try:
            text = self.body.decode("utf-8-sig")
            if keep_escapes:
                text = _ESCAPE.sub(r"\1\\\\u\2", text)
            fields = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError) as problem:
            raise PlatformError(47001) from problem
        if not isinstance(fields, dict) or not _is_text(text, fields):
            raise PlatformError(47001)
        return fields

    def text(self, fields: Fields, name: str, *, missing: int) -> str:
        """A field that must be text and not empty; else the error code `missing`."""
        value = fields.get(name)
        if not isinstance(value, str) or not value:
            raise PlatformError(missing)
        return value


def done(**more: Any) -> Fields:
    """Success, as the platform says it."""
    return {"errcode": 0, "errmsg": "ok", **more}


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _is_text(text: str, fields: Fields) -> bool:
    """Half a surrogate pair, possible only through an escape, cannot be stored or sent anywhere."""
    if "\\u" not in text:
        return True
    try:
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
