"""Rendering a page of the console: what the view says, inside rail and tabs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.console.waiting import count_waiting, in_words
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import accounts_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers


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

    places: tuple[Place, ...]
    account: Account | None
    may_switch: bool
    staff: Staff
    is_at_more: bool

    @property
    def may_edit_answers(self) -> bool:
        return may_edit_answers(self.staff)

    @property
    def initial(self) -> str:
        """What stands in the round face: there are no pictures of people."""
        return str(self.staff)[:1]


def page(
    request: StaffRequest, template: str, context: Mapping[str, Any], *, at: str, status: int = 200
) -> HttpResponse:
    """A whole page. `at` names the place that is marked as the current one."""
    return render(request, template, {**context, "shell": _shell(request, at)}, status=status)


def _shell(request: StaffRequest, at: str) -> Shell:
    waiting = count_waiting(request.staff, account=request.account)
    places = (
        Place(_("今日"), "sun-high", reverse("console:today"), at == "today", in_words(waiting)),
        Place(_("自动回复"), "message-reply", reverse("console:rules"), at == "answers"),
    )
    may_switch = accounts_visible_to(request.staff)[:2].count() > 1
    return Shell(
        places=places,
        account=request.account,
        may_switch=may_switch,
        staff=request.staff,
        is_at_more=at == "more",
    )
