"""My own page, and the colleagues."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import ADMINISTRATORS, ONES_OWN, ONESELF, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff import services as staff
from zhijian.foundation.staff.roles import Role


def my_pages(account: Account) -> Sequence[Page]:
    me = "/console/me/"
    return (
        Page("sign-in-again", "/console/sign-in/again/", to=ONESELF),
        Page("me", me, to=ONESELF),
        Page("me-password", f"{me}password/", to=ONESELF),
        Page("me-authenticator", f"{me}authenticator/", to=ONESELF),
        Page("me-authenticator-removal", f"{me}authenticator/removal/", "post", to=ONES_OWN),
        Page("me-passkeys", f"{me}passkeys/", to=ONESELF),
        Page("me-passkey-removal", f"{me}passkeys/9999/removal/", "post", to=ONES_OWN),
        Page("me-recovery-codes", f"{me}recovery-codes/", "post", to=ONES_OWN),
        Page("me-other-sittings-ending", f"{me}sittings/ending/", "post", to=ONESELF),
        Page("me-sitting-ending", f"{me}sittings/9999/ending/", "post", to=ONES_OWN),
    )


def colleagues_pages(account: Account) -> Sequence[Page]:
    mo = staff.take_on(
        username="mo", password=None, role=Role.EDITOR, name="Mo", unit=account.unit, actor="tests"
    )
    people = "/console/staff/"
    his, nobodys = f"{people}{mo.pk}/", f"{people}9999/"
    return (
        Page("colleagues", people, to=ADMINISTRATORS),
        Page("colleague-new", f"{people}new/", to=ADMINISTRATORS),
        Page("colleague", his, unknown=nobodys, to=ADMINISTRATORS),
        Page("colleague-posts", f"{his}posts/", "post", f"{nobodys}posts/", to=ADMINISTRATORS),
        Page(
            "colleague-post-ending",
            f"{his}posts/{mo.posts.get().pk}/ending/",
            "post",
            f"{his}posts/9999/ending/",
            to=ADMINISTRATORS,
        ),
        *(
            Page(name, his + rest, "post", nobodys + rest, to=ADMINISTRATORS)
            for name, rest in (
                ("colleague-switch", "switch/"),
                ("colleague-link", "link/"),
                ("colleague-factors-removal", "second-factors/removal/"),
                ("colleague-sittings-ending", "sittings/ending/"),
            )
        ),
    )
