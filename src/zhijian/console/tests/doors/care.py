"""待联系: who of the village is reached, and who goes there."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.roles import KEEP_ROSTER, SEE_MEMBERS
from zhijian.rooms.reach.services.care import note_declined


def care_pages(account: Account) -> Sequence[Page]:
    village = account.unit or a_unit("河东村党支部")
    org = "/console/org/"
    zhao = a_member(village, "赵德明", phone="13900000002")
    word = note_declined(a_member(village, "不想关注的"), by="tests")
    here, nowhere = f"{org}units/{village.pk}/care/", f"{org}units/9999/care/"
    his, nobodys = f"{org}members/{zhao.code}/care/", f"{org}members/NOBODY/care/"
    back = "acts/{}/taking-back/"
    return (
        Page("care", here, unknown=nowhere, to=SEE_MEMBERS),
        Page("care-alike", f"{here}otherwise/", unknown=f"{nowhere}otherwise/", to=SEE_MEMBERS),
        Page("care-helpers", f"{here}helpers/", unknown=f"{nowhere}helpers/", to=KEEP_ROSTER),
        Page("care-sheet", f"{here}sheet/", unknown=f"{nowhere}sheet/", to=KEEP_ROSTER),
        Page("care-member", his, unknown=nobodys, to=KEEP_ROSTER),
        Page("care-otherwise", f"{his}otherwise/", "post", f"{nobodys}otherwise/", to=KEEP_ROSTER),
        Page(
            "care-nobody-goes",
            f"{his}helper/ending/",
            "post",
            f"{nobodys}helper/ending/",
            to=KEEP_ROSTER,
        ),
        Page(
            "care-taking-back",
            f"{org}care/{back.format(word.act)}",
            "post",
            f"{org}care/{back.format('00000000-0000-4000-8000-000000000000')}",
            to=KEEP_ROSTER,
        ),
    )
