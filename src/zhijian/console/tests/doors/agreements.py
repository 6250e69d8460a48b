"""要两个人办的事, and hand-overs."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import (
    A_SECRET,
    ADMINISTRATORS,
    AN_ACCOUNT,
    ANYBODY_SIGNED_IN,
    ONES_OWN,
    Page,
)
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff import handover, joint_acts
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person


def agreements_pages(account: Account) -> Sequence[Page]:
    pan = a_person("pan", (Role.ADMINISTRATOR, account.unit), (Role.EDITOR, account.unit))
    a_person("ren", (Role.ADMINISTRATOR, account.unit))
    asked = joint_acts.ask(joint_acts.CLOSE_ACCOUNT, {"account": account.pk}, by=pan, why="并成一个")
    at, nowhere = f"/console/agreements/{asked.pk}/", "/console/agreements/9999/"
    closing = "/console/accounts/qinghe/closing/"
    return (
        Page("agreements", "/console/agreements/", to=ANYBODY_SIGNED_IN),
        *(
            Page(name, at + rest, "post", nowhere + rest, ADMINISTRATORS, A_SECRET)
            for name, rest in (
                ("agreement", "agreement/"),
                ("agreement-refusal", "refusal/"),
                ("agreement-withdrawal", "withdrawal/"),
            )
        ),
        Page(
            "account-closing",
            closing,
            unknown="/console/accounts/no/closing/",
            to=ADMINISTRATORS,
            about=AN_ACCOUNT,
        ),
    )


def handovers_pages(account: Account) -> Sequence[Page]:
    """The hand-over is of two who hold their posts at the account's unit."""
    giver = a_person("giver", (Role.EDITOR, account.unit))
    successor = a_person("successor", (Role.EDITOR, account.unit))
    head = a_person("head", (Role.ADMINISTRATOR, account.unit))
    begun = handover.begin(giver, successor=successor, by=head)
    at, nowhere = f"/console/handovers/{begun.pk}/", "/console/handovers/9999/"
    new = "/console/staff/{}/handover/"
    return (
        Page("handover-new", new.format(giver.pk), unknown=new.format(9999), to=ADMINISTRATORS),
        Page("handover", at, unknown=nowhere, to=ADMINISTRATORS, about=ONES_OWN),
        Page(
            "handover-signature", f"{at}signature/", "post", f"{nowhere}signature/", ADMINISTRATORS, ONES_OWN
        ),
        Page("handover-ending", f"{at}ending/", "post", f"{nowhere}ending/", ADMINISTRATORS, ONES_OWN),
    )
