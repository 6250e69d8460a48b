"""Sign in, sign out."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from zhijian.console.sign_in.forms import SignInForm
from zhijian.foundation.staff.looks import Language
from zhijian.foundation.staff.queries import holds_nobody


class SignInView(LoginView):  # type: ignore[misc] # allauth has no types
    """The form as a page. Wrong input comes back with 422 and the name still in its field."""

    template_name = "console/sign_in/page.html"
    form_class = SignInForm
    passkey_form: Any = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if holds_nobody():
            return redirect("console:first-run")
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "form": kwargs["form"] if "form" in kwargs else self.get_form(),
            "passkey_form": self.passkey_form,
            "next": self.get_next_url() or "",
            "languages": [(code, name, code == get_language()) for code, name in Language.choices],
        }


class SignOutView(LogoutView):  # type: ignore[misc] # allauth has no types
    """POST ends the session; GET asks first, for a link that somebody else sent must not do it."""

    template_name = "console/sign_in/sign_out.html"


sign_in = SignInView.as_view()
sign_out = SignOutView.as_view()


def sign_in_page(request: HttpRequest, *, passkey_form: Any) -> HttpResponse:
    """The same page after a passkey that did not fit: the password is still there to try."""
    view = SignInView(passkey_form=passkey_form)
    view.setup(request)
    response: HttpResponse = view.render_to_response(
        view.get_context_data(form=SignInForm(request=request)), status=422
    )
    return response
