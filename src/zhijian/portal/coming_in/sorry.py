"""Why somebody was not let in, in words that give nothing away, and what he can do."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.visits.states import Outcome
from zhijian.portal.elder_view import chosen_view, in_view
from zhijian.portal.page import member_page
from zhijian.portal.visitor import PortalRequest


@dataclass(frozen=True, slots=True)
class Sorry:
    """A heading, a sentence, and the status for whoever counts."""

    title: str | Promise
    words: str | Promise
    status: int = 403


BROKEN: Final = Sorry(
    _("这条链接不完整"), _("可能是转发的时候少了几个字。回到公众号里，从原来的地方再点一次。"), 404
)
USED: Final = Sorry(_("这一次已经用过了"), _("每次进来都要新的。再点一次就好，不用填什么。"))
TOO_OLD: Final = Sorry(_("隔得太久了"), _("为了稳妥，进来的路只留几分钟。再来一次就好。"), 410)
ANOTHER_BROWSER: Final = Sorry(
    _("不是在这部手机上开始的"), _("这一步是在别的手机上开始的，这里接不上。请在您自己的手机上从头点一次。")
)
ANOTHER_PHONE: Final = Sorry(
    _("这条链接在别的手机上打开过"),
    _("每条链接只认一部手机。请在您自己的公众号里发“我的”，会收到一条新的。"),
)
LINK_TOO_OLD: Final = Sorry(
    _("这条链接过时了"), _("它只管用一小会儿。在公众号里再发一次“我的”，会收到一条新的。"), 410
)
TROUBLE: Final = Sorry(_("微信那边没有回话"), _("不是您的手机坏了。过一会儿再点一次。"), 503)
STRANGER: Final = Sorry(
    _("您还没有关注这个公众号"),
    _("先关注它，再从它的菜单里点进来。现在我们不知道您是谁，也没有记下什么。"),
)
SNAPSHOT: Final = Sorry(
    _("现在看到的是快照"), _("请点右下角的“使用完整服务”，再进来一次。快照里微信不告诉我们您是谁。")
)

BY_OUTCOME: Final = {
    Outcome.STALE: USED,
    Outcome.SNAPSHOT: SNAPSHOT,
    Outcome.STRANGER: STRANGER,
    Outcome.TROUBLE: TROUBLE,
}


def page_for(request: PortalRequest, why: Sorry, *, again: str = "", account: str = "") -> HttpResponse:
    """`again` is where another try begins; without it, the page that says how to come in."""
    again = again or in_view(reverse("portal:come-in"), chosen_view(request))
    context = {"sorry": why, "again": again, "account": account}
    return member_page(request, "portal/coming_in/sorry.html", context, status=why.status)
