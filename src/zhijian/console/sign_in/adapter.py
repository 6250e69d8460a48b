"""What allauth asks us: nobody signs up by himself, and what went wrong is said in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("用户名或密码不对，请再看看。连错几次会歇 5 分钟。"),
        "too_many_login_attempts": _("试的次数多了，请过 5 分钟再来。密码没有被改动。"),
        "rate_limited": _("试的次数多了，请过 5 分钟再来。什么都没有改动。"),
        "account_inactive": _("您的用户名停用了。要用，请找本单位管理员。"),
        "incorrect_password": _("密码不对，请再看看。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing: the page one arrives at is the message, and no cookie is needed for it."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Sends nothing: staff have no mail address here. The audit has the line."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer as the server knows it; behind a socket without one, everybody shares one brake."""
        return request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104 -- no address to listen on

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The name alone: allauth adds the host asked for, which would give every host a brake of its own."""
        return f"staff:{str(credentials.get('username', '')).casefold()}"
