"""By a link given in chat: for accounts to which WeChat gives no sign-in.

WeChat fetches links by itself to look at them, so opening one does nothing yet: the button does.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.errors import LinkBroken, LinkOfAnotherPhone, LinkTooOld
from zhijian.foundation.followers.links import open_link
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.authorize import gives_sign_in
from zhijian.portal import cookies
from zhijian.portal.access import for_everybody
from zhijian.portal.coming_in import sorry
from zhijian.portal.coming_in.destinations import address_of, tidy
from zhijian.portal.coming_in.device import device_of
from zhijian.portal.elder_view import chosen_view, in_view
from zhijian.portal.page import member_page
from zhijian.portal.visitor import PortalRequest


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: PortalRequest, token: str) -> HttpResponse:
    """It lets the first phone in that presses the button, and no other."""
    if request.method != "POST":
        return member_page(request, "portal/coming_in/link.html", {})
    try:
        opened = open_link(token, browser=cookies.browser_of(request))
    except LinkTooOld:
        return sorry.page_for(request, sorry.LINK_TOO_OLD)
    except LinkOfAnotherPhone:
        return sorry.page_for(request, sorry.ANOTHER_PHONE)
    except LinkBroken:
        return sorry.page_for(request, sorry.BROKEN)
    answer = redirect(address_of(opened.to, view=chosen_view(request)))
    token = visits.open_visit(opened.follower, device=device_of(request))
    cookies.write(answer, cookies.VISIT, token)
    return answer


@for_everybody
@require_safe
def come_in(request: PortalRequest) -> HttpResponse:
    """How one comes in: by a tap where WeChat says who it is, else by a word sent in chat."""
    view, to = chosen_view(request), tidy(request.GET.get("to", "home"))
    if request.visitor:
        return redirect(address_of(to, view=view))
    ways = [
        (account, in_view(reverse("portal:by-wechat", args=[account.slug]), view, to=to))
        if gives_sign_in(account)
        else (account, "")
        for account in Account.objects.order_by("name", "id")
    ]
    return member_page(request, "portal/coming_in/come_in.html", {"ways": ways})
