"""Role × endpoint × place in the tree: who everybody is, and what each page must say to each of them.

The account the pages are about is the village's. Each part of the tree has an account, a rule, an item, a
question, a member and a colleague of its own, with words that stand nowhere else: whoever reads one that is
not his has found a leak.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.utils.timezone import localdate

from zhijian.console.tests.builders import a_question
from zhijian.console.tests.doors.page import (
    A_SECRET,
    A_THING,
    AN_ACCOUNT,
    ANYBODY_SIGNED_IN,
    NOTHING,
    ONES_OWN,
    ONESELF,
    OWNERS,
    Page,
)
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.scope import NOTHING as NOWHERE
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person, a_post
from zhijian.rooms.answers.tests.builders import a_rule

OPEN, REFUSED, NOT_THERE = "open", "refused", "not there"
_OPEN: Final = frozenset({200, 204, 286, 302, 422})

PLACES: Final = ("town", "village", "group", "neighbour", "other_town")


@dataclass(frozen=True)
class Part:
    """A unit, and the words that stand only in it."""

    unit: Unit
    account: Account
    words: frozenset[str]


@dataclass(frozen=True)
class Somebody:
    """`held` is what he is today: (role, the top of what it reaches)."""

    name: str
    staff: Staff
    held: tuple[tuple[Role, str], ...] = ()

    def scope(self, *roles: Role) -> Scope:
        found = [path for role, path in self.held if not roles or role in roles]
        return Scope.of(*found) if found else NOWHERE


@dataclass(frozen=True)
class House:
    parts: Mapping[str, Part]
    people: Sequence[Somebody] = field(default_factory=tuple)

    @property
    def account(self) -> Account:
        return self.parts["village"].account

    def foreign_words(self, who: Somebody) -> set[str]:
        """What he must never read: the words of every part he does not reach.

        The names of superiors are no secret; what is in them is.
        """
        found: set[str] = set()
        for part in self.parts.values():
            if not who.scope().holds(part.unit.path):
                found |= part.words
                if not any(path.startswith(part.unit.path) for _role, path in who.held):
                    found |= {part.unit.name, part.unit.code}
        return found

    def accounts_above(self, who: Somebody) -> set[str]:
        """Names of the accounts of superiors: of those a branch may ask its people to follow."""
        held = [path for _role, path in who.held]
        return {
            part.account.name
            for part in self.parts.values()
            if any(path.startswith(part.unit.path) for path in held)
        }


def a_house(places: Sequence[str] = PLACES) -> House:
    """Five parts of a tree, and somebody in every role at each of `places`, and over all of them."""
    town = a_unit("青禾镇党委", code="QH-TOWN")
    village = a_unit("河东村党支部", town, code="QH-HEDONG")
    units = {
        "town": town,
        "village": village,
        "group": a_unit("第一党小组", village, code="QH-GROUP"),
        "neighbour": a_unit("沿河村党支部", town, code="QH-YANHE"),
        "other_town": a_unit("云溪镇党委", code="YX-TOWN"),
    }
    parts = {place: _part(place, unit, number) for number, (place, unit) in enumerate(units.items(), start=1)}
    return House(parts, tuple(_people(units, places)))


def _part(place: str, unit: Unit, number: int) -> Part:
    slug = "qinghe" if place == "village" else f"account{number}"
    account = an_account(slug, name=f"号{place}甲", unit=unit)
    words = {f"词{place}乙", f"篇{place}丙", f"问{place}丁", f"员{place}戊", f"同{place}己"}
    a_rule(account, f"词{place}乙")
    an_article(account, title=f"篇{place}丙")
    a_question(account, f"问{place}丁", number=1000 + number)
    a_member(unit, f"员{place}戊")
    a_person(f"colleague{number}", (Role.AUDITOR, unit), name=f"同{place}己")
    return Part(unit, account, frozenset(words | {account.name, account.appid, account.gh_id}))


def _people(units: Mapping[str, Unit], places: Sequence[str]) -> Iterator[Somebody]:
    today = localdate()
    for role in Role:
        yield _holding(f"{role} of the house", (role, None))
        for place in places:
            yield _holding(f"{role} of the {place}", (role, units[place]))
        was = a_person(f"{role}-was")
        a_post(was, role, units["village"], until_day=today - timedelta(days=1))
        yield Somebody(f"{role} whose term is over", was)
        comes = a_person(f"{role}-comes")
        a_post(comes, role, units["village"], from_day=today + timedelta(days=1))
        yield Somebody(f"{role} whose term has not begun", comes)
    yield Somebody("nobody at all", a_person("nobody"))
    village, neighbour = units["village"], units["neighbour"]
    yield _holding("editor next door, auditor here", (Role.EDITOR, neighbour), (Role.AUDITOR, village))
    yield _holding(
        "administrator next door, editor here", (Role.ADMINISTRATOR, neighbour), (Role.EDITOR, village)
    )
    yield _holding(
        "administrator below, auditor above",
        (Role.ADMINISTRATOR, units["group"]),
        (Role.AUDITOR, units["town"]),
    )
    yield _holding(
        "secretary here, editor of another town",
        (Role.SECRETARY, village),
        (Role.EDITOR, units["other_town"]),
    )


def _holding(name: str, *posts: tuple[Role, Unit | None]) -> Somebody:
    staff = a_person(name.replace(" ", "-").replace(",", ""), *posts, name=name)
    return Somebody(name, staff, tuple((role, unit.path if unit else "") for role, unit in posts))


def expected(page: Page, who: Somebody, *, at: str) -> str:
    """By the rules, not by the code: `at` is where the account stands that the pages are about."""
    if page.to in (ONESELF, ONES_OWN):
        return OPEN if page.to == ONESELF else NOT_THERE
    if page.to == ANYBODY_SIGNED_IN and who.held:
        return OPEN
    if page.to == OWNERS and who.held:  # somebody else's; the whole house's administrator sees everybody's
        return OPEN if (Role.ADMINISTRATOR, "") in who.held else NOT_THERE
    if page.is_about == ONES_OWN or (page.is_about == A_SECRET and who.held):
        return OPEN if who.scope(*page.roles).holds(at) else NOT_THERE
    if not who.held or not who.scope(*page.roles):
        return REFUSED
    if page.is_about == NOTHING or who.scope(*page.roles).holds(at):
        return OPEN
    if page.is_about == AN_ACCOUNT and who.scope().holds(at):
        return REFUSED
    assert page.is_about in (AN_ACCOUNT, A_THING)
    return NOT_THERE


def verdict(status: int) -> str:
    if status in _OPEN:
        return OPEN
    return {403: REFUSED, 404: NOT_THERE}.get(status, str(status))
