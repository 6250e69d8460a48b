"""接过来."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import ADMINISTRATORS, AN_ACCOUNT, Page
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.takeover import services
from zhijian.rooms.answers.takeover.tests.builders import a_told, rule, text


def takeover_pages(account: Account) -> Sequence[Page]:
    taken = services.begin(account, by="tests")
    services.note_told(taken, a_told(rule("党费", [("党费", "contain")], text("每月五日前"))))
    services.note_fetched(taken)
    here, nowhere = "/console/accounts/qinghe/takeover/", "/console/accounts/no/takeover/"
    return (
        Page("takeover", here, unknown=nowhere, to=ADMINISTRATORS, about=AN_ACCOUNT),
        Page(
            "takeover-decision",
            f"{here}decision/",
            "post",
            f"{nowhere}decision/",
            to=ADMINISTRATORS,
            about=AN_ACCOUNT,
            data={"act": "all"},
        ),
        Page(
            "takeover-import",
            f"{here}import/",
            "post",
            f"{nowhere}import/",
            to=ADMINISTRATORS,
            about=AN_ACCOUNT,
        ),
        Page(
            "takeover-switch",
            f"{here}switch/",
            "post",
            f"{nowhere}switch/",
            to=ADMINISTRATORS,
            about=AN_ACCOUNT,
        ),
    )
