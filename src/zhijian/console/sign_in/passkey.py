"""Signing in with a passkey alone: no name, no password."""

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal import flows
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijian.console.sign_in.proof import asks_for_options, in_our_words, is_good, went_on
from zhijian.console.sign_in.views import sign_in_page


@require_http_methods(["GET", "POST"])
@never_cache
@ratelimit.decorator(app="allauth.mfa", action="webauthn_login")  # type: ignore[untyped-decorator] # allauth has no types
def passkey(request: HttpRequest) -> HttpResponse:
    """GET gives what the browser must sign; POST lets in whoever signed it."""
    if asks_for_options(request):
        return JsonResponse(passkeys.begin_authentication(user=None))
    if request.method == "GET":
        return redirect("console:sign-in")
    form = in_our_words(LoginWebAuthnForm(data=request.POST))
    if not is_good(form):
        return sign_in_page(request, passkey_form=form)
    authenticator = form.cleaned_data["credential"]
    if not authenticator.user.is_active:
        return redirect("console:sign-in")
    login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(request))
    return went_on(flows.perform_passwordless_login(request, authenticator, login))
