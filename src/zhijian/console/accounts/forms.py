"""What one types about an account. Form only: whether WeChat accepts it is asked by the checks."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.accounts import hosts
from zhijian.foundation.accounts.errors import AccountRefused, AccountTaken
from zhijian.foundation.accounts.kinds import Kind, Mode
from zhijian.foundation.accounts.models import OFFICIAL_API, Account

WECHAT, SANDBOX = "wechat", "sandbox"
_SANDBOX_API: Final = "http://localhost:8001"

_RULES: Final = {
    "name": gettext_lazy("写上名称，60 个字以内。"),
    "slug": gettext_lazy("1 到 40 个小写字母、数字或短横，短横不能打头。"),
    "appid": gettext_lazy("AppID 是 wx 开头的一串字母和数字；gh_ 开头的是原始 ID，填到下面。"),
    "gh_id": gettext_lazy("原始 ID 是 gh_ 开头的一串字母和数字。"),
    "secret": gettext_lazy("AppSecret 是一串字母和数字，中间没有空格。"),
    "api_base": gettext_lazy("写 http:// 或 https:// 开头的地址。"),
    "mode": gettext_lazy("明文模式要写明缘由。"),
}


class BasicsForm(forms.Form):
    """Name, kind and ids. What the service refuses is put beside its field by `refuse`."""

    name = forms.CharField(max_length=60, strip=True, error_messages={"required": _RULES["name"]})
    kind = forms.ChoiceField(
        choices=Kind.choices, error_messages={"required": gettext_lazy("选一种。")}, initial=Kind.SERVICE
    )
    is_verified = forms.ChoiceField(
        choices=[("yes", gettext_lazy("已认证")), ("no", gettext_lazy("没有认证"))], initial="no"
    )
    verified_until = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("写成 2027-03-14 这样。")}
    )
    appid = forms.CharField(strip=True, error_messages={"required": _RULES["appid"]})
    gh_id = forms.CharField(strip=True, error_messages={"required": _RULES["gh_id"]})
    where = forms.ChoiceField(
        choices=[(WECHAT, gettext_lazy("微信")), (SANDBOX, gettext_lazy("模拟聊天"))], initial=WECHAT
    )
    api_base = forms.CharField(required=False, strip=True)

    def clean_is_verified(self) -> bool:
        return bool(self.cleaned_data["is_verified"] == "yes")

    def clean(self) -> dict[str, Any]:
        """The address of the API: WeChat's own, or one that may be called at all."""
        cleaned = super().clean() or {}
        if cleaned.get("where") == WECHAT:
            cleaned["api_base"] = OFFICIAL_API
        elif not hosts.is_listed(cleaned.get("api_base") or ""):
            self.add_error("api_base", _("这个地址不许去。模拟聊天在本机，写 http://localhost:8001 这样。"))
        if not cleaned.get("is_verified"):
            cleaned["verified_until"] = None
        return cleaned

    def values(self) -> dict[str, Any]:
        """For the service, once valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "where"}

    def refuse(self, refused: AccountRefused) -> None:
        field = refused.field if refused.field in self.fields else None
        if isinstance(refused, AccountTaken):
            self.add_error(field, _("别的账号已经用了它。"))
        else:
            self.add_error(field, _RULES.get(refused.field, str(refused)))


class NewAccountForm(BasicsForm):
    secret = forms.CharField(strip=True, error_messages={"required": _RULES["secret"]})
    slug = forms.CharField(required=False, strip=True)


class SecretForm(forms.Form):
    secret = forms.CharField(strip=True, error_messages={"required": _RULES["secret"]})

    def refuse(self, refused: AccountRefused) -> None:
        self.add_error("secret", _RULES["secret"])


class ModeForm(forms.Form):
    mode = forms.ChoiceField(choices=Mode.choices)
    plain_reason = forms.CharField(required=False, strip=True, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("mode") != Mode.PLAIN:
            cleaned["plain_reason"] = ""
        elif not cleaned.get("plain_reason"):
            self.add_error("plain_reason", _("写上为什么非用明文不可，以后查得到。"))
        return cleaned


def on_file(account: Account) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {
        "name": account.name,
        "kind": account.kind,
        "is_verified": "yes" if account.is_verified else "no",
        "verified_until": account.verified_until,
        "appid": account.appid,
        "gh_id": account.gh_id,
        "where": WECHAT if account.api_base == OFFICIAL_API else SANDBOX,
        "api_base": account.api_base if account.api_base != OFFICIAL_API else sandbox_api(),
    }


def sandbox_api() -> str:
    """Where the sandbox of this desk is, as far as we were told."""
    return settings.ZHIJIAN_SANDBOX_URL or _SANDBOX_API
