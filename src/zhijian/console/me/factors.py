"""My second factors: codes from the phone, passkeys, recovery codes. Each change asks first who I am."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.flows import activate_totp, deactivate_totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkey_auth
from allauth.mfa.webauthn.internal import flows as passkey_flows
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.me.devices import device_in_words
from zhijian.console.page import page
from zhijian.console.sign_in.proof import asks_for_options, in_our_words, is_good
from zhijian.console.sign_in.qr import qr_squares
from zhijian.foundation.staff.sittings import second_factors_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(needs_post=False)
@step_up
def authenticator(request: StaffRequest) -> HttpResponse:
    """Pair an app with the phone: scan, then type what it shows. Then the recovery codes."""
    if second_factors_of(request.staff).filter(type=Authenticator.Type.TOTP).exists():
        return redirect("console:me")
    form = in_our_words(ActivateTOTPForm(user=request.staff, data=request.POST or None))
    if request.method == "POST" and form.is_valid():
        codes = activate_totp(request, form)[1]
        return redirect("console:me-recovery-codes" if codes else "console:me")
    address = get_adapter().build_totp_url(request.staff, form.secret)
    context = {"form": form, "secret": _in_groups(form.secret), "qr": qr_squares(address)}
    status = 422 if request.method == "POST" else 200
    return page(request, "console/me/authenticator.html", context, at="me", status=status)


@require_POST
@staff_only(needs_post=False)
@step_up
def authenticator_removal(request: StaffRequest) -> HttpResponse:
    found = get_object_or_404(second_factors_of(request.staff), type=Authenticator.Type.TOTP)
    deactivate_totp(request, found)
    return redirect("console:me")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(needs_post=False)
@step_up
def passkeys(request: StaffRequest) -> HttpResponse:
    """Let this device's fingerprint or face be a way in, without name and password."""
    if asks_for_options(request):
        return JsonResponse(passkey_auth.begin_registration(request.staff, passwordless=True))
    form = None
    if request.method == "POST":
        form = in_our_words(
            AddWebAuthnForm(user=request.staff, data={**request.POST.dict(), "passwordless": "on"})
        )
        if is_good(form):
            name = request.POST.get("name", "").strip()[:40] or _device(request)
            codes = passkey_flows.add_authenticator(
                request, name=name, credential=form.cleaned_data["credential"]
            )[1]
            return redirect("console:me-recovery-codes" if codes else "console:me")
    context = {"form": form, "suggested": _device(request)}
    return page(request, "console/me/passkey.html", context, at="me", status=422 if form else 200)


@require_POST
@staff_only(needs_post=False)
@step_up
def passkey_removal(request: StaffRequest, number: int) -> HttpResponse:
    mine = second_factors_of(request.staff).filter(type=Authenticator.Type.WEBAUTHN)
    passkey_flows.remove_authenticator(request, get_object_or_404(mine, pk=number))
    return redirect("console:me")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(needs_post=False)
@step_up
def recovery_codes(request: StaffRequest) -> HttpResponse:
    """The codes that are left; POST draws new ones, and the old ones are dead."""
    mine = second_factors_of(request.staff)
    if not mine.exists():
        raise Http404
    if request.method == "POST":
        generate_recovery_codes(request)
        return redirect("console:me-recovery-codes")
    found = mine.filter(type=Authenticator.Type.RECOVERY_CODES).first()
    codes = [_halved(code) for code in found.wrap().get_unused_codes()] if found else []
    return page(request, "console/me/recovery_codes.html", {"codes": codes}, at="me")


def _device(request: StaffRequest) -> str:
    return device_in_words(request.headers.get("User-Agent", ""))


def _in_groups(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _halved(code: str) -> str:
    return f"{code[:4]} {code[4:]}"
