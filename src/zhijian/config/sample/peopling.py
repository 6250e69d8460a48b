"""Many units and people at once, as measurements need them: the rows the services would write, in bulk.

What is left out for speed is a line in the audit for each person (there is one for all) and a change for each
(there is one for every unit somebody came to, which is what those need who follow changes).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from zhijian.config.sample.town import PersonPlan, UnitPlan, people_of, qinghe, units_of
from zhijian.config.sample.town.numbers import code_of
from zhijian.foundation import audit
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Label, Member, Unit
from zhijian.foundation.org.roster import bulk
from zhijian.foundation.org.roster.unit_import import take_in_units
from zhijian.foundation.org.roster.unit_rows import UnitRow
from zhijian.foundation.org.services import Particulars
from zhijian.foundation.org.services.members import write_particulars

ACTOR: Final = "demo"
BATCH: Final = 5000
Progress = Callable[[int, int], None]  # done, total


class TownStands(Exception):
    """What the seed makes is in the house already."""


def make_town(*, members: int, units: int, seed: int, progress: Progress | None = None) -> None:
    """The tree as `take_in_units` opens it, then the people, a batch a transaction. Raises `TownStands`."""
    tree = units_of(units, seed=seed)
    first = code_of(0, seed=seed)
    if Unit.objects.filter(code=tree[0].code).exists() or Member.objects.filter(code=first).exists():
        raise TownStands
    with transaction.atomic():
        opened = _open(tree)
        labels = make_labels()
    today = localdate()
    people = people_of(tree, members, seed=seed, year=today.year)
    done = 0
    for some in in_batches(people):
        with transaction.atomic():
            enrol(some, units=opened, labels=labels, day_of=lambda _: today)
        done += len(some)
        if progress:
            progress(done, members)
    top = Unit.objects.get(pk=opened[tree[0].code])
    audit.write("town.made", actor=ACTOR, subject=top, details={"units": units, "members": members})


def make_labels() -> dict[str, Label]:
    return {name: services.make_label(name, by=ACTOR) for name in qinghe.LABELS}


def enrol(
    plans: Iterable[PersonPlan],
    *,
    units: Mapping[str, int],
    labels: Mapping[str, Label],
    day_of: Callable[[PersonPlan], date],
) -> list[Member]:
    """In the caller's transaction, as `enrol_member` does it. They belong to where they came from, if that is
    told, and else to where they are now."""
    rows = [(plan, _member(plan, units[plan.came_from or plan.unit], labels)) for plan in plans]
    members = [member for _, member in rows]
    bulk.insert_members(members)
    bulk.insert_memberships((member.pk, member.unit_id, day_of(plan)) for plan, member in rows)
    bulk.insert_changes((None, unit) for unit in dict.fromkeys(member.unit_id for member in members))
    return members


def in_batches(plans: Iterator[PersonPlan]) -> Iterator[list[PersonPlan]]:
    """Never more than so many people in memory."""
    while some := list(islice(plans, BATCH)):
        yield some


def _open(tree: list[UnitPlan]) -> dict[str, int]:
    rows = [
        UnitRow(number, plan.code, plan.superior, plan.name, plan.kind, plan.short_name)
        for number, plan in enumerate(tree, start=1)
    ]
    return {one.row.code: one.unit.pk for one in take_in_units(rows, by=ACTOR) if one.unit}


def _member(plan: PersonPlan, unit_id: int, labels: Mapping[str, Label]) -> Member:
    worn = sum(labels[name].mask for name in plan.labels)
    member = Member(code=plan.code, unit_id=unit_id, labels=worn)
    particulars = Particulars(
        name=plan.name, birth_year=plan.birth_year, joined=plan.joined, phone=plan.phone
    )
    write_particulars(member, particulars)
    return member
