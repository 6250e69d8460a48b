"""Domain-verification files: put up, taken down, and served at the site's root to whoever asks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.accounts import reach
from zhijian.console.accounts.addresses import guide_address
from zhijian.console.accounts.guide_page import guide_page
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.errors import DomainFileRefused
from zhijian.foundation.accounts.queries import domain_file_by_name
from zhijian.foundation.staff.permissions import may_manage_accounts

_MOST_BYTES = 4096  # what is longer is no such file, whatever it is


@require_POST
@staff_only(may_manage_accounts)
def put_up(request: StaffRequest, slug: str) -> HttpResponse:
    account = reach.account_to_manage(request.staff, slug)
    upload = request.FILES.get("file")
    if upload is None:
        return guide_page(request, account, status=422, file_wrong=_("先选一个文件。"))
    try:
        services.add_domain_file(
            account, name=upload.name or "", content=upload.read(_MOST_BYTES), by=request.staff
        )
    except DomainFileRefused as refused:
        return guide_page(request, account, status=422, file_wrong=_why(refused))
    return redirect(guide_address(account, at="a3"))


@require_POST
@staff_only(may_manage_accounts)
def removal(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    file = reach.file_to_remove(request.staff, slug, number)
    account = file.account
    services.remove_domain_file(file, by=request.staff)
    return redirect(guide_address(account, at="a3"))


@never_cache
@require_safe
def served(request: HttpRequest, name: str) -> HttpResponse:
    """At the root of the site, for WeChat: the content alone."""
    file = domain_file_by_name(name)
    if file is None:
        raise Http404
    return HttpResponse(file.content, content_type="text/plain; charset=us-ascii")


def _why(refused: DomainFileRefused) -> str:
    if refused.why == "name":
        return _("文件名要和微信给的一样：MP_verify_ 开头，.txt 结尾。不要改名。")
    if refused.why == "taken":
        return _("别的账号已经传了同名的文件。")
    return _("里面不是微信给的那一串字母数字。重新从微信后台下载一次。")
