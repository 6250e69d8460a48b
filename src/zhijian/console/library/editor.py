"""One item: adding, changing, reviewing, copying to another account, removing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.library import packs, reach
from zhijian.console.library.forms import FIELDS, ItemForm
from zhijian.console.library.item_page import item_page
from zhijian.console.library.uses import uses_of
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services
from zhijian.foundation.library.errors import ItemChangedMeanwhile, ItemInUse, ItemRefused
from zhijian.foundation.library.kinds import FILE_KINDS, ItemKind
from zhijian.foundation.library.models import Item
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_library
from zhijian.foundation.staff.roles import EDIT_LIBRARY
from zhijian.foundation.staff.sight import accounts_for

_ADD: Mapping[str, Callable[..., Item]] = {
    ItemKind.TEXT: services.add_text,
    ItemKind.LINK: services.add_link,
    ItemKind.ARTICLE: services.add_article,
    ItemKind.LARGE: services.add_large,
    ItemKind.QUESTION: services.add_question,
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_library)
def new_item(request: StaffRequest, kind: str) -> HttpResponse:
    """`?into=CODE`: for this pack, which gets it as its last part."""
    if kind not in FIELDS:
        raise Http404
    if request.account is None:
        return redirect("console:library")
    account = reach.account_to_write_for(request)
    into = request.POST.get("into", request.GET.get("into", ""))
    if request.method != "POST":
        return item_page(request, ItemForm(kind, account=account), account=account, kind=kind, into=into)
    form = ItemForm(kind, account=account, posted=request.POST)
    file = request.FILES.get("file")
    if kind in FILE_KINDS and not isinstance(file, UploadedFile):
        form.add_error(None, _("选一个文件"))
    if form.is_valid():
        try:
            made = _add(kind, form.cleaned_data, file=file, account=account, by=request.staff)
        except ItemRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.rule)
        else:
            return _after_adding(request, made, into=into)
    return item_page(request, form, account=account, kind=kind, into=into)


def _add(kind: str, values: dict[str, Any], *, file: Any, account: Account, by: Staff) -> Item:
    if kind in FILE_KINDS:
        content, name = file.read(), file.name or ""
        return services.add_media(
            account_id=account.pk, kind=kind, content=content, file_name=name, actor=by, **values
        )
    return _ADD[kind](account_id=account.pk, actor=by, **values)


def _after_adding(request: StaffRequest, made: Item, *, into: str) -> HttpResponse:
    if into:
        pack = reach.item_to_edit(request.staff, into)
        if pack.kind == ItemKind.PACK and pack.account_id == made.account_id:
            try:
                services.add_part(pack, part=made, by=request.staff)
            except ItemRefused:  # the pack is full: the item is in the library all the same
                return _to_list(made)
            return redirect("console:library-item", pack.code)
    return _to_list(made)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_library)
def item(request: StaffRequest, code: str) -> HttpResponse:
    on_file = reach.item_to_edit(request.staff, code)
    if on_file.kind == ItemKind.PACK:
        return packs.pack(request, on_file)
    account = on_file.account
    if request.method != "POST":
        return item_page(
            request, ItemForm(on_file.kind, account=account, item=on_file), account=account, item=on_file
        )
    form = ItemForm(on_file.kind, account=account, posted=request.POST, item=on_file)
    if not form.is_valid():
        return item_page(request, form, account=account, item=on_file)
    try:
        services.change_item(
            on_file, by=request.staff, seen_version=seen_version(request), **form.cleaned_data
        )
    except ItemChangedMeanwhile as meanwhile:
        return item_page(
            request, form, account=account, item=Item.objects.get(pk=on_file.pk), meanwhile=meanwhile
        )
    except ItemRefused as refused:
        form.add_error(None, refused.rule)
        return item_page(request, form, account=account, item=on_file)
    return _to_list(on_file)


def seen_version(request: StaffRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _to_list(made: Item) -> HttpResponse:
    return redirect(f"{reverse('console:library')}?{urlencode({'saved': made.code})}")


@require_POST
@staff_only(may_edit_library)
def review(request: StaffRequest, code: str) -> HttpResponse:
    """Somebody read it today and found it right."""
    services.review_item(reach.item_to_edit(request.staff, code), by=request.staff)
    return redirect("console:library-item", code)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_library)
def copy(request: StaffRequest, code: str) -> HttpResponse:
    """WeChat's media belong to one account: for another one there is a copy."""
    on_file = reach.item_to_edit(request.staff, code)
    others = accounts_for(request.staff, *EDIT_LIBRARY).exclude(pk=on_file.account_id)
    if request.method == "POST":
        other = get_object_or_404(others, slug=request.POST.get("to", ""))
        services.copy_to_account(on_file, account_id=other.pk, by=request.staff)
        return redirect("console:library-item", code)
    return page(request, "console/library/copy.html", {"item": on_file, "others": others}, at="library")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_library)
def removal(request: StaffRequest, code: str) -> HttpResponse:
    """A removed item cannot be brought back; one in use cannot be removed, and the page says where it is."""
    on_file = reach.item_to_edit(request.staff, code)
    status = 200
    if request.method == "POST":
        try:
            services.remove_item(on_file, by=request.staff)
        except ItemInUse:
            status = 422
        else:
            return redirect("console:library")
    context = {"item": on_file, "uses": uses_of(on_file, staff=request.staff)}
    return page(request, "console/library/removal.html", context, at="library", status=status)
