"""公众号: setting one up, checking it, what it can do."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import ADMINISTRATORS, AN_ACCOUNT, ANYBODY_SIGNED_IN, EDITORS, Page
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.models import Account

AT, NOBODY = "/console/accounts/qinghe/", "/console/accounts/nobody/"


def accounts_pages(account: Account) -> Sequence[Page]:
    file = services.add_domain_file(account, name="MP_verify_Abcd1234.txt", content=b"Abcd1234", by="tests")
    return (
        Page("accounts", "/console/accounts/", to=ANYBODY_SIGNED_IN),
        Page("account-new", "/console/accounts/new/", to=ADMINISTRATORS),
        _managed("account"),
        _managed("account-basics", "basics/"),
        _managed("account-secret", "secret/"),
        _managed("account-new-keys", "new-keys/"),
        _managed("account-mode", "mode/"),
        _managed("account-keys", "keys/", "post"),
        _managed("account-files", "files/", "post"),
        Page(
            "account-file-removal",
            f"{AT}files/{file.pk}/removal/",
            "post",
            f"{AT}files/9999/removal/",
            to=ADMINISTRATORS,
            about=AN_ACCOUNT,
        ),
        _managed("account-checks", "checks/", "post"),
        Page(
            "account-check", f"{AT}checks/token/", "post", f"{AT}checks/weather/", ADMINISTRATORS, AN_ACCOUNT
        ),
        Page("account-card", f"{AT}card/", unknown=f"{NOBODY}card/", to=EDITORS, about=AN_ACCOUNT),
        Page(
            "account-changes-seen",
            f"{AT}card/changes/",
            "post",
            f"{NOBODY}card/changes/",
            EDITORS,
            AN_ACCOUNT,
        ),
    )


def _managed(name: str, rest: str = "", method: str = "get") -> Page:
    return Page(name, AT + rest, method, NOBODY + rest, ADMINISTRATORS, AN_ACCOUNT)
