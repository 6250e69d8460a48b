"""Proving who one is: what the pages that ask for it share."""

import struct
from typing import Any, cast

from allauth.mfa.base.internal.flows import post_authentication
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


def asks_for_options(request: HttpRequest) -> bool:
    """The behaviour `passkey.js` asks a page's own address for what the browser must sign."""
    return request.method == "GET" and request.headers.get("Accept", "") == "application/json"


def went_on(response: Any) -> HttpResponse:
    """allauth's answer, which leads to the next page; allauth has no types."""
    return cast("HttpResponse", response)


def is_good(form: Any) -> bool:
    """Whether the form proves something. allauth trusts a credential's shape; what comes may be anything."""
    try:
        return bool(form.is_valid())
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, struct.error):
        form.add_error("credential", form.fields["credential"].error_messages["invalid"])
        return False


def note_factor(request: HttpRequest, form: Any, *, again: bool) -> None:
    """The session remembers with what he proved who he is, and when."""
    authenticator = form.cleaned_data.get("credential") or form.authenticator
    post_authentication(request, authenticator, reauthenticated=again)


def in_our_words(form: Any) -> Any:
    """allauth's form; an empty field is named as the house does."""
    if "code" in form.fields:
        form.fields["code"].error_messages["required"] = _("写上 6 位验证码，或者一个备用码。")
    if "credential" in form.fields:
        form.fields["credential"].error_messages["required"] = _("这台设备没有给出通行密钥，请再试一次。")
        form.fields["credential"].error_messages["invalid"] = _("这台设备没有给出通行密钥，请再试一次。")
    return form
