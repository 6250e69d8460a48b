"""Sign in, sign out."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.http import HttpResponse

from zhijian.console.sign_in.forms import SignInForm


class SignInView(LoginView):  # type: ignore[misc] # allauth has no types
    """The form as a page. Wrong input comes back with 422 and the name still in its field."""

    template_name = "console/sign_in/page.html"
    form_class = SignInForm

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "form": kwargs["form"] if "form" in kwargs else self.get_form(),
            "next": self.get_next_url() or "",
        }


class SignOutView(LogoutView):  # type: ignore[misc] # allauth has no types
    """POST ends the session; GET asks first, for a link that somebody else sent must not do it."""

    template_name = "console/sign_in/sign_out.html"


sign_in = SignInView.as_view()
sign_out = SignOutView.as_view()
