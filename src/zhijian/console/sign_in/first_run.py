"""The first administrator: whoever reads the operator's screen makes himself one, once."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijian.console.sign_in.choosing import FirstAdministrator
from zhijian.console.sign_in.proof import went_on
from zhijian.foundation.staff import errors, services
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.queries import holds_nobody

PAGE = "console/sign_in/first_run.html"


@require_http_methods(["GET", "POST"])
@never_cache
def first_run(request: HttpRequest) -> HttpResponse:
    """Dead as soon as anybody is on the staff; before that, only the code of the last start opens it."""
    if not holds_nobody():
        return redirect("console:sign-in")
    if request.method == "GET":
        return render(request, PAGE, {"form": FirstAdministrator()})
    form = FirstAdministrator(request.POST)
    staff = _made(form) if form.is_valid() else None
    if staff is None:
        return render(request, PAGE, {"form": form}, status=422)
    credentials = {"username": staff.username}
    return went_on(perform_password_login(request, credentials, Login(user=staff)))


def _made(form: FirstAdministrator) -> Staff | None:
    """The administrator; or None, with the refusal beside its field."""
    try:
        return services.make_first_administrator(**form.cleaned_data)
    except errors.CodeWrong as wrong:
        form.add_error("code", _wrong_code(wrong.attempts_left))
    except errors.CodeOver:
        form.add_error("code", _("这个口令过期了，或者试的次数多了。请在服务器上重新启动，屏幕上会有新的。"))
    except errors.PasswordWeak as weak:
        form.add_error("password", list(weak.why))
    except errors.NameUnusable:
        form.add_error("username", _("用户名只能用字母、数字、汉字和 @ . + - _ 。"))
    except (errors.NameTaken, errors.NotFirst):
        form.add_error("username", _("已经有人先填好了。请直接登录。"))
    return None


def _wrong_code(left: int) -> str:
    words = ngettext("口令不对，还能试 %(left)s 次。", "口令不对，还能试 %(left)s 次。", left)
    return words % {"left": left}
