"""公众号台账: the list, one account, and what is written down of it; about the village's account."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.timezone import localdate

from zhijian.console.tests.doors.page import ADMINISTRATORS, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.roles import SEE_MEMBERS
from zhijian.rooms.reach.life import Alarmed, Ending, Stage, Turn
from zhijian.rooms.reach.models import Alarm, Entry, Notice, Step
from zhijian.rooms.reach.register_permissions import KEEP_REGISTER

AT, NOWHERE = "/console/reach/register/qinghe/", "/console/reach/register/nobody/"


def register_pages(account: Account) -> Sequence[Page]:
    """Closing, so that all of its pages are there."""
    entry = Entry.objects.create(account=account, name=account.name, unit=account.unit, stage=Stage.CLOSING)
    step = Step.objects.create(
        entry=entry,
        turn=Turn.POSTED,
        before=Stage.CLOSING,
        after=Stage.CLOSING,
        on=localdate(),
        by_name="tests",
    )
    Notice.objects.create(
        entry=entry,
        ending=Ending.CLOSE,
        reason="没人看",
        text="停用了",
        days=30,
        announced_on=localdate(),
        last_day=localdate() + timedelta(days=30),
        asked_by_name="tests",
    )
    alarm = Alarm.objects.create(entry=entry, what=Alarmed.TWO_ACCOUNTS)
    return (
        Page("register", "/console/reach/register/", to=SEE_MEMBERS),
        Page("register-export", "/console/reach/register/export.xlsx", "post", to=SEE_MEMBERS),
        Page("register-duplicates", "/console/reach/register-duplicates/", to=SEE_MEMBERS),
        Page("register-new", "/console/reach/register-new/", to=SEE_MEMBERS),
        Page("register-entry", AT, unknown=NOWHERE, to=SEE_MEMBERS),
        *(
            Page(f"register-{name}", f"{AT}{name}/", unknown=f"{NOWHERE}{name}/", to=KEEP_REGISTER)
            for name in ("particulars", "administrator", "phone")
        ),
        Page(
            "register-alarm",
            f"{AT}alarms/{alarm.pk}/",
            unknown=f"{AT}alarms/9999/",
            to=KEEP_REGISTER,
        ),
        *(
            Page(f"register-{name}", f"{AT}{rest}/", unknown=f"{NOWHERE}{rest}/", to=ADMINISTRATORS)
            for name, rest in (
                ("unit", "unit"),
                ("loss", "loss"),
                ("closing", "closing"),
                ("closing-end", "closing/end"),
                ("closing-withdrawal", "closing/withdrawal"),
            )
        ),
        Page(
            "register-step",
            f"{AT}steps/?turn=kept",
            unknown=f"{NOWHERE}steps/?turn=kept",
            to=ADMINISTRATORS,
        ),
        Page(
            "register-step-undoing",
            f"{AT}steps/{step.pk}/undoing/",
            "post",
            f"{AT}steps/9999/undoing/",
            to=ADMINISTRATORS,
        ),
    )
