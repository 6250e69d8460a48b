"""The tables beside this file, read once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from zhijian.rooms.reach.naming.findings import Wrong


@dataclass(frozen=True, slots=True)
class Kind:
    """Endings of one kind of unit: the longest first. `formal` ones count only after an opening (中共…)."""

    name: str
    endings: Sequence[str]
    formal: frozenset[str]
    known: Sequence[str]
    wrong: Sequence[str]


@dataclass(frozen=True, slots=True)
class Forms:
    openings: Sequence[str]
    kinds: Sequence[Kind]


@dataclass(frozen=True, slots=True)
class Limits:
    shortest: int
    longest: int
    wide: int


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """For `str.translate`: every sign to the one it is read as."""

    chinese: Mapping[int, str]
    foreign: Mapping[int, str]


@cache
def forms() -> Forms:
    read = _read("forms.toml")
    return Forms(
        openings=tuple(sorted(read["openings"], key=len, reverse=True)),
        kinds=tuple(
            Kind(
                name=one["name"],
                endings=tuple(sorted(one["endings"], key=len, reverse=True)),
                formal=frozenset(one.get("only_after_opening", ())),
                known=tuple(one["known"]),
                wrong=tuple(one["wrong"]),
            )
            for one in read["kind"]
        ),
    )


@cache
def words() -> Mapping[Wrong, Sequence[str]]:
    """Longer words first: 官方旗舰 is told, not 旗舰 as well."""
    return {
        Wrong(name): tuple(sorted(found, key=len, reverse=True))
        for name, found in _read("words.toml").items()
    }


@cache
def limits() -> Limits:
    return Limits(**_read("limits.toml"))


@cache
def lookalikes() -> Lookalikes:
    read = _read("lookalikes.toml")
    return Lookalikes(
        chinese={ord(sign): family[0] for family in read["chinese"] for sign in family[1:]},
        foreign={ord(sign): latin for latin, signs in read["foreign"].items() for sign in signs},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
