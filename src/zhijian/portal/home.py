"""The portal's home: whose accounts these are, how to ask, and what there is to read."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhijian.portal.elder_view import chosen_view
from zhijian.portal.handed_out import account_cards
from zhijian.portal.page import page

COOKIE_PATH = "/m/"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    cards = account_cards(view=chosen_view(request))
    return page(request, "portal/home.html", {"cards": cards}, cookie_path=COOKIE_PATH)
