"""The link a colleague gets: he chooses a password of his own, and signs in with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijian.console.sign_in.choosing import NewPassword
from zhijian.foundation.staff import errors, services
from zhijian.foundation.staff.queries import invited_by_code

PAGE = "console/sign_in/joining.html"


@require_http_methods(["GET", "POST"])
@never_cache
def joining(request: HttpRequest, code: str) -> HttpResponse:
    """A link that is over is said to be over, and who can give a new one."""
    person = invited_by_code(code)
    if person is None:
        return render(request, "console/sign_in/link_over.html", status=404)
    form = NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.accept_invitation(code, password=form.cleaned_data["password"])
        except errors.PasswordWeak as weak:
            form.add_error("password", list(weak.why))
        except errors.InvitationOver:
            return render(request, "console/sign_in/link_over.html", status=404)
        else:
            return redirect("console:sign-in")
    status = 422 if request.method == "POST" else 200
    return render(request, PAGE, {"form": form, "person": person, "code": code}, status=status)
