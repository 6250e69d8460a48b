"""For whom an answer is: conditions on what is known of the follower, all of which must hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from zhijian.foundation.followers.facts import Facts
from zhijian.rooms.answers.errors import AudienceRefused

OLDEST: Final = 120
MOST_NAMES: Final = 50
LONGEST_NAME: Final = 60
# How near each condition comes to one person. Powers of two: one nearer condition outweighs all farther.
_UNITS, _OFFICES, _TAGS, _AGE, _BOUND = 16, 8, 4, 2, 1
MOST_SPECIFIC: Final = _UNITS + _OFFICES + _TAGS + _AGE + _BOUND


@dataclass(frozen=True, slots=True)
class Audience:
    """What is None or empty does not limit. One of the units (or below it), offices, tags suffices."""

    bound: bool | None = None
    units: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    age: tuple[int, int] | None = None  # both included
    tags: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Audience | None":
        """None for {}: everybody. Raises `AudienceRefused`."""
        if given.keys() - {"bound", "units", "offices", "age", "tags"}:
            raise AudienceRefused(code="audience-unknown")
        bound = given.get("bound")
        if bound is not None and not isinstance(bound, bool):
            raise AudienceRefused(code="audience-unknown")
        audience = cls(
            bound=bound,
            units=_names(given.get("units", [])),
            offices=_names(given.get("offices", [])),
            age=_age(given.get("age")),
            tags=_names(given.get("tags", [])),
        )
        if audience.bound is False and (audience.units or audience.offices or audience.age):
            # Units, offices and ages are known of members only: this would be for nobody.
            raise AudienceRefused(code="audience-nobody")
        return None if audience == cls() else audience

    def to_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {}
        if self.bound is not None:
            written["bound"] = self.bound
        for name in ("units", "offices", "tags"):
            if names := getattr(self, name):
                written[name] = list(names)
        if self.age:
            written["age"] = {"from": self.age[0], "until": self.age[1]}
        return written

    def holds_for(self, facts: Facts) -> bool:
        if self.bound is not None and self.bound != facts.is_bound:
            return False
        if self.units and not any(unit in facts.unit_path for unit in self.units):
            return False
        if self.offices and facts.offices.isdisjoint(self.offices):
            return False
        if self.tags and facts.tags.isdisjoint(self.tags):
            return False
        return self.age is None or (facts.age is not None and self.age[0] <= facts.age <= self.age[1])

    def specificity(self) -> int:
        """The same for everybody: unit counts more than office, then tag, age, bound. 0 to MOST_SPECIFIC."""
        return (
            _UNITS * bool(self.units)
            + _OFFICES * bool(self.offices)
            + _TAGS * bool(self.tags)
            + _AGE * (self.age is not None)
            + _BOUND * (self.bound is not None)
        )

    def closeness(self, facts: Facts) -> tuple[int, int, int]:
        """How near it is to this follower: by the depth of the unit he is in, then by its conditions."""
        depths = [facts.unit_path.index(unit) for unit in self.units if unit in facts.unit_path]
        years = self.age[1] - self.age[0] if self.age else OLDEST
        return (max(depths, default=-1), self.specificity(), OLDEST - years)

    def in_words(self, *, name_of_unit: Callable[[str], str] = str) -> str:
        """As staff would say it: 河东村党支部，60 岁以上。"""
        pieces = []
        if self.bound is not None:
            pieces.append(_("已绑定的") if self.bound else _("没绑定的"))
        if self.units:
            pieces.append(_("、").join(name_of_unit(unit) for unit in self.units))
        if self.offices:
            pieces.append(_("、").join(self.offices))
        if self.age:
            pieces.append(_age_in_words(*self.age))
        if self.tags:
            pieces.append(_("标签“%(tags)s”") % {"tags": _("、").join(self.tags)})
        return _("，").join(pieces) or _("所有人")


def _names(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or len(given) > MOST_NAMES:
        raise AudienceRefused(code="audience-names")
    if not all(isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME for name in given):
        raise AudienceRefused(code="audience-names")
    return tuple(dict.fromkeys(name.strip() for name in given))


def _age(given: object) -> tuple[int, int] | None:
    if given is None or given == {}:
        return None
    if not isinstance(given, Mapping) or given.keys() - {"from", "until"}:
        raise AudienceRefused(code="audience-age")
    ages = given.get("from", 0), given.get("until", OLDEST)
    if not all(type(age) is int and 0 <= age <= OLDEST for age in ages) or ages[0] > ages[1]:
        raise AudienceRefused(code="audience-age")
    return None if ages == (0, OLDEST) else ages


def _age_in_words(first: int, last: int) -> str:
    if last >= OLDEST:
        return _("%(age)d 岁以上") % {"age": first}
    if first <= 0:
        return _("%(age)d 岁以下") % {"age": last}
    return _("%(first)d 到 %(last)d 岁") % {"first": first, "last": last}
