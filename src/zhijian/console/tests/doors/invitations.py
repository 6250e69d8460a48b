"""邀请码、海报和随身卡."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import AN_ACCOUNT, EDITORS, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.roles import KEEP_ROSTER
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.services.inviting import invite_member, invite_unit, name_helper, put_plain_code

AT = "/console/reach/"


def invitations_pages(account: Account) -> Sequence[Page]:
    unit = account.unit or a_unit("要发码的支部")
    member = a_member(unit, "要请的人")
    ours = invite_unit(unit, account=account, by="tests")
    name_helper(ours, helper=a_member(unit, "帮手"), by="tests")
    his = invite_member(member, account=account, by="tests")
    with_picture = Invitation.objects.filter(pk=his.pk)
    with_picture.update(ticket="t", url="http://weixin.qq.com/q/1", ask_at=None)
    put_plain_code(account, picture=b"\x89PNG\r\n\x1a\n", by="tests")
    here, nowhere = f"{AT}units/{unit.pk}/", f"{AT}units/9999/"
    code, no_code = f"{AT}codes/{his.pk}/", f"{AT}codes/9999/"
    return (
        Page(
            "reach-codes",
            f"{here}codes/",
            unknown=f"{nowhere}codes/",
            to=KEEP_ROSTER,
            names_accounts_above=True,
        ),
        Page("reach-whom", f"{here}members/", unknown=f"{nowhere}members/", to=KEEP_ROSTER),
        Page(
            "reach-poster",
            f"{here}poster/?account={account.slug}",
            unknown=f"{nowhere}poster/",
            to=KEEP_ROSTER,
            names_accounts_above=True,
        ),
        Page(
            "reach-poster-phone",
            f"{here}poster/phone/",
            "post",
            f"{nowhere}poster/phone/",
            KEEP_ROSTER,
            names_accounts_above=True,
            data={"account": account.slug},
        ),
        Page(
            "reach-poster-helper",
            f"{here}poster/helper/?account={account.slug}",
            unknown=f"{nowhere}poster/helper/",
            to=KEEP_ROSTER,
        ),
        Page(
            "reach-plain-picture",
            f"{here}plain-code/{account.slug}/",
            unknown=f"{nowhere}plain-code/{account.slug}/",
            to=KEEP_ROSTER,
        ),
        Page("reach-code-state", f"{code}state/", unknown=f"{no_code}state/", to=KEEP_ROSTER),
        Page("reach-code-picture", f"{code}picture.png", unknown=f"{no_code}picture.png", to=KEEP_ROSTER),
        Page(
            "reach-code-renewal",
            f"{code}renewal/",
            "post",
            f"{no_code}renewal/",
            KEEP_ROSTER,
            data={"kind": "spoken"},
        ),
        Page("reach-code-revocation", f"{code}revocation/", unknown=f"{no_code}revocation/", to=KEEP_ROSTER),
        Page(
            "reach-member-code",
            f"{AT}members/{member.code}/code/",
            unknown=f"{AT}members/NOBODY22/code/",
            to=KEEP_ROSTER,
            names_accounts_above=True,
        ),
        Page(
            "reach-plain-code",
            f"{AT}accounts/{account.slug}/plain-code/",
            unknown=f"{AT}accounts/nobody/plain-code/",
            to=EDITORS,
            about=AN_ACCOUNT,
        ),
    )
