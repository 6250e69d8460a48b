"""菜单."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import AN_ACCOUNT, NOTHING, Page
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.menu.tests.builders import published


def menu_pages(account: Account) -> Sequence[Page]:
    version, menu = published(account), "/console/menu/"
    here = {"account": account.slug}
    return (
        Page("menu", menu, unknown=f"{menu}?tag=no", about=NOTHING),
        Page("menu-place", f"{menu}place/", "post", f"{menu}place/", about=AN_ACCOUNT, data=here),
        Page(
            "menu-publication",
            f"{menu}publication/",
            "post",
            f"{menu}publication/",
            about=AN_ACCOUNT,
            data=here,
        ),
        Page("menu-version", f"{menu}versions/{version.pk}/", "post", f"{menu}versions/9999/"),
        Page("menu-draft", f"{menu}draft/", "post", f"{menu}draft/", about=AN_ACCOUNT, data=here),
        Page("menu-removal", f"{menu}removal/"),
        Page("menu-another", f"{menu}another/"),
        Page("menu-tags", f"{menu}tags/", "post", f"{menu}tags/", about=AN_ACCOUNT, data=here),
        Page("menu-trial", f"{menu}trial/", "post", f"{menu}trial/", about=AN_ACCOUNT, data=here),
    )
