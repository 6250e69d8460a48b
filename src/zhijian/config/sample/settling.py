"""青禾镇 moves in: its units with their past, its people, their offices.

What makes a history goes through the services, so that the log tells it; the four hundred come at once.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.utils.timezone import localdate

from zhijian.config.sample.peopling import ACTOR, enrol, make_labels
from zhijian.config.sample.town import PersonPlan, UnitPlan, past, people_of, qinghe, units_of
from zhijian.config.sample.town.numbers import code_of, phone_ending_in
from zhijian.foundation import audit
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.states import MemberState


class Town:
    """The units and people that were put into the house, by their codes and telephones."""

    def __init__(self) -> None:
        self.today = localdate()
        self.people = people_today(self.today.year)
        self.units: dict[str, Unit] = {}
        self.members: dict[str, Member] = {}

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def member(self, tail: str) -> Member:
        """By the last four digits, which the docs tell of some."""
        phone = phone_ending_in(tail)
        return self.members[next(plan.code for plan in self.people if plan.phone == phone)]

    # --- Moving in ---

    def settle(self) -> None:
        """Everything but the accounts. In the caller's transaction."""
        self._open_units()
        self._enrol()
        self._live()

    def _open_units(self) -> None:
        plans = units_of()
        place = next(number for number, plan in enumerate(plans) if plan.code == past.MERGED_INTO)
        for number, plan in enumerate([*plans[:place], past.MERGED, *plans[place:]]):
            self.units[plan.code] = self._open(plan, number)

    def _open(self, plan: UnitPlan, number: int) -> Unit:
        old_name = past.OLD_NAMES.get(plan.code)
        return services.open_unit(
            name=old_name or plan.name,
            short_name="" if old_name else plan.short_name,
            superior=self.units.get(plan.superior),
            kind=plan.kind,
            code=plan.code,
            position=number,
            on=self.ago(past.FOUNDED),
            by=ACTOR,
        )

    def _enrol(self) -> None:
        labels = make_labels()
        here = list(_with_origins(self.people, before=str(self.today.year - 4)))
        gone = list(_departed(len(self.people), self.today.year))
        plans = [*here, *gone]
        units = {code: unit.pk for code, unit in self.units.items()}
        members = enrol(plans, units=units, labels=labels, day_of=self._day_of)
        self.members = {member.code: member for member in members}
        details = {"units": len(units), "members": len(members)}
        audit.write("town.made", actor=ACTOR, subject=self.units[qinghe.TOP], details=details)

    def _day_of(self, plan: PersonPlan) -> date:
        """On the roster since he joined, or since there is one."""
        year, _, month = plan.joined.partition("-")
        return max(self.ago(past.FOUNDED), min(date(int(year), int(month or 1), 1), self.ago(30)))

    def _live(self) -> None:
        """What happened since, the oldest first."""
        for code in past.OLD_NAMES:
            plan = next(plan for plan in qinghe.UNITS if plan.code == code)
            services.rename_unit(
                self.units[code],
                name=plan.name,
                short_name=plan.short_name,
                kind=plan.kind,
                on=self.ago(past.RENAMED),
                by=ACTOR,
            )
        into = self.units[past.MERGED_INTO]
        merged_on = self.ago(past.MERGED_AT)
        services.merge_units([self.units[past.MERGED.code]], into=into, on=merged_on, by=ACTOR)
        for term in past.TERMS:
            services.appoint(
                self.member(term.tail),
                unit=self.units[term.unit],
                title=term.title,
                is_deputy=term.is_deputy,
                from_day=self.ago(term.since),
                until_day=None if term.until is None else self.ago(term.until),
                by=ACTOR,
            )
        self._come_and_go()

    def _come_and_go(self) -> None:
        for number, one in enumerate(past.DEPARTED):
            member = self.members[code_of(len(self.people) + number, seed=qinghe.SEED)]
            state = MemberState(one.how)
            services.note_departure(member, state=state, on=self.ago(one.days_ago), by=ACTOR)
        for tail, _, to, days in past.MOVED:
            services.move_member(self.member(tail), to=self.units[to], on=self.ago(days), by=ACTOR)
        for plan in _commuters(self.people)[: past.STAYS]:
            services.receive_guest(
                self.members[plan.code],
                unit=self.units[past.STAYS_AT],
                from_day=self.ago(past.STAY_DAYS // 2),
                until_day=self.today + timedelta(days=past.STAY_DAYS // 2),
                why=past.WHY_THEY_STAY,
                by=ACTOR,
            )
        tail, to, why = past.ASKS_TO_MOVE
        services.ask_for_transfer(self.member(tail), to=self.units[to], why=why, by=ACTOR)


def people_today(year: int) -> list[PersonPlan]:
    """The four hundred, as they are now."""
    return list(people_of(units_of(), qinghe.MEMBERS, seed=qinghe.SEED, year=year))


def _with_origins(people: Iterable[PersonPlan], *, before: str) -> Iterable[PersonPlan]:
    """Where some were before: the merged village's people, and who moved a few days ago."""
    merged = 0
    moved = {phone_ending_in(tail): unit for tail, unit, _, _ in past.MOVED}
    for plan in people:
        if plan.phone in moved and plan.phone:
            yield replace(plan, came_from=moved[plan.phone])
        elif plan.unit == past.MERGED_INTO and merged < past.CAME_WITH_IT and plan.joined < before:
            merged += 1
            yield replace(plan, came_from=past.MERGED.code)
        else:
            yield plan


def _departed(first: int, year: int) -> Iterable[PersonPlan]:
    for number, one in enumerate(past.DEPARTED, start=first):
        code = code_of(number, seed=qinghe.SEED)
        yield PersonPlan(number, code, one.name, one.unit, year - one.age, one.joined, phone="")


def _commuters(people: Iterable[PersonPlan]) -> list[PersonPlan]:
    return [plan for plan in people if qinghe.COMMUTING in plan.labels and plan.unit in past.STAYING_FROM]
