"""How a typed object and its XML elements correspond; the classes say it, this reads and writes it.

A field is annotated with its element: `content: Annotated[str, Wire("Content")]`. Several names are a
path: `Wire("PicList", "item")` is <PicList><item>. A tuple is an element that may occur any number of
times. A field with a default may be missing, or be nonsense, and then has its default: the platform adds
and drops elements without notice. A field without one must be there and right.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from math import isfinite
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Generic,
    NamedTuple,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from zhijian.wechat import xml

T = TypeVar("T")
Reader = Callable[[xml.Value], Any]
Writer = Callable[[Any], str]

MAX_NUMBER = 2**63 - 1
_DECIMAL = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)


class BrokenElement(Exception):
    """An element that must be there is missing or not of its kind."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def element(cls: type[T]) -> type[T]:
    """A frozen dataclass read from XML. It has no repr of its fields: they are what people wrote."""
    return dataclass(frozen=True, slots=True, kw_only=True, repr=False)(cls)


class Wire:
    """The element a field stands in, as a path below its parent. `longest` refuses longer text and none,
    `most` larger numbers."""

    __slots__ = ("longest", "most", "path")

    def __init__(self, *path: str, longest: int | None = None, most: int = MAX_NUMBER) -> None:
        self.path = path
        self.longest = longest
        self.most = most


class _Step(NamedTuple):
    attribute: str
    path: tuple[str, ...]
    read: Reader
    write: Writer
    default: Any

    @property
    def is_required(self) -> bool:
        return self.default is MISSING


class Codec(Generic[T]):
    """Reads and writes one class. Made once, when the module is imported."""

    def __init__(self, cls: type[T]) -> None:
        self.cls = cls
        self._steps = tuple(_steps(cls))
        self._plan = tuple((s.attribute, s.path, s.read, s.is_required) for s in self._steps)

    def read(self, parent: Mapping[str, xml.Value]) -> T:
        """The object in the elements. Raises `BrokenElement`; elements it does not know are passed over."""
        values = {}
        for attribute, path, read, is_required in self._plan:
            value = parent.get(path[0]) if len(path) == 1 else _at(parent, path)
            if value is None:
                if is_required:
                    raise BrokenElement
                continue
            try:
                values[attribute] = read(value)
            except BrokenElement:
                if is_required:
                    raise
        return self.cls(**values)

    def write(self, one: T) -> str:
        """The elements of the object, without those that have their default."""
        pieces = []
        for step in self._steps:
            value = getattr(one, step.attribute)
            if value != step.default:
                pieces.append(step.write(value))
        return "".join(pieces)


def read_number(value: xml.Value) -> int:
    """A whole number from 0 to `MAX_NUMBER`, which every database can hold. Else raises `BrokenElement`."""
    if isinstance(value, str) and len(value) <= 19 and value.isascii() and value.isdigit():
        number = int(value)
        if number <= MAX_NUMBER:
            return number
    raise BrokenElement


def _at(parent: Mapping[str, xml.Value], path: tuple[str, ...]) -> xml.Value | None:
    value = parent.get(path[0])
    for name in path[1:]:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _steps(cls: type) -> Iterable[_Step]:
    hints = get_type_hints(cls, include_extras=True)
    for one in fields(cls):
        hint = hints[one.name]
        if get_origin(hint) is Annotated:
            declared, wire = get_args(hint)
            read, write = _element(declared, wire)
            yield _Step(one.name, wire.path, read, write, one.default)


def _element(declared: Any, wire: Wire) -> tuple[Reader, Writer]:
    """How to read the innermost element of the path, and to write all of it."""
    if get_origin(declared) is UnionType:
        (declared,) = (kind for kind in get_args(declared) if kind is not NoneType)
    *outer, name = wire.path
    opened = "".join(f"<{one}>" for one in outer)
    closed = "".join(f"</{one}>" for one in reversed(outer))
    if get_origin(declared) is tuple:
        read_one, write_one = _content(get_args(declared)[0], wire)

        def read_all(value: xml.Value) -> tuple[Any, ...]:
            return tuple(map(read_one, value if isinstance(value, list) else [value]))

        def write_all(value: tuple[Any, ...]) -> str:
            return opened + "".join(f"<{name}>{write_one(one)}</{name}>" for one in value) + closed

        return read_all, write_all
    read, write = _content(declared, wire)
    return read, lambda value: f"{opened}<{name}>{write(value)}</{name}>{closed}"


def _content(declared: Any, wire: Wire) -> tuple[Reader, Writer]:
    if declared is int:
        return (read_number if wire.most == MAX_NUMBER else _up_to(wire.most)), str
    if declared is float:
        return _read_decimal, repr
    if is_dataclass(declared):
        codec = Codec(declared)  # type: ignore[arg-type]  # a class, as all annotations are
        return lambda value: codec.read(_children(value)), codec.write
    longest = wire.longest
    if longest is None:
        return _read_text, xml.cdata

    def read_short(value: xml.Value) -> str:
        if isinstance(value, str) and 0 < len(value) <= longest:
            return value
        raise BrokenElement

    return read_short, xml.cdata


def _up_to(most: int) -> Reader:
    def read(value: xml.Value) -> int:
        number = read_number(value)
        if number > most:
            raise BrokenElement
        return number

    return read


def _read_text(value: xml.Value) -> str:
    if isinstance(value, str):
        return value
    raise BrokenElement


def _read_decimal(value: xml.Value) -> float:
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        number = float(value)
        if isfinite(number):
            return number
    raise BrokenElement


def _children(value: xml.Value) -> dict[str, xml.Value]:
    if isinstance(value, dict):
        return value
    if value == "":
        return {}
    raise BrokenElement
