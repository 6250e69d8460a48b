"""My own page, and the colleagues."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import ADMINISTRATORS, ANYBODY_SIGNED_IN, OWNERS, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff import services as staff
from zhijian.foundation.staff.roles import Role


def my_pages(account: Account) -> Sequence[Page]:
    me = "/console/me/"
    return (
        Page("sign-in-again", "/console/sign-in/again/", to=ANYBODY_SIGNED_IN),
        Page("me", me, to=ANYBODY_SIGNED_IN),
        Page("me-password", f"{me}password/", to=ANYBODY_SIGNED_IN),
        Page("me-authenticator", f"{me}authenticator/", to=ANYBODY_SIGNED_IN),
        Page("me-authenticator-removal", f"{me}authenticator/removal/", "post", to=OWNERS),
        Page("me-passkeys", f"{me}passkeys/", to=ANYBODY_SIGNED_IN),
        Page("me-passkey-removal", f"{me}passkeys/9999/removal/", "post", to=OWNERS),
        Page("me-recovery-codes", f"{me}recovery-codes/", "post", to=OWNERS),
        Page("me-other-sittings-ending", f"{me}sittings/ending/", "post", to=ANYBODY_SIGNED_IN),
        Page("me-sitting-ending", f"{me}sittings/9999/ending/", "post", to=OWNERS),
    )


def colleagues_pages(account: Account) -> Sequence[Page]:
    mo = staff.take_on(username="mo", password=None, role=Role.EDITOR, name="Mo", actor="tests")
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
