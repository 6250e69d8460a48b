"""The sign-in form: allauth's, with the field names that password managers know."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc] # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = _("写上用户名。")
        self.fields["password"].error_messages["required"] = _("写上密码。")

    def add_prefix(self, field_name: str) -> str:
        """allauth calls the field `login`; in the page and in what is posted it is `username`."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))

    def clean(self) -> Any:
        cleaned = super().clean()
        person = getattr(self, "user", None)
        if person is not None and not person.is_active:  # allauth would lead to a page we do not have
            raise get_adapter().validation_error("account_inactive")
        return cleaned
