"""接过来."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import ADMINISTRATORS, Page
from zhijian.foundation.accounts.models import Account


def takeover_pages(account: Account) -> Sequence[Page]:
    here, nowhere = "/console/accounts/qinghe/takeover/", "/console/accounts/no/takeover/"
    return (
        Page("takeover", here, unknown=nowhere, to=ADMINISTRATORS),
        Page("takeover-decision", f"{here}decision/", "post", f"{nowhere}decision/", to=ADMINISTRATORS),
        Page("takeover-import", f"{here}import/", "post", f"{nowhere}import/", to=ADMINISTRATORS),
        Page("takeover-switch", f"{here}switch/", "post", f"{nowhere}switch/", to=ADMINISTRATORS),
    )
