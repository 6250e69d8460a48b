"""What is typed about units and members: whether it is well formed. What it means, the services say."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.org import kinds, numbers
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import SECRETARY
from zhijian.foundation.org.states import MemberState

_DAY = {"invalid": _("日期要写成 2027-06-30 这样。")}


def a_day(label: Any, *, hint: Any = "", required: bool = False) -> forms.DateField:
    """A day, as the browser's own field gives it."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={**_DAY, "required": _("写上日期。")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class Plain(forms.Form):
    """Fields that look like ours. A day that may not lie ahead is left empty for today."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")
            field.widget.attrs.setdefault("autocomplete", "off")


class OnADay(Plain):
    on = a_day(_("从哪天起"), hint=_("空着就是今天。"))

    def clean_on(self) -> object:
        day = self.cleaned_data["on"]
        if day and day > localdate():
            raise forms.ValidationError(_("这一天还没到。到了那天再来办。"))
        return day


class UnitForm(OnADay):
    name = forms.CharField(
        label=_("全称"),
        max_length=120,
        error_messages={"required": _("写上名称。")},
        help_text=_("照文件上的写。"),
    )
    short_name = forms.CharField(
        label=_("简称"), max_length=40, required=False, help_text=_("列表里地方窄，就用它。可以空着。")
    )
    kind = forms.CharField(
        label=_("类型"),
        max_length=kinds.LONGEST,
        required=False,
        help_text=_("党委、党总支、党支部、党小组，或者别的写法；空着就按全称认。"),
        widget=forms.TextInput(attrs={"list": "kinds"}),
    )
    field_order = ("name", "short_name", "kind", "code", "on")

    @property
    def kinds(self) -> tuple[str, ...]:
        return kinds.SUGGESTED

    @property
    def kind_given(self) -> str:
        """What was typed, or what the name ends with."""
        return self.cleaned_data["kind"].strip() or kinds.kind_in(self.cleaned_data["name"].strip())


class NewUnit(UnitForm):
    code = forms.CharField(
        label=_("编号"), max_length=40, required=False, help_text=_("导入名册时靠它对上。空着就编一个。")
    )


def shown_unit(unit: Unit) -> dict[str, Any]:
    return {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind}


class NewMember(Plain):
    """Name and unit are enough."""

    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("写上姓名。")})
    birth_year = forms.IntegerField(
        label=_("出生年份"),
        required=False,
        help_text=_("像 1952。两位同名的，靠它分清。"),
        error_messages={"invalid": _("年份要写成 1952 这样。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
    )
    joined = forms.RegexField(
        r"^\d{4}(-\d{2}(-\d{2})?)?$",
        label=_("入党时间"),
        required=False,
        help_text=_("知道多少写多少：1976、1976-07 或 1976-07-01。"),
        error_messages={"invalid": _("写成 1976、1976-07 或 1976-07-01 这样。")},
    )
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        required=False,
        help_text=_("加密存放，平时只露前三后四。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=30,
        required=False,
        help_text=_("用不着就不要填。填了也是加密存放，只露一头一尾。"),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )

    def clean_birth_year(self) -> object:
        year = self.cleaned_data["birth_year"]
        if year is not None and not 1850 <= year <= localdate().year:
            raise forms.ValidationError(_("这个年份不对。"))
        return year

    def clean_phone(self) -> str:
        phone = numbers.tidy_phone(self.cleaned_data["phone"])
        if phone and not numbers.is_phone(phone):
            raise forms.ValidationError(_("这不像一个电话号码。"))
        return phone

    def clean_id_number(self) -> str:
        number = numbers.tidy_id_number(self.cleaned_data["id_number"])
        if number and not numbers.is_id_number(number):
            raise forms.ValidationError(_("身份证号对不上：位数或最后一位校验码不对。照证件再看一遍。"))
        return number


class MemberForm(NewMember):
    """Of somebody on the roster: sealed numbers stay as they are while their fields are empty."""

    no_phone = forms.BooleanField(label=_("去掉现在的电话"), required=False)
    no_id_number = forms.BooleanField(label=_("去掉现在的身份证号"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("no_phone", "no_id_number"):
            self.fields[name].widget.attrs["class"] = "form-check-input"


class OfficeForm(Plain):
    title = forms.CharField(
        label=_("职务"),
        max_length=30,
        error_messages={"required": _("写上职务。")},
        widget=forms.TextInput(attrs={"list": "titles"}),
    )
    is_deputy = forms.BooleanField(
        label=_("副职或代理"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    from_day = a_day(_("从哪天起"), hint=_("空着就是今天。"))
    until_day = a_day(_("任期到哪天"), hint=_("快到的时候会在“今日”里提醒。不知道就空着。"))

    @property
    def titles(self) -> tuple[str, ...]:
        return (SECRETARY, "组织委员", "宣传委员", "纪检委员", "青年委员", "统战委员", "组长")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("from_day") or localdate(), data.get("until_day")
        if end and end < start:
            self.add_error("until_day", _("任期结束的日子早过开始的日子。"))
        return data


class EndForm(Plain):
    on = a_day(_("最后一天"), hint=_("空着就是今天。"))


class StayForm(Plain):
    from_day = a_day(_("从哪天起"), hint=_("空着就是今天。"))
    until_day = a_day(_("到哪天"), hint=_("到那天晚上自己结束。"), required=True)
    why = forms.CharField(
        label=_("为什么"), max_length=120, required=False, help_text=_("像“在县城带孙子”。可以空着。")
    )


class DepartureForm(OnADay):
    state = forms.ChoiceField(
        choices=[(state.value, state.label) for state in MemberState if state != MemberState.ACTIVE],
        error_messages={"required": _("选一种。"), "invalid_choice": _("选一种。")},
    )
    on = a_day(_("是哪一天"), hint=_("空着就是今天。"))


class TransferForm(Plain):
    why = forms.CharField(
        label=_("为什么转"), max_length=200, required=False, help_text=_("两边都看得到。可以空着。")
    )


class RefusalForm(Plain):
    why = forms.CharField(
        label=_("为什么不同意"),
        max_length=200,
        error_messages={"required": _("写一句原因，对方好改。")},
        help_text=_("两边都看得到。"),
    )


class LabelForm(Plain):
    name = forms.CharField(label=_("标签"), max_length=30, error_messages={"required": _("写上标签。")})
