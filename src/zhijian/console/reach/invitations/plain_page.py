"""The account's own code, for accounts that get no others: what it says, or a picture of it."""

import re
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.reach import unit_to_keep
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.page import page
from zhijian.console.reach.invitations import reach, words
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.reach.queries.invitations import plain_code_of
from zhijian.rooms.reach.refusals import InvitationRefused
from zhijian.rooms.reach.services.inviting import MOST_PICTURE_BYTES, put_plain_code

# What WeChat's own codes say; anything else would send people who knows where.
_WECHATS: Final = re.compile(
    r"https?://(weixin\.qq\.com|mp\.weixin\.qq\.com|u\.wechat\.com)/[\w\-./?=&%#]{1,160}"
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_answers)
def plain_code(request: StaffRequest, slug: str) -> HttpResponse:
    account = reach.account_to_word(request.staff, slug)
    if not may_edit_answers.on(request.staff, account):
        raise PermissionDenied
    wrong, url = "", request.POST.get("url", "").strip()[:300]
    if request.method == "POST":
        file = request.FILES.get("picture")
        is_taken_down = request.POST.get("act") == "take_down"
        url = "" if is_taken_down else url
        if not (url or file or is_taken_down):
            wrong = _("选一张图片，或者写下码里的网址。什么都没有改。")
        elif url and not _WECHATS.fullmatch(url):
            wrong = _("这不是微信二维码里的网址。它以 http://weixin.qq.com/ 开头。什么都没有改。")
        else:
            content = file.read(MOST_PICTURE_BYTES + 1) if file and not url and not is_taken_down else None
            try:
                put_plain_code(account, url=url, picture=content, by=request.staff)
            except InvitationRefused as refused:
                wrong = words.refusal(refused)
            else:
                return redirect("console:reach-plain-code", slug)
    known = plain_code_of(account)
    context = {
        "account": account,
        "known": known,
        "url": url or (known.url if known else ""),
        "wrong": wrong,
    }
    return page(
        request, "console/reach/codes/plain.html", context, at="account", status=422 if wrong else 200
    )


@require_safe
@staff_only(may_keep_roster)
def picture(request: StaffRequest, number: int, slug: str) -> HttpResponse:
    """For the poster of a unit the account is there for."""
    unit = unit_to_keep(request.staff, number)
    known = plain_code_of(reach.account_for(unit, slug))
    if known is None or known.picture is None:
        raise Http404
    answer = HttpResponse(bytes(known.picture), content_type=known.mime_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
