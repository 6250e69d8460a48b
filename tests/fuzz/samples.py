"""One well-formed message of every type and event, with all its elements, as trees to be spoilt."""

from collections.abc import Callable
from dataclasses import is_dataclass
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints
from xml.etree import ElementTree as ET

from tests.fuzz.accounts import NOW
from zhijian.wechat import events, messages

# An element: its name, and its text or its children.
Node = list[Any]

_MESSAGES: Final = (
    messages.Text,
    messages.Image,
    messages.Voice,
    messages.Video,
    messages.ShortVideo,
    messages.Location,
    messages.Link,
)


def _filled(cls: type) -> Any:
    """An object of the class with every field set, lists with two."""
    hints = get_type_hints(cls, include_extras=True)
    values = {
        name: _value(get_args(hint)[0], name) for name, hint in hints.items() if get_origin(hint) is Annotated
    }
    return cls(**values)


def _value(declared: Any, name: str) -> Any:
    if get_origin(declared) is UnionType:
        (declared,) = (kind for kind in get_args(declared) if kind is not NoneType)
    if get_origin(declared) is tuple:
        return (_value(get_args(declared)[0], name),) * 2
    if is_dataclass(declared):
        return _filled(declared)  # type: ignore[arg-type]  # a class, as all annotations are
    simple: dict[type, Any] = {int: NOW if name == "create_time" else 7, float: 31.25, str: f"{name}-1"}
    return simple[declared]


def _tree(element: ET.Element) -> Node:
    children = [_tree(child) for child in element]
    return [element.tag, children or (element.text or "")]


def _children(message: messages.Received) -> list[Node]:
    root = ET.fromstring(messages.render(message))  # noqa: S314 -- we have just written it
    return [_tree(child) for child in root]


TEXT: Final[list[Node]] = _children(_filled(messages.Text))
SAMPLES: Final[tuple[list[Node], ...]] = tuple(_children(_filled(cls)) for cls in (*_MESSAGES, *events.KNOWN))


def fresh(rng: Random, sample: list[Node], *, gh_id: str, number: int) -> list[Node]:
    """A copy from one of a thousand people, with an id of its own."""
    known: dict[str, Callable[[], str]] = {
        "ToUserName": lambda: gh_id,
        "FromUserName": lambda: f"oFuzz{rng.randrange(1000):024}",
        "MsgId": lambda: str(10**15 + number),
        "CreateTime": lambda: str(NOW - rng.randrange(600)),
    }
    copy = copied(sample)
    for node in copy:
        if node[0] in known:
            node[1] = known[node[0]]()
    return copy


def copied(children: list[Node]) -> list[Node]:
    return [[name, copied(value) if isinstance(value, list) else value] for name, value in children]


def element(children: list[Node], name: str) -> str:
    return next((str(node[1]) for node in children if node[0] == name), "")


def written(children: list[Node]) -> str:
    """The tree as the platform writes it."""
    return f"<xml>{''.join(map(_written, children))}</xml>"


def _written(node: Node) -> str:
    name, value = node
    inner = "".join(map(_written, value)) if isinstance(value, list) else f"<![CDATA[{value}]]>"
    return f"<{name}>{inner}</{name}>"
