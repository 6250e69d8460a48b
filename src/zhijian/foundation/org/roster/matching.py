"""Who on the roster a row is about. Nobody is taken for another by name alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.org.paths import is_within
from zhijian.foundation.org.roster.cells import tidy_name
from zhijian.foundation.org.roster.people import PersonRow
from zhijian.foundation.org.roster.places import Place
from zhijian.foundation.org.roster.values import Wrong
from zhijian.foundation.org.sounds import sound_of_person
from zhijian.foundation.org.states import MemberState, Verdict

MOST_CANDIDATES: Final = 6
_CALLED: Final = {
    "name": gettext_lazy("姓名"),
    "unit": gettext_lazy("所在组织"),
    "phone": gettext_lazy("手机号"),
    "id_number": gettext_lazy("身份证号"),
    "birth_year": gettext_lazy("出生年份"),
    "joined": gettext_lazy("入党时间"),
    "labels": gettext_lazy("标签"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A member as a row is compared with him: no number is opened, digests are enough."""

    id: int
    code: str
    name: str
    unit_id: int
    path: str  # of his unit
    state: str
    birth_year: int | None
    joined: str
    phone_digest: bytes | None
    id_digest: bytes | None
    labels: int
    version: int


@dataclass(slots=True)
class Asked:
    """A row with what was looked up for it."""

    row: PersonRow
    place: Place | None  # where the row says; None where it says nothing
    phone_digest: bytes | None = None
    id_digest: bytes | None = None
    labels: int = 0
    by_code: Known | None = None
    by_id: Known | None = None
    is_id_elsewhere: bool = False  # on the roster of a unit outside the one imported into
    namesakes: Sequence[Known] = ()  # at and below the unit imported into
    by_phone: Sequence[Known] = ()
    like_it: int = 1  # rows of this name and unit in the sheet, itself included


@dataclass(slots=True)
class Finding:
    """The verdict; of whom; what would change (the names of the fields); and whom to choose from."""

    row: PersonRow
    verdict: Verdict
    message: str = ""
    member: Known | None = None
    place: Place | None = None
    labels: int = 0
    changes: tuple[str, ...] = ()
    candidates: tuple[str, ...] = field(default=())  # codes


def judge(asked: Asked, *, into: Place) -> Finding:
    """One row beside the roster. What other rows of the sheet say comes later (`planning`)."""
    row = asked.row
    if row.wrong:
        worst = row.wrong[0]
        finding = _finding(asked, worst.verdict, "；".join(wrong.message for wrong in row.wrong))
        if worst.verdict == Verdict.UNCLEAR:
            finding.candidates = _codes(_in_unit(asked, into))
        return finding
    if asked.by_code or asked.by_id:
        return _surely(asked)
    if row.code:
        return _unclear(asked, _("这里没有成员编号 %(code)s") % {"code": row.code}, _in_unit(asked, into))
    if asked.is_id_elsewhere:
        return _unclear(asked, _("这个身份证号已经登记在别的组织。要转来，请办组织关系转接"), ())
    return _by_name(asked, into)


def _surely(asked: Asked) -> Finding:
    """Found by our own code or by the ID number; still nothing is written over another person."""
    row, known = asked.row, asked.by_code or asked.by_id
    assert known is not None  # noqa: S101 -- the caller looked
    both = [one for one in (asked.by_code, asked.by_id) if one]
    if len({one.id for one in both}) > 1:
        return _unclear(asked, _("成员编号和身份证号是两个人的"), both)
    if asked.by_code and asked.id_digest and known.id_digest and asked.id_digest != known.id_digest:
        return _unclear(asked, _("成员编号对得上，身份证号和名册上的不一样"), [known])
    if asked.by_code and asked.id_digest and asked.is_id_elsewhere:
        return _unclear(asked, _("这个身份证号已经登记在别的组织。要转来，请办组织关系转接"), [known])
    if tidy_name(known.name) != row.name and not (asked.by_code and _agrees(asked, known)):
        what = _("身份证号") if asked.by_id else _("成员编号")
        says = _("%(what)s是名册上%(name)s的，表里的姓名不一样")
        return _unclear(asked, says % {"what": what, "name": known.name}, [known])
    return met(asked, known)


def _by_name(asked: Asked, into: Place) -> Finding:
    row = asked.row
    here = _in_unit(asked, into)
    possible = [one for one in here if not _are_two_people(asked, one)]
    # Who has died or left is thought of only where nobody else is called so.
    possible = [one for one in possible if one.state == MemberState.ACTIVE] or possible
    by_phone = [
        one for one in asked.namesakes if asked.phone_digest and one.phone_digest == asked.phone_digest
    ]
    if len(by_phone) == 1 and not _contradicts(asked, by_phone[0]):
        return met(asked, by_phone[0])
    if not possible:
        return _nobody_here(asked, into, by_phone)
    if len(possible) > 1:
        says = _("名册上有 %(count)d 位%(name)s，表里没有能分清的身份证号或手机号")
        return _unclear(asked, says % {"count": len(possible), "name": row.name}, possible)
    return _beside_one(asked, possible[0])


def _beside_one(asked: Asked, one: Known) -> Finding:
    row = asked.row
    against = _contradicts(asked, one)
    if against:
        says = _("名册上有一位%(name)s，%(what)s和表里的不一样，不知是不是同一个人")
        return _unclear(asked, says % {"name": row.name, "what": _called(against)}, [one])
    if asked.like_it > 1:
        says = _("表里有 %(count)d 位%(name)s，名册上有一位，不知是哪一行")
        return _unclear(asked, says % {"count": asked.like_it, "name": row.name}, [one])
    if _agrees(asked, one) or row.says_only_a_name:
        return met(asked, one)
    says = _("名册上有一位%(name)s，只有姓名相同，没有别的能对上")
    return _unclear(asked, says % {"name": row.name}, [one])


def _nobody_here(asked: Asked, into: Place, by_phone: Sequence[Known]) -> Finding:
    row = asked.row
    elsewhere = [one for one in asked.namesakes if _agrees(asked, one) and not _are_two_people(asked, one)]
    if elsewhere or by_phone:
        says = _("别的支部有一位%(name)s，有几项对得上，不知是不是同一个人")
        return _unclear(asked, says % {"name": row.name}, elsewhere or by_phone)
    sound = sound_of_person(row.name) if asked.by_phone else ""
    if alike := [
        one for one in asked.by_phone if one.name != row.name and sound_of_person(one.name) == sound
    ]:
        says = _("手机号和名册上的%(other)s相同，姓名同音不同字")
        return _unclear(asked, says % {"other": alike[0].name}, alike)
    if row.state and row.state != MemberState.ACTIVE:
        says = _("表里写着“%(state)s”，名册上没有这个人")
        return _unclear(asked, says % {"state": row.state.label}, ())
    finding = _finding(asked, Verdict.NEW, _("名册上没有，新增"))
    finding.place = asked.place or into
    return finding


def met(asked: Asked, known: Known, *, is_decided: bool = False) -> Finding:
    """It is he: what is different, of what the row says at all. `is_decided`: somebody said so."""
    row = asked.row
    if (row.state or MemberState.ACTIVE).value != known.state and not is_decided:
        there = MemberState(known.state).label
        says = _("名册上写着“%(there)s”，表里不是。请到他的页面上登记") % {"there": there}
        return _unclear(asked, says, [known])
    changes = tuple(_differences(asked, known))
    finding = _finding(asked, Verdict.CHANGED if changes else Verdict.SAME, _("和名册一样"))
    finding.member, finding.changes = known, changes
    if changes:
        finding.message = _("有改动：%(what)s") % {"what": _called(changes)}
    return finding


def _differences(asked: Asked, known: Known) -> list[str]:
    row = asked.row
    found = []
    if row.name != tidy_name(known.name):
        found.append("name")
    if asked.place and not is_within(known.path, asked.place.path):
        found.append("unit")
    if asked.phone_digest and asked.phone_digest != known.phone_digest:
        found.append("phone")
    if asked.id_digest and asked.id_digest != known.id_digest:
        found.append("id_number")
    if row.birth_year and row.birth_year != known.birth_year:
        found.append("birth_year")
    if row.joined and not known.joined.startswith(row.joined):
        found.append("joined")  # 1976 beside 1976-07 says less, and takes nothing away
    if asked.labels & ~known.labels:
        found.append("labels")
    return found


def _agrees(asked: Asked, one: Known) -> bool:
    """A second fact beside the name. The unit is none: namesakes live in one village."""
    row = asked.row
    return bool(
        (asked.phone_digest and asked.phone_digest == one.phone_digest)
        or (asked.id_digest and asked.id_digest == one.id_digest)
        or (birth_year_of(row) and birth_year_of(row) == one.birth_year)
        or (
            row.joined
            and one.joined
            and len(min(row.joined, one.joined, key=len)) > 4
            and _fit(row.joined, one.joined)
        )
    )


def _contradicts(asked: Asked, one: Known) -> list[str]:
    row = asked.row
    found = []
    if asked.id_digest and one.id_digest and asked.id_digest != one.id_digest:
        found.append("id_number")
    year = birth_year_of(row)
    if year and one.birth_year and year != one.birth_year:
        found.append("birth_year")
    if row.joined and one.joined and not _fit(row.joined, one.joined):
        found.append("joined")
    return found


def _are_two_people(asked: Asked, one: Known) -> bool:
    """Surely another one: other ID number, and another year of birth as well."""
    against = _contradicts(asked, one)
    is_same_phone = bool(asked.phone_digest) and asked.phone_digest == one.phone_digest
    return "id_number" in against and "birth_year" in against and not is_same_phone


def _fit(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def birth_year_of(row: PersonRow) -> int | None:
    if row.birth_year:
        return row.birth_year
    return (int(row.id_number[6:10]) if len(row.id_number) == 18 else None) if row.id_number else None


def _in_unit(asked: Asked, into: Place) -> list[Known]:
    """Namesakes in the unit the row says, or below; without one, in the unit imported into."""
    if asked.place is None:
        return list(asked.namesakes)
    return [one for one in asked.namesakes if is_within(one.path, asked.place.path)]


def _unclear(asked: Asked, says: str, candidates: Sequence[Known]) -> Finding:
    finding = _finding(asked, Verdict.UNCLEAR, says)
    finding.candidates = _codes(candidates)
    return finding


def _codes(candidates: Sequence[Known]) -> tuple[str, ...]:
    return tuple(one.code for one in candidates[:MOST_CANDIDATES])


def _finding(asked: Asked, verdict: Verdict, says: str) -> Finding:
    return Finding(asked.row, verdict, says, place=asked.place, labels=asked.labels)


def _called(names: Sequence[str]) -> str:
    return _("、").join(str(_CALLED[name]) for name in names)


def wrong_unit(asked: Asked, wrong: Wrong) -> Finding:
    return _finding(asked, wrong.verdict, wrong.message)
