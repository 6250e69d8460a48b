"""Rendering a page of the console: what the view says, inside rail and tabs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.console.places import Room, address_of, rooms_for
from zhijian.console.waiting import count_waiting, in_words
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts
from zhijian.foundation.staff.sentences import roles_in_words

MOST_ACCOUNTS = 50  # in the dialog; with more, its page is the way


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the rail and the tabs."""

    label: str
    icon: str
    address: str
    is_current: bool
    waiting: str | None = None  # None where nothing ever waits


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page. With a single account there is nothing to switch to."""

    places: Sequence[Place]
    groups: Sequence[Sequence[Place]]
    tabs: Sequence[Place]
    behind_more: Sequence[Place]
    accounts: Sequence[Account]
    account: Account | None
    staff: Staff
    at: str

    @property
    def may_switch(self) -> bool:
        return len(self.accounts) > 1

    @property
    def is_at_more(self) -> bool:
        """What is not among the tabs stands behind 更多."""
        return not any(place.is_current for place in self.tabs)

    @property
    def is_at_me(self) -> bool:
        return self.at == "me"

    @property
    def may_edit_answers(self) -> bool:
        return self.account is not None and may_edit_answers.on(self.staff, self.account)

    @property
    def may_manage_accounts(self) -> bool:
        if self.account is None:
            return may_manage_accounts(self.staff)
        return may_manage_accounts.on(self.staff, self.account)

    @property
    def role(self) -> str:
        """What he is, in a word or two; where, his own page says."""
        return roles_in_words(self.staff) or _("没有岗位")

    @property
    def initial(self) -> str:
        """What stands in the round face: there are no pictures of people."""
        return str(self.staff)[:1]


def page(
    request: StaffRequest, template: str, context: Mapping[str, Any], *, at: str, status: int = 200
) -> HttpResponse:
    """A whole page. `at` names the place that is marked as the current one (`console/places.py`)."""
    return render(request, template, {**context, "shell": _shell(request, at)}, status=status)


def _shell(request: StaffRequest, at: str) -> Shell:
    waiting = in_words(count_waiting(request.staff, account=request.account))
    rooms = [(room, _place(room, at=at, waiting=waiting)) for room in rooms_for(request.staff)]
    groups = dict.fromkeys(room.group for room, _ in rooms)
    return Shell(
        places=[place for _, place in rooms],
        groups=[[place for room, place in rooms if room.group == group] for group in groups],
        tabs=[place for room, place in rooms if room.is_tab],
        behind_more=[place for room, place in rooms if not room.is_tab],
        accounts=list(request.accounts[:MOST_ACCOUNTS]),
        account=request.account,
        staff=request.staff,
        at=at,
    )


def _place(room: Room, *, at: str, waiting: str) -> Place:
    return Place(
        label=str(room.label),
        icon=room.icon,
        address=address_of(room.name),
        is_current=room.at == at,
        waiting=waiting if room.at == "today" else None,
    )
