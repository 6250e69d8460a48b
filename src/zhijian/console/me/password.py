"""A new password for myself."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.me.forms import OwnPassword
from zhijian.console.page import page
from zhijian.foundation.staff import services
from zhijian.foundation.staff.errors import PasswordWeak


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(needs_post=False)
def password(request: StaffRequest) -> HttpResponse:
    """I stay signed in here and am signed out everywhere else."""
    form = OwnPassword(request.POST or None, staff=request.staff)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_password(
                request.staff,
                password=form.cleaned_data["password"],
                keeping=request.session.session_key or "",
                by=request.staff,
            )
        except PasswordWeak as weak:
            form.add_error("password", list(weak.why))
        else:
            update_session_auth_hash(request, request.staff)
            return redirect("console:me")
    status = 422 if request.method == "POST" else 200
    return page(request, "console/me/password.html", {"form": form}, at="me", status=status)
