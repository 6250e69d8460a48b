"""The second step of signing in: a code from the phone, a recovery code, or a passkey."""

from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginStage
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as passkeys
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from zhijian.console.sign_in.proof import asks_for_options, in_our_words, is_good, note_factor, went_on


@require_http_methods(["GET", "POST"])
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator] # allauth has no types
def second_factor(request: HttpRequest) -> HttpResponse:
    """Only after the right password, for a quarter of an hour. `restart` begins again with another name."""
    stage: LoginStage = request._login_stage  # type: ignore[attr-defined] # noqa: SLF001 -- allauth puts it there
    person = stage.login.user
    if asks_for_options(request):
        return JsonResponse(passkeys.begin_authentication(person))
    if "restart" in request.POST:
        return went_on(stage.abort())
    form = None
    if request.method == "POST":
        posted = AuthenticateWebAuthnForm if "credential" in request.POST else AuthenticateForm
        form = in_our_words(posted(user=person, data=request.POST))
        if is_good(form):
            note_factor(request, form, again=False)
            return went_on(stage.exit())
    return _page(request, stage, form)


def _page(request: HttpRequest, stage: LoginStage, form: AuthenticateForm | None) -> HttpResponse:
    kinds = set(Authenticator.objects.filter(user=stage.login.user).values_list("type", flat=True))
    context = {
        "name": str(stage.login.user),
        "form": form,
        "has_code": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
    }
    return render(request, "console/sign_in/second_factor.html", context, status=422 if form else 200)
