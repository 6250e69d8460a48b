"""The offices of a unit, one chair each: who sits on it, until when, who stands in, and that it is empty."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zhijian.console.org import words
from zhijian.foundation.org import kinds
from zhijian.foundation.org.models import Office, Unit
from zhijian.foundation.org.queries import SECRETARY, offices_on, terms_at

_ORDER = (SECRETARY, "组织委员", "宣传委员", "纪检委员")
_HAS_SECRETARY = (kinds.COMMITTEE, kinds.GENERAL_BRANCH, kinds.BRANCH)


@dataclass(frozen=True, slots=True)
class Holder:
    number: int
    name: str
    code: str
    term: str
    ends_soon: bool

    @property
    def initial(self) -> str:
        return self.name[:1]


@dataclass(frozen=True, slots=True)
class Chair:
    """`empty` says so in words where nobody holds the office."""

    title: str
    holders: list[Holder] = field(default_factory=list)
    deputies: list[Holder] = field(default_factory=list)
    empty: str = ""


def chairs_of(unit: Unit, *, with_names: bool) -> Sequence[Chair]:
    """Today's. Who may not read the roster learns nothing of who sits there."""
    if not with_names or unit.closed_on:
        return []
    found: dict[str, Chair] = {}
    for office in offices_on(localdate(), units=[unit]):
        chair = found.setdefault(office.title, Chair(office.title))
        (chair.deputies if office.is_deputy else chair.holders).append(holder(office))
    if SECRETARY not in found and unit.kind in _HAS_SECRETARY:
        found[SECRETARY] = Chair(SECRETARY)
    chairs = sorted(found.values(), key=lambda chair: (_place(chair.title), chair.title))
    return [
        chair if chair.holders else Chair(chair.title, [], chair.deputies, _empty(unit, chair))
        for chair in chairs
    ]


def holder(office: Office) -> Holder:
    return Holder(
        office.pk, office.member.name, office.member.code, words.term(office), words.ends_soon(office)
    )


def _place(title: str) -> int:
    return _ORDER.index(title) if title in _ORDER else len(_ORDER)


def _empty(unit: Unit, chair: Chair) -> str:
    last = terms_at(unit).filter(title=chair.title, is_deputy=False, until_day__lt=localdate()).first()
    said = {"title": chair.title, "names": _("、").join(one.name for one in chair.deputies)}
    if last and last.until_day:
        said |= {"day": words.day_in_words(last.until_day), "name": last.member.name}
        if chair.deputies:
            return _("%(title)s空缺，%(name)s做到 %(day)s，现由%(names)s代") % said
        return _("%(title)s空缺，%(name)s做到 %(day)s") % said
    if chair.deputies:
        return _("%(title)s空缺，现由%(names)s代") % said
    return _("还没登记%(title)s") % said
