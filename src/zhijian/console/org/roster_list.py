"""The members of a unit: search as one types, four filters, fifty at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.console.org import words
from zhijian.console.org.marking import Piece, marked
from zhijian.foundation.org.models import Label, Member, Unit
from zhijian.foundation.org.queries import (
    Asked,
    labels_by_name,
    namesakes_among,
    offices_on,
    page_after,
    roster_asked,
)
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import SEE_MEMBERS
from zhijian.foundation.staff.roster import scope_for

STEP: Final = 50
CARRIED: Final = ("asked", "q", "state", "age", "label", "below")  # from page to page
# How old one is this year, both included.
AGES: Final = {
    "35": (gettext_lazy("35 岁以下"), 0, 35),
    "59": (gettext_lazy("36–59 岁"), 36, 59),
    "60": (gettext_lazy("满 60 岁"), 60, 200),
    "65": (gettext_lazy("满 65 岁"), 65, 200),
    "80": (gettext_lazy("满 80 岁"), 80, 200),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`where` only where it is not the unit of the page; `apart` is what tells namesakes apart."""

    address: str
    name: Sequence[Piece]
    initial: str
    born: str
    where: str
    facts: str
    state: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """`total` is None where counting would take longer than reading: then only whether there are more."""

    rows: Sequence[Row]
    word: str
    is_narrowed: bool
    with_below: bool
    is_first: bool
    first: str
    more: str
    states: Sequence[Choice]
    ages: Sequence[Choice]
    labels: Sequence[Choice]

    @property
    def is_filtered(self) -> bool:
        return any(
            choice.is_chosen and choice.value for choice in (*self.states[1:], *self.ages, *self.labels)
        )


def listed(staff: Staff, unit: Unit, query: QueryDict) -> Listed:
    labels = labels_by_name()
    chosen = next((label for label in labels.values() if str(label.pk) == query.get("label")), None)
    asked = _asked(query, label=chosen)
    scope = scope_for(staff, *SEE_MEMBERS)
    found = roster_asked(unit, scope, asked)
    after = _after(query, among=roster_asked(unit, scope, Asked(state=asked.state)))
    members, has_more = page_after(found, after, size=STEP)
    address = reverse("console:org-unit", args=[unit.pk])
    given = {name: value for name in CARRIED if (value := query.get(name, ""))}
    return Listed(
        rows=rows_of(members, unit=unit, labels=labels.values(), word=asked.word),
        word=asked.word,
        is_narrowed=asked.is_narrowed,
        with_below=asked.with_below,
        is_first=after is None,
        first=f"{address}?{urlencode(given)}#members",
        more=f"{address}?{urlencode({**given, 'after': members[-1].code})}#members" if has_more else "",
        states=[Choice(value, str(label), value == asked.state) for value, label in MemberState.choices],
        ages=[Choice(key, str(said), key == query.get("age")) for key, (said, _from, _to) in AGES.items()],
        labels=[Choice(str(label.pk), name, label == chosen) for name, label in labels.items()],
    )


def rows_of(
    members: Sequence[Member], *, unit: Unit | None, labels: Iterable[Label], word: str = ""
) -> list[Row]:
    """Offices of today with them, one query for all."""
    held = _titles(members)
    alike, all_labels = namesakes_among(members), list(labels)
    return [
        Row(
            address=reverse("console:org-member", args=[member.code]),
            name=marked(member.name, word),
            initial=member.name[:1],
            # Who has the same name and no year is told apart by the code on his exported row.
            born=words.born(member)
            or (_("编号 %(code)s") % {"code": member.code} if member.pk in alike else ""),
            where=member.unit.called if member.unit != unit else "",
            facts=_("、").join([*held.get(member.pk, ()), *_worn(member, all_labels)]),
            state=words.state(member),
            is_active=member.state == MemberState.ACTIVE,
        )
        for member in members
    ]


def _asked(query: QueryDict, *, label: Label | None) -> Asked:
    state, year = query.get("state", ""), localdate().year
    age = AGES.get(query.get("age", ""))
    return Asked(
        word=query.get("q", "").strip()[:60],
        state=MemberState(state) if state in MemberState.values else MemberState.ACTIVE,
        mask=label.mask if label else 0,
        born=(max(year - age[2], 0), year - age[1]) if age else None,
        # A form that was sent without the tick says nothing of it; `asked` says that it was a form.
        with_below="below" in query or "asked" not in query,
    )


def _after(query: QueryDict, *, among: QuerySet[Member]) -> Member | None:
    code = query.get("after", "")[:12]
    return among.filter(code=code).first() if code else None


def _titles(members: Sequence[Member]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    units = {member.unit_id for member in members}
    for office in offices_on(localdate(), units=Unit.objects.filter(pk__in=units)).filter(member__in=members):
        title = _("副%(title)s") % {"title": office.title} if office.is_deputy else office.title
        found.setdefault(office.member_id, []).append(title)
    return found


def _worn(member: Member, labels: Sequence[Label]) -> list[str]:
    return [label.name for label in labels if member.labels & label.mask]
