"""Choosing a password of one's own: the fields, and how the refusals of the services stand beside them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NewPassword(forms.Form):
    password = forms.CharField(strip=False, max_length=200, error_messages={"required": _("写上密码。")})
    repeated = forms.CharField(strip=False, max_length=200, error_messages={"required": _("再写一遍。")})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned and "repeated" in cleaned and cleaned["password"] != cleaned["repeated"]:
            self.add_error("repeated", _("两遍不一样，请再写。"))
        return cleaned


class FirstAdministrator(forms.Form):
    name = forms.CharField(max_length=60, error_messages={"required": _("写上姓名。")})
    username = forms.CharField(max_length=150, error_messages={"required": _("写上用户名。")})
    password = forms.CharField(strip=False, max_length=200, error_messages={"required": _("写上密码。")})
    code = forms.CharField(max_length=20, error_messages={"required": _("写上安装口令。")})
