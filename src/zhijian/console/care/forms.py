"""What may be said about how somebody is reached, and to whom people are handed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijian.console.org.forms import Plain
from zhijian.rooms.reach.queries.care import Cared
from zhijian.rooms.reach.states import How, Reason, Standing

# One choice says standing and detail together: nobody chooses twice.
NOT_YET: Final = [(f"not_yet:{reason.value}", reason.label) for reason in Reason]
OTHERWISE: Final = [(f"otherwise:{how.value}", how.label) for how in How]
SAID: Final = [("follows:", _("他说已经关注了")), ("declined:", _("他说不想关注"))]


class StandingForm(Plain):
    said = forms.ChoiceField(
        choices=[*NOT_YET, *OTHERWISE, *SAID],
        error_messages={"required": _("选一种。"), "invalid_choice": _("选一种。")},
    )
    note = forms.CharField(
        label=_("补一句"),
        max_length=100,
        required=False,
        help_text=_("像“老人机，听得清电话”。去看望的人也看不到这一句。"),
    )

    @classmethod
    def about(cls, one: Cared) -> "StandingForm":
        """As it was last said; a binding is nothing anybody says."""
        standing = one.word.standing if one.word else Standing.NOT_YET.value
        detail = (one.word.reason or one.word.how) if one.word else Reason.UNKNOWN.value
        if standing == Standing.NOT_YET and not detail:
            detail = Reason.UNKNOWN.value
        return cls(initial={"said": f"{standing}:{detail}", "note": one.note})

    @property
    def chosen(self) -> str:
        return str(self["said"].value() or "")

    @property
    def given(self) -> dict[str, Any]:
        """As the service takes it."""
        standing, _colon, detail = self.cleaned_data["said"].partition(":")
        return {
            "standing": Standing(standing),
            "reason": Reason(detail) if standing == Standing.NOT_YET else None,
            "how": How(detail) if standing == Standing.OTHERWISE else None,
            "note": self.cleaned_data["note"],
        }


class SheetForm(Plain):
    """A list to take along: why, and whether with the whole numbers."""

    why = forms.CharField(
        label=_("做什么用"),
        max_length=200,
        error_messages={"required": _("写一句做什么用，会记进操作记录。")},
        help_text=_("谁、什么时候、拿走了几个人、做什么用，都记在操作记录里。"),
    )
    numbers = forms.BooleanField(
        label=_("要完整的手机号（一次最多 30 人，每个号码都会记下您看过）"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
