"""What an act was done to: its name as it is now, and the page where it stands.

Each kind is asked for all at once, through the viewer. What is gone, or no longer
his to open, has no name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from zhijian.foundation.library.queries import library_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import (
    may_edit_answers,
    may_edit_library,
    may_manage_accounts,
)
from zhijian.foundation.staff.queries import colleagues_visible_to
from zhijian.foundation.staff.sight import accounts_visible_to
from zhijian.foundation.tasks.queries import tasks_visible_to
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.queries import rules_visible_to


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    address: str


Found = Mapping[int, Thing]


def things_of(staff: Staff, named: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Thing]:
    """(kind, id) -> the thing, for those there are; one or two queries for each kind among them."""
    wanted: dict[str, set[int]] = {}
    for kind, number in named:
        wanted.setdefault(kind, set()).add(number)
    return {
        (kind, number): thing
        for kind, numbers in wanted.items()
        if kind in _FINDERS
        for number, thing in _FINDERS[kind](staff, numbers).items()
    }


def _rules(staff: Staff, numbers: set[int]) -> Found:
    if not may_edit_answers(staff):
        return {}
    found = rules_visible_to(staff).filter(pk__in=numbers).prefetch_related(None)
    return {pk: Thing(name, reverse("console:rule", args=[pk])) for pk, name in names_of(found).items()}


def _items(staff: Staff, numbers: set[int]) -> Found:
    if not may_edit_library(staff):
        return {}
    found = library_visible_to(staff).filter(pk__in=numbers).values_list("pk", "title", "code")
    return {pk: Thing(title, reverse("console:library-item", args=[code])) for pk, title, code in found}


def _accounts(staff: Staff, numbers: set[int]) -> Found:
    if not may_manage_accounts(staff):
        return {}
    found = accounts_visible_to(staff).filter(pk__in=numbers).values_list("pk", "name", "slug")
    return {pk: Thing(name, reverse("console:account", args=[slug])) for pk, name, slug in found}


def _people(staff: Staff, numbers: set[int]) -> Found:
    """Oneself has no name here: what one did to oneself needs none."""
    found = colleagues_visible_to(staff).filter(pk__in=numbers).exclude(pk=staff.pk)
    return {one.pk: Thing(str(one), reverse("console:colleague", args=[one.pk])) for one in found}


def _tasks(staff: Staff, numbers: set[int]) -> Found:
    found = tasks_visible_to(staff.pk).filter(pk__in=numbers).exclude(title="")
    return {task.pk: Thing(task.title, reverse("console:task", args=[task.key])) for task in found}


_FINDERS: Mapping[str, Callable[[Staff, set[int]], Found]] = {
    "answers.rule": _rules,
    "library.item": _items,
    "accounts.account": _accounts,
    "staff.staff": _people,
    "tasks.task": _tasks,
}
