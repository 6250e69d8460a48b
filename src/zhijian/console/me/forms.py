"""What one may change about oneself."""

from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext_lazy as _

from zhijian.console.sign_in.choosing import NewPassword
from zhijian.foundation.staff.looks import Accent, Language, Theme
from zhijian.foundation.staff.models import Staff


class Looks(forms.Form):
    name = forms.CharField(max_length=60, error_messages={"required": _("写上姓名，同事才知道是您。")})
    language = forms.ChoiceField(choices=Language.choices)
    theme = forms.ChoiceField(choices=Theme.choices)
    accent = forms.ChoiceField(choices=Accent.choices, required=False)


class OwnPassword(NewPassword):
    """The old one again: whoever finds an open browser must not be able to lock its owner out."""

    old = forms.CharField(strip=False, max_length=200, error_messages={"required": _("写上现在的密码。")})

    def __init__(self, *args: object, staff: Staff, **kwargs: object) -> None:
        self._staff = staff
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own signature is longer

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not get_adapter().reauthenticate(self._staff, old):
            raise get_adapter().validation_error("incorrect_password")
        return old


class PasskeyName(forms.Form):
    name = forms.CharField(max_length=40, required=False)
