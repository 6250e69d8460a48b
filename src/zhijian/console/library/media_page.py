"""What WeChat holds of the library: how full its store is, what was refused, what is kept for good."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.library import reach
from zhijian.console.page import page
from zhijian.foundation.library import services
from zhijian.foundation.library.kinds import MEDIA_KINDS
from zhijian.foundation.library.media import stores
from zhijian.foundation.library.models import MediaRefusal, PermanentMedia, UploadedMedia
from zhijian.foundation.staff.permissions import may_edit_library

MOST_LISTED = 100


@require_safe
@staff_only(may_edit_library)
def media(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/library/no_account.html", {}, at="library")
    mine = {"item__account": request.account}
    kept = PermanentMedia.objects.filter(**mine).select_related("item").order_by("-kept_at")
    context = {
        "account": request.account,
        "stores": stores(request.account.pk),
        "refusals": MediaRefusal.objects.filter(**mine).select_related("item").order_by("-at")[:MOST_LISTED],
        "kept": kept[:MOST_LISTED],
        "kept_count": kept.count(),
        "live": UploadedMedia.objects.filter(**mine)
        .select_related("item")
        .order_by("expires_at")[:MOST_LISTED],
    }
    return page(request, "console/library/media.html", context, at="library")


@require_POST
@staff_only(may_edit_library)
def count(request: StaffRequest) -> HttpResponse:
    """Ask WeChat how many there are."""
    if request.account is None:
        raise Http404
    media_page = reverse("console:library-media")
    key = services.count_materials_later(account_id=request.account.pk, by=request.staff, leads_to=media_page)
    return redirect("console:task", key)


@require_POST
@staff_only(may_edit_library)
def permanent(request: StaffRequest, code: str) -> HttpResponse:
    """Have WeChat keep the file for good, or forget it again."""
    item = reach.item_to_edit(request.staff, code)
    if item.kind not in MEDIA_KINDS:
        raise Http404
    if not item.account.can_send:
        raise PermissionDenied
    act = (
        services.forget_permanent_later if request.POST.get("keep") == "no" else services.keep_permanent_later
    )
    key = act(item, by=request.staff, leads_to=reverse("console:library-item", args=[code]))
    return redirect("console:task", key)
