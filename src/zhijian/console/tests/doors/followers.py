"""关注者."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.timezone import now

from zhijian.console.tests.doors.page import ADMINISTRATORS, AN_ACCOUNT, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.models import Pause
from zhijian.foundation.followers.services.tagging import TagFor
from zhijian.foundation.followers.tests.builders import a_bound_follower
from zhijian.foundation.followers.ways import Braked
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.roles import KEEP_ROSTER, SEE_MEMBERS

AT = "/console/followers/"


def followers_pages(account: Account) -> Sequence[Page]:
    unit: Unit = account.unit or a_unit("有人绑定的支部")
    binding = a_bound_follower(account, a_member(unit, "绑定了的人"), "o-of-the-doors")
    pause = Pause.objects.create(
        account=account, because=Braked.ACCOUNT, since=now(), until=now() + timedelta(days=1)
    )
    tag = services.claim_tag(account, TagFor(ages=(60, 120)), used_for="", by="tests")
    return (
        Page("followers", AT, to=SEE_MEMBERS),
        Page(
            "followers-comparison",
            f"{AT}{account.slug}/comparison/",
            "post",
            f"{AT}nobody/comparison/",
            ADMINISTRATORS,
            AN_ACCOUNT,
        ),
        Page(
            "followers-pause-lifting",
            f"{AT}pauses/{pause.pk}/lifting/",
            "post",
            f"{AT}pauses/9999/lifting/",
            ADMINISTRATORS,
        ),
        Page(
            "binding-undoing",
            f"{AT}bindings/{binding.pk}/undoing/",
            unknown=f"{AT}bindings/9999/undoing/",
            to=KEEP_ROSTER,
        ),
        Page("binding-paper", f"{AT}paper/", to=KEEP_ROSTER),
        Page("followers-tags", f"{AT}tags/", to=ADMINISTRATORS),
        Page(
            "followers-tag-return",
            f"{AT}tags/{tag.pk}/return/",
            "post",
            f"{AT}tags/9999/return/",
            ADMINISTRATORS,
        ),
    )
