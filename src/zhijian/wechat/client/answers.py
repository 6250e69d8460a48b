"""An answer of the platform, read with suspicion: what is not as documented is an `UnexpectedAnswer`."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from zhijian.wechat import errors
from zhijian.wechat.credentials import Hidden

T = TypeVar("T", str, int)


class Answer:
    """A JSON object. Prints without its content."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def __repr__(self) -> str:
        return f"Answer({', '.join(self._fields)})"

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str, *, default: str | None = None) -> str:
        """Numbers count as text: the platform writes some ids now this way, now that."""
        value = self._fields.get(name)
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return _or_default(default, name)

    def number(self, name: str, *, default: int | None = None) -> int:
        value = self._fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return _or_default(default, name)

    def flag(self, name: str) -> bool:
        """The platform writes truth as 1 here, as true there; what is missing is not so."""
        return self._fields.get(name) in (1, True, "1", "true")

    def day(self, name: str) -> date:
        """A date as in 2026-03-05."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise errors.UnexpectedAnswer(f"the answer has no date in {name}") from None

    def object(self, name: str) -> "Answer":
        """The object of that name; an empty one when it is missing."""
        value = self._fields.get(name)
        return Answer(value if isinstance(value, dict) else {})

    def objects(self, name: str) -> "tuple[Answer, ...]":
        """The objects in a list; () when it is missing, as the platform does for an empty one."""
        value = self._fields.get(name)
        return tuple(Answer(one) for one in value if isinstance(one, dict)) if isinstance(value, list) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._fields.get(name)
        return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()

    def numbers(self, name: str) -> tuple[int, ...]:
        value = self._fields.get(name)
        return tuple(one for one in value if isinstance(one, int)) if isinstance(value, list) else ()

    def raw(self) -> dict[str, Any]:
        """All of it, for the few answers whose form is the content."""
        return dict(self._fields)


def read(body: bytes) -> Answer | None:
    """The object in the body, or None when it is not a JSON object."""
    try:
        # The platform has been seen to put raw line feeds into strings.
        fields = json.loads(body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None
    return Answer(fields) if isinstance(fields, dict) else None


def checked(answer: Answer, *, hidden: Iterable[Hidden], asked_for_token: bool) -> Answer:
    """The answer if it reports success; otherwise raises the `WeChatError` for its errcode."""
    errcode = answer.number("errcode", default=0)
    if errcode == 0:
        return answer
    errmsg = errors.clean(answer.text("errmsg", default=""), hidden=hidden)
    failure = errors.of(errcode, errmsg, asked_for_token=asked_for_token)
    if isinstance(failure, errors.AlreadySent):
        first = [answer.number(name, default=0) for name in ("msg_id", "msg_data_id")]
        raise errors.AlreadySent(errcode, errmsg, *first)
    raise failure


def _or_default(default: T | None, name: str) -> T:
    if default is None:
        raise errors.UnexpectedAnswer(f"the answer has no {name}")
    return default
