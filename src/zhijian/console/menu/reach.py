"""The menu a request is about, through the person asking."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from zhijian.console.access import StaffRequest
from zhijian.console.account_reach import account_for
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.permissions import may_publish_menu
from zhijian.rooms.answers.menu.places import Place
from zhijian.rooms.answers.menu.queries import versions_visible_to
from zhijian.rooms.answers.models import MenuVersion

_LONGEST_TAG = 9


def account_to_write_for(request: StaffRequest) -> Account:
    """The one the form names: another tab may have gone to another account meanwhile."""
    return account_for(request.staff, request.POST.get("account", ""), may_publish_menu)


def version_to_write(request: StaffRequest, number: int) -> MenuVersion:
    return get_object_or_404(versions_visible_to(request.staff), pk=number)


def tag_named(request: HttpRequest) -> int | None:
    """None stands for everybody."""
    text = (request.POST if request.method == "POST" else request.GET).get("tag", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > _LONGEST_TAG:
        raise Http404
    return int(text)


def place_named(request: HttpRequest) -> Place | None:
    return Place.read((request.POST if request.method == "POST" else request.GET).get("at", ""))
