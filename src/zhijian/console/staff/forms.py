"""What is asked about a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.staff.roles import Role


class Colleague(forms.Form):
    name = forms.CharField(max_length=60, error_messages={"required": _("写上姓名。")})
    role = forms.ChoiceField(choices=Role.choices, error_messages={"required": _("选一种。")})


class NewColleague(Colleague):
    username = forms.CharField(max_length=150, error_messages={"required": _("写上用户名。")})
