"""Adding an account, and the pages of its guide: what is on file, its keys, how callbacks are protected."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import CHOSEN_ACCOUNT, StaffRequest, staff_only, step_up
from zhijian.console.accounts import forms, reach
from zhijian.console.accounts.addresses import guide_address
from zhijian.console.accounts.guide_page import guide_of, guide_page
from zhijian.console.page import page
from zhijian.foundation.accounts import minting, services
from zhijian.foundation.accounts.errors import AccountRefused
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import slugs_taken
from zhijian.foundation.library.sounds import syllables
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import tops_of
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.foundation.staff.roster import scope_for


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def new_account(request: StaffRequest) -> HttpResponse:
    """Token and AES key are drawn here: nobody should have to think them up."""
    posted = request.POST if request.method == "POST" else None
    form = forms.NewAccountForm(posted, initial={"api_base": forms.sandbox_api()})
    if posted is not None and form.is_valid():
        values = form.values()
        spoken = "".join(syllables(values["name"]))
        values["slug"] = values["slug"] or minting.slug_for(spoken, taken=slugs_taken())
        try:
            account = services.add_account(
                actor=request.staff,
                token=minting.new_token(),
                aes_key=minting.new_aes_key(),
                unit=_unit_for(request.staff),
                **values,
            )
        except AccountRefused as refused:
            form.refuse(refused)
        else:
            request.session[CHOSEN_ACCOUNT] = account.slug
            return redirect(guide_address(account, at="a2"))
    status = 422 if form.errors else 200
    return page(request, "console/accounts/new.html", {"form": form}, at="account", status=status)


def _unit_for(staff: Staff) -> Unit | None:
    """Whose account it becomes: of nobody in the tree, unless he manages only a part of it."""
    if may_manage_accounts.in_whole_house(staff):
        return None
    return tops_of(scope_for(staff, *may_manage_accounts.roles)).first()


@require_safe
@staff_only(may_manage_accounts)
def guide(request: StaffRequest, slug: str) -> HttpResponse:
    return guide_page(request, reach.account_to_manage(request.staff, slug))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def basics(request: StaffRequest, slug: str) -> HttpResponse:
    account = reach.account_to_manage(request.staff, slug)
    form = forms.BasicsForm(
        request.POST if request.method == "POST" else None, initial=forms.on_file(account)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_account(account, actor=request.staff, **form.values())
        except AccountRefused as refused:
            form.refuse(refused)
        else:
            return redirect(guide_address(account))
    context = {"form": form, "account": account}
    return page(
        request, "console/accounts/basics.html", context, at="account", status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def secret(request: StaffRequest, slug: str) -> HttpResponse:
    """Put another AppSecret on file. The one there is never shown."""
    account = reach.account_to_manage(request.staff, slug)
    if request.method == "POST":
        return _put_secret(request, account)
    return _secret_page(request, account, forms.SecretForm())


@step_up
def _put_secret(request: StaffRequest, account: Account) -> HttpResponse:
    form = forms.SecretForm(request.POST)
    if form.is_valid():
        try:
            services.change_account(account, actor=request.staff, secret=form.cleaned_data["secret"])
        except AccountRefused as refused:
            form.refuse(refused)
        else:
            return redirect(guide_address(account))
    return _secret_page(request, account, form)


def _secret_page(request: StaffRequest, account: Account, form: forms.SecretForm) -> HttpResponse:
    context = {"form": form, "guide": guide_of(account)}
    return page(
        request, "console/accounts/secret.html", context, at="account", status=422 if form.errors else 200
    )


@require_POST
@staff_only(may_manage_accounts)
def keys(request: StaffRequest, slug: str) -> HttpResponse:
    """Token and AES key in the clear, for this once: nobody's history or cache keeps them."""
    account = reach.account_to_manage(request.staff, slug)
    services.note_keys_shown(account, actor=request.staff)
    opened = (account.token.reveal(), account.aes_key.reveal())
    if request.headers.get("HX-Request") == "true":
        return render(request, "console/accounts/_values.html", {"guide": guide_of(account, keys=opened)})
    return guide_page(request, account, keys=opened)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def new_keys(request: StaffRequest, slug: str) -> HttpResponse:
    """Another token and AES key: a page that says what follows, then the act."""
    account = reach.account_to_manage(request.staff, slug)
    if request.method == "POST":
        return _renew_keys(request, account)
    return page(request, "console/accounts/new_keys.html", {"account": account}, at="account")


@step_up
def _renew_keys(request: StaffRequest, account: Account) -> HttpResponse:
    services.renew_callback_keys(account, actor=request.staff)
    return redirect(guide_address(account, at="a2"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def mode(request: StaffRequest, slug: str) -> HttpResponse:
    account = reach.account_to_manage(request.staff, slug)
    on_file = {"mode": account.mode, "plain_reason": account.plain_reason}
    form = forms.ModeForm(request.POST if request.method == "POST" else None, initial=on_file)
    if request.method == "POST" and form.is_valid():
        services.change_account(account, actor=request.staff, **form.cleaned_data)
        return redirect(guide_address(account, at="a2"))
    context = {"form": form, "account": account}
    return page(
        request, "console/accounts/mode.html", context, at="account", status=422 if form.errors else 200
    )
