"""Every object of the protocol, generated from its own annotations."""

from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from zhijian.wechat.tests.texts import xml_texts
from zhijian.wechat.wire import MAX_NUMBER, Wire


def objects(cls: type) -> st.SearchStrategy[Any]:
    """Objects of a class made with `element`, each optional field now present and now not."""
    hints = get_type_hints(cls, include_extras=True)
    arguments = {}
    for one in fields(cls):
        declared, wire = get_args(hints[one.name])
        values = _values(declared, wire)
        arguments[one.name] = values if one.default is MISSING else st.just(one.default) | values
    return st.builds(cls, **arguments)


def _values(declared: Any, wire: Wire) -> st.SearchStrategy[Any]:
    assert get_origin(declared) is not Annotated
    if get_origin(declared) is UnionType:
        (kind,) = (kind for kind in get_args(declared) if kind is not NoneType)
        return st.none() | _values(kind, wire)
    if get_origin(declared) is tuple:
        return st.lists(_values(get_args(declared)[0], wire), max_size=3).map(tuple)
    if declared is int:
        return st.integers(0, min(wire.most, MAX_NUMBER))
    if declared is float:
        return st.floats(-180, 180)
    if is_dataclass(declared):
        return objects(declared)  # type: ignore[arg-type]  # a class, as all annotations are
    return xml_texts(min_size=1 if wire.longest else 0, max_size=wire.longest)
