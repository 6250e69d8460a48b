"""What is typed about accounts of the register: whether it is well formed, and nothing more."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijian.console.org.forms import Plain, a_day
from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.life import Ending, Loss, Stage
from zhijian.rooms.reach.services.closing import LONGEST_DAYS, SHORTEST_DAYS, USUAL_DAYS

PROPOSED: Final = "proposed"
_KINDS: Final = [("", _("不清楚")), *Kind.choices]
_KNOWN: Final = [("", _("还没查")), ("yes", _("能用")), ("no", _("丢了"))]
_AS: Final = {"yes": True, "no": False, "": None}


class NewForm(Plain):
    """One there is already, one that is lost, or one somebody wants."""

    as_what = forms.ChoiceField(
        choices=[
            (Stage.RUNNING, _("已经在用")),
            (Stage.LOST, _("有，登不进去了")),
            (PROPOSED, _("想开一个")),
        ],
        initial=Stage.RUNNING,
        error_messages={"required": _("选一种。")},
    )
    name = forms.CharField(
        label=_("名称"),
        max_length=60,
        error_messages={"required": _("写上名称。")},
        help_text=_("关注的人看到的那个名字；想开的，写打算叫什么。"),
    )
    kind = forms.ChoiceField(
        label=_("种类"), choices=_KINDS, required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    needed_for = forms.CharField(
        label=_("给谁用，为什么现有的号不够"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answered_by = forms.CharField(label=_("每天谁来答"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """A wish says what for, and who answers: without both it is a zombie from its first day."""
        cleaned = super().clean() or {}
        if cleaned.get("as_what") == PROPOSED:
            for field in ("needed_for", "answered_by"):
                if not (cleaned.get(field) or "").strip():
                    self.add_error(field, _("想开号，先想好这一项。"))
        return cleaned


class ParticularsForm(Plain):
    """Name, kind and date only of one that is not connected: the others keep theirs under 公众号."""

    name = forms.CharField(label=_("名称"), max_length=60, error_messages={"required": _("写上名称。")})
    kind = forms.ChoiceField(
        label=_("种类"), choices=_KINDS, required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    verified_until = a_day(_("认证到哪一天"), hint=_("没有认证就空着。"))
    verified_as = forms.CharField(
        label=_("认证主体"),
        max_length=120,
        required=False,
        help_text=_("微信认证的是哪个单位，照营业执照或统一社会信用代码证写。"),
    )
    filing = forms.CharField(label=_("备案号"), max_length=60, required=False)
    has_mailbox = forms.ChoiceField(
        label=_("注册时的邮箱"),
        choices=_KNOWN,
        required=False,
        help_text=_("密码忘了，全靠它找回来。"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    has_mobile = forms.ChoiceField(
        label=_("绑定的手机"),
        choices=_KNOWN,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    keeper = forms.ModelChoiceField(
        queryset=Staff.objects.none(),
        label=_("谁来经手"),
        required=False,
        empty_label=_("没有定"),
        help_text=_("换届时，这一项随他的工作一起交接。"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    answered_by = forms.CharField(label=_("每天谁来答"), max_length=60, required=False)
    needed_for = forms.CharField(
        label=_("给谁用"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, keepers: Any, is_connected: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = keepers  # type: ignore[attr-defined] # of this kind of field
        if is_connected:
            for name in ("name", "kind", "verified_until"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """For the service."""
        given = dict(self.cleaned_data)
        for name in ("has_mailbox", "has_mobile"):
            given[name] = _AS[given[name]]
        return given


def known_word(value: bool | None) -> str:  # noqa: FBT001 -- three values, not a switch
    return {True: "yes", False: "no", None: ""}[value]


class AdministratorForm(Plain):
    name = forms.CharField(label=_("姓名"), max_length=60, required=False)
    office = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        required=False,
        help_text=_("加了密存着，看一次记一次。空着就还用原来的。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class StepForm(Plain):
    """What a step asks for, if it asks: a word, or a day."""

    note = forms.CharField(label=_("写一句"), max_length=400, required=False)
    verified_until = a_day(_("新的到期日"), hint=_("微信认证页上写着。"))


class LossForm(Plain):
    loss = forms.ChoiceField(choices=Loss.choices, error_messages={"required": _("选一种。")})
    note = forms.CharField(
        label=_("还记得什么"),
        max_length=400,
        required=False,
        help_text=_("谁注册的、哪一年、用的哪个邮箱，想到什么写什么。"),
    )


class WordForm(Plain):
    word = forms.CharField(
        label=_("保持不变，因为"),
        max_length=200,
        error_messages={"required": _("写一句为什么，以后的人看得懂。")},
    )


class ClosingForm(Plain):
    ending = forms.ChoiceField(
        choices=Ending.choices, initial=Ending.CLOSE, error_messages={"required": _("选一种。")}
    )
    reason = forms.CharField(
        label=_("为什么"),
        max_length=200,
        error_messages={"required": _("写上为什么，另一位管理员要看。")},
    )
    go_to = forms.ChoiceField(
        label=_("关注的人去哪个号"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    go_to_name = forms.CharField(label=_("不在台账里的，写名称"), max_length=60, required=False)
    days = forms.IntegerField(
        label=_("公告放几天"),
        initial=USUAL_DAYS,
        min_value=SHORTEST_DAYS,
        max_value=LONGEST_DAYS,
        error_messages={
            "required": _("写上天数。"),
            "invalid": _("写一个数。"),
            "min_value": _("少于 7 天，很多人还没看到。"),
            "max_value": _("最多 180 天。"),
        },
    )
    text = forms.CharField(
        label=_("公告"),
        max_length=2000,
        error_messages={"required": _("写上公告，关注的人看的就是它。")},
        help_text=_("“［停用日］”不用改：同意以后，自动换成真正的日子。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kept = forms.CharField(
        label=_("数据留在哪里"),
        max_length=200,
        required=False,
        help_text=_("文章、数字、留言存到哪台电脑、哪个柜子，谁管。"),
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["go_to"].choices = [("", _("没有")), *accounts]  # type: ignore[attr-defined] # as above

    def clean(self) -> dict[str, Any]:
        """Followers who are to go somewhere must be able to read where."""
        cleaned = super().clean() or {}
        listed = dict(self.fields["go_to"].choices)  # type: ignore[attr-defined] # as above
        to = cleaned.get("go_to_name") or (listed[cleaned["go_to"]] if cleaned.get("go_to") else "")
        if to and cleaned.get("text") and str(to) not in cleaned["text"]:
            self.add_error("text", _("公告里还没写请大家去“%(to)s”，加上这一句。") % {"to": to})
        return cleaned
