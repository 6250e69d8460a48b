"""The console's pages, room by room: where each is, and who may open it.

A room lists its pages in a file of its own here; `test_doors.py` asks every one of them. An address that
stands in no list fails the build.
"""

from collections.abc import Callable, Sequence

from zhijian.console.tests.doors.accounts import accounts_pages
from zhijian.console.tests.doors.agreements import agreements_pages, handovers_pages
from zhijian.console.tests.doors.answers import answers_pages
from zhijian.console.tests.doors.audit import audit_pages
from zhijian.console.tests.doors.care import care_pages
from zhijian.console.tests.doors.followers import followers_pages
from zhijian.console.tests.doors.invitations import invitations_pages
from zhijian.console.tests.doors.library import library_pages
from zhijian.console.tests.doors.menu import menu_pages
from zhijian.console.tests.doors.org import org_pages
from zhijian.console.tests.doors.org_imports import org_imports_pages
from zhijian.console.tests.doors.page import (
    A_SECRET,
    A_THING,
    ADMINISTRATORS,
    AN_ACCOUNT,
    ANYBODY_SIGNED_IN,
    EDITORS,
    NOTHING,
    ONES_OWN,
    ONESELF,
    OWNERS,
    Page,
)
from zhijian.console.tests.doors.people import colleagues_pages, my_pages
from zhijian.console.tests.doors.register import register_pages
from zhijian.console.tests.doors.shell import OPEN_TO_ALL, shell_pages
from zhijian.console.tests.doors.takeover import takeover_pages
from zhijian.console.tests.doors.tasks import tasks_pages
from zhijian.foundation.accounts.models import Account

PAGES: Sequence[Callable[[Account], Sequence[Page]]] = (
    shell_pages,
    tasks_pages,
    my_pages,
    colleagues_pages,
    answers_pages,
    accounts_pages,
    menu_pages,
    followers_pages,
    org_pages,
    care_pages,
    org_imports_pages,
    invitations_pages,
    library_pages,
    takeover_pages,
    audit_pages,
    register_pages,
    agreements_pages,
    handovers_pages,
)


def all_pages(account: Account) -> dict[str, Page]:
    return {page.name: page for pages in PAGES for page in pages(account)}


__all__ = [
    "ADMINISTRATORS",
    "ANYBODY_SIGNED_IN",
    "AN_ACCOUNT",
    "A_SECRET",
    "A_THING",
    "EDITORS",
    "NOTHING",
    "ONESELF",
    "ONES_OWN",
    "OPEN_TO_ALL",
    "OWNERS",
    "Page",
    "all_pages",
]
