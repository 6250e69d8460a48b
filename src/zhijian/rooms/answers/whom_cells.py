"""For whom, in five cells of a table: written so that they can be read again, whoever reads them.

A table speaks Chinese. An empty cell says nothing, so that it leaves a rule as it is; 不限 takes a limit
away.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from zhijian.rooms.answers.audience import OLDEST, Audience
from zhijian.rooms.answers.errors import RuleRefused

CELLS: Final = ("bound", "units", "offices", "age", "tags")

_ANYBODY: Final = frozenset({"不限", "所有人", "anybody"})
_BOUND: Final = frozenset({"已绑定", "绑定", "是", "yes", "true", "1"})
_NOT_BOUND: Final = frozenset({"没绑定", "未绑定", "否", "no", "false", "0"})
_SEPARATORS: Final = str.maketrans(dict.fromkeys("，,；;\n", "、"))
_AGES: Final = re.compile(
    r"(?P<first>\d{1,3})\s*岁?\s*(?:(?P<older>以上|起|\+)|(?P<younger>以下)"
    r"|(?:到|至|-|—|–|~|－|～)\s*(?P<last>\d{1,3})\s*岁?)?"
)


@dataclass(frozen=True, slots=True)
class SaidWhom:
    """What a row says; None where it says nothing, () where it says that there is no limit."""

    bound: bool | tuple[()] | None = None
    units: tuple[str, ...] | None = None
    offices: tuple[str, ...] | None = None
    age: tuple[int, int] | tuple[()] | None = None
    tags: tuple[str, ...] | None = None

    def over(self, on_file: Mapping[str, Any]) -> dict[str, Any]:
        """The audience on file with what is said in its place, as rules keep it.

        What is said wins: units, offices and ages are known of members only, so that of a rule for those who
        are not bound they are gone, and the other way round.
        """
        held = dict(on_file)
        for name in CELLS:
            said = getattr(self, name)
            if said is not None:
                held[name] = {"from": said[0], "until": said[1]} if name == "age" and said else said
        if self.bound is False:
            held |= {name: () for name in ("units", "offices", "age") if not getattr(self, name)}
        elif self.units or self.offices or self.age:
            held["bound"] = None if held.get("bound") is False else held.get("bound")
        written = {name: _as_json(value) for name, value in held.items() if value not in (None, (), [], {})}
        audience = Audience.from_json(written)
        return audience.to_json() if audience else {}


SAYS_NOTHING: Final = SaidWhom()


def read(cells: Mapping[str, str]) -> SaidWhom | None:
    """None when all of them are empty. Raises `RuleRefused`."""
    said = {name: cells.get(name, "").strip() for name in CELLS}
    whom = SaidWhom(
        bound=_bound(said["bound"]),
        units=_names(said["units"]),
        offices=_names(said["offices"]),
        age=_age(said["age"]),
        tags=_names(said["tags"]),
    )
    whom.over({})  # refused here what a rule would refuse
    return None if whom == SAYS_NOTHING else whom


def written(audience: Mapping[str, Any]) -> tuple[str, ...]:
    """The five cells; empty where nothing limits."""
    limits = Audience.from_json(audience) or Audience()
    bound = "" if limits.bound is None else "已绑定" if limits.bound else "没绑定"
    return (
        bound,
        "、".join(limits.units),
        "、".join(limits.offices),
        _age_written(*limits.age) if limits.age else "",
        "、".join(limits.tags),
    )


def _bound(said: str) -> bool | tuple[()] | None:
    if not said:
        return None
    if said.lower() in _ANYBODY:
        return ()
    if said.lower() in _BOUND | _NOT_BOUND:
        return said.lower() in _BOUND
    raise RuleRefused("audience", _("“绑定没有”写“已绑定”“没绑定”或“不限”"), code="bound-unknown")


def _names(said: str) -> tuple[str, ...] | None:
    if not said:
        return None
    if said.lower() in _ANYBODY:
        return ()
    return tuple(name for piece in said.translate(_SEPARATORS).split("、") if (name := piece.strip()))


def _age(said: str) -> tuple[int, int] | tuple[()] | None:
    if not said:
        return None
    if said.lower() in _ANYBODY:
        return ()
    found = _AGES.fullmatch(said)
    if found is None:
        raise RuleRefused(
            "audience", _("“年龄”写成“60 岁以上”“35 岁以下”或“18 到 35 岁”"), code="age-unknown"
        )
    first = int(found["first"])
    if found["older"]:
        return first, OLDEST
    return (0, first) if found["younger"] else (first, int(found["last"] or first))


def _age_written(first: int, last: int) -> str:
    if last >= OLDEST:
        return f"{first} 岁以上"
    return f"{last} 岁以下" if first <= 0 else f"{first} 到 {last} 岁"


def _as_json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
