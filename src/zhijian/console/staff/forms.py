"""What is asked about a colleague, and about a post."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.staff.roles import Role


class Colleague(forms.Form):
    name = forms.CharField(max_length=60, error_messages={"required": _("写上姓名。")})


class PostForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices, error_messages={"required": _("选一种。")})
    until_day = forms.DateField(required=False, error_messages={"invalid": _("日期要写成 2027-06-30 这样。")})

    def clean_until_day(self) -> object:
        day = self.cleaned_data["until_day"]
        if day and day < localdate():
            raise forms.ValidationError(_("这一天已经过去了。"))
        return day


class NewColleague(Colleague, PostForm):
    username = forms.CharField(max_length=150, error_messages={"required": _("写上用户名。")})
