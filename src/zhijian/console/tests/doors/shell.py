"""The pages around the rooms."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import ANYBODY_SIGNED_IN, Page
from zhijian.foundation.accounts.models import Account

# Who comes in here is not known yet; these have tests of their own.
OPEN_TO_ALL = {
    "first-run",
    "joining",
    "sign-in",
    "sign-in-language",
    "sign-in-passkey",
    "sign-in-second-factor",
    "sign-out",
}


def shell_pages(account: Account) -> Sequence[Page]:
    return (
        Page("today", "/console/", to=ANYBODY_SIGNED_IN),
        Page("today-arrivals", "/console/arrivals/", to=ANYBODY_SIGNED_IN),
        Page("more", "/console/more/", to=ANYBODY_SIGNED_IN),
    )
