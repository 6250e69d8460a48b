"""A row of the care list: who, why, and the one thing that helps most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.care import words
from zhijian.console.care.elsewhere import invitation_of
from zhijian.foundation.org.models import Member, Unit
from zhijian.rooms.reach.queries.care import Cared
from zhijian.rooms.reach.states import How, Reason, Standing


@dataclass(frozen=True, slots=True)
class Help:
    """A button: a page to open, or with `how` something done at once."""

    label: str
    address: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    initial: str
    age: str
    facts: str
    address: str
    help: Help | None


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one reason; the last one has a helper each, whatever the reason."""

    key: str
    label: str
    rows: Sequence[Row]

    @property
    def count(self) -> int:
        return len(self.rows)


def groups_of(people: Iterable[Cared], unit: Unit, *, gives_care: bool) -> list[Group]:
    """By reason, in the order of `Reason`; whoever has a helper stands apart: what is left shrinks."""
    alone: dict[Reason, list[Row]] = {reason: [] for reason in Reason}
    visited: list[Row] = []
    for one in people:
        row = row_of(one, unit, gives_care=gives_care)
        if one.helper:
            visited.append(row)
        else:
            alone[one.reason or Reason.UNKNOWN].append(row)
    found = [Group(reason, str(reason.label), rows) for reason, rows in alone.items() if rows]
    return found + ([Group("visited", _("有人去看望了"), visited)] if visited else [])


def row_of(one: Cared, unit: Unit, *, gives_care: bool) -> Row:
    member = one.member
    page = "console:care-member" if gives_care else "console:org-member"
    return Row(
        code=member.code,
        name=member.name,
        initial=member.name[:1],
        age=words.age(member),
        facts=words.facts(one, unit_id=unit.pk),
        address=f"{reverse(page, args=[member.code])}{f'?unit={unit.pk}' if gives_care else ''}",
        help=_help(one, unit) if gives_care else None,
    )


def _help(one: Cared, unit: Unit) -> Help | None:
    code = one.member.code
    about = f"{reverse('console:care-member', args=[code])}?unit={unit.pk}"
    if one.standing == Standing.FOLLOWS:
        return _invitation(one.member) or Help(_("写下情况"), about)
    if one.standing != Standing.NOT_YET:
        return None
    if one.helper:
        return Help(_("写下情况"), about)
    if one.reason in (Reason.NO_WECHAT, Reason.NO_PHONE, Reason.SHARED_PHONE):
        return Help(_("改送大字版"), reverse("console:care-otherwise", args=[code]), how=How.LARGE_PRINT)
    if one.reason == Reason.PHONE_CHANGED and one.has_phone:
        return Help(_("打电话"), f"{about}#phone")
    if one.reason == Reason.PHONE_CHANGED:
        return Help(_("请人去问"), f"{reverse('console:care-helpers', args=[unit.pk])}?member={code}")
    if invitation := _invitation(one.member):
        return invitation
    return Help(_("打电话"), f"{about}#phone") if one.has_phone else Help(_("写下情况"), about)


def _invitation(member: Member) -> Help | None:
    """Where his own code is."""
    address = invitation_of(member)
    return Help(_("发邀请码"), address) if address else None
