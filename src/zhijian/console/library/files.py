"""Another file for the same item: whoever sends it, sends the new one."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.library import reach
from zhijian.console.library.item_page import file_rule
from zhijian.console.library.uses import uses_of
from zhijian.console.page import page
from zhijian.foundation.library import services
from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.staff.permissions import may_edit_library


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_library)
def file(request: StaffRequest, code: str) -> HttpResponse:
    on_file = reach.item_to_edit(request.staff, code)
    rule = file_rule(on_file.kind)
    if rule is None:
        raise Http404
    wrong = ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        if isinstance(sent, UploadedFile):
            try:
                services.replace_file(
                    on_file, content=sent.read(), file_name=sent.name or "", by=request.staff
                )
            except ItemRefused as refused:
                wrong = refused.rule
            else:
                return redirect("console:library-item", code)
        else:
            wrong = _("选一个文件")
    context = {
        "item": on_file,
        "file_rule": rule,
        "wrong": wrong,
        "uses": uses_of(on_file, staff=request.staff),
    }
    return page(request, "console/library/file.html", context, at="library", status=422 if wrong else 200)
