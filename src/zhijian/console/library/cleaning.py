"""The door where a browser hands in what was pasted, and gets it back as our plain lines."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.foundation.library.cleaning import to_marks
from zhijian.foundation.staff.permissions import may_edit_library


@require_POST
@staff_only(may_edit_library)
def cleaning(request: StaffRequest) -> HttpResponse:
    """`html` in, text out; nothing is kept."""
    return HttpResponse(to_marks(request.POST.get("html", "")), content_type="text/plain; charset=utf-8")
