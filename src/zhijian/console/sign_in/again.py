"""Proving again who one is, before something dangerous."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.sign_in.proof import asks_for_options, in_our_words, is_good, note_factor
from zhijian.foundation.staff.sittings import second_factors_of


class PasswordAgain(forms.Form):
    password = forms.CharField(strip=False, error_messages={"required": _("写上密码。")})

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self._user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Counted by the same brake as signing in."""
        password = str(self.cleaned_data["password"])
        if not get_adapter().reauthenticate(self._user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


@require_http_methods(["GET", "POST"])
@staff_only(needs_post=False)
def again(request: StaffRequest) -> HttpResponse:
    """One of the three will do: the password, a code, a passkey. Then back to `next`."""
    if asks_for_options(request):
        return JsonResponse(passkeys.begin_authentication(request.staff))
    form = None
    if request.method == "POST":
        form = _posted(request)
        if is_good(form):
            if isinstance(form, PasswordAgain):
                reauthenticate_by_password(request)
            else:
                note_factor(request, form, again=True)
            return redirect(get_next_redirect_url(request) or "console:today")
    kinds = set(second_factors_of(request.staff).values_list("type", flat=True))
    context = {
        "form": form,
        "next": get_next_redirect_url(request) or "",
        "has_code": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
    }
    return render(request, "console/sign_in/again.html", context, status=422 if form else 200)


def _posted(request: StaffRequest) -> Any:
    if "credential" in request.POST:
        return in_our_words(ReauthenticateWebAuthnForm(user=request.staff, data=request.POST))
    if "code" in request.POST:
        return in_our_words(ReauthenticateForm(user=request.staff, data=request.POST))
    return PasswordAgain(data=request.POST, user=request.staff)
