"""The form of an account's values. Only form: whether WeChat accepts them is asked by `accounts check`."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from zhijian.foundation.accounts.errors import AccountRefused
from zhijian.foundation.accounts.kinds import Kind, Mode
from zhijian.wechat import credentials
from zhijian.wechat.credentials import CredentialError
from zhijian.wechat.replies import MAX_TEXT_BYTES

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
DEFAULT_REPLY_BYTES = MAX_TEXT_BYTES  # it goes out as one text


def check(values: Mapping[str, object]) -> None:
    """Raise `AccountRefused` for the first value of bad form. Values not given are not looked at.

    The refused value itself is never part of the message: it may be a secret typed into the wrong field.
    """
    for field, value in values.items():
        if field in _CHECKS:
            try:
                _CHECKS[field](str(value))
            except CredentialError as error:
                raise AccountRefused(field, error.explanation) from None


def _check_slug(value: str) -> None:
    if not _SLUG.fullmatch(value) or value == "new":  # which is the address for adding one
        raise AccountRefused("slug", "1 to 40 of a-z, 0-9 and -, not beginning with -")


def _check_name(value: str) -> None:
    if not 1 <= len(value.strip()) <= 60:
        raise AccountRefused("name", "1 to 60 characters")


def _check_kind(value: str) -> None:
    if value not in Kind.values:
        raise AccountRefused("kind", "subscription or service")


def _check_mode(value: str) -> None:
    if value not in Mode.values:
        raise AccountRefused("mode", "safe, compatible or plain")


def _check_api_base(value: str) -> None:
    try:
        parts = urlsplit(value)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query
        _ = parts.port
    except ValueError:
        fine = False
    if not fine:
        raise AccountRefused("api_base", "an http or https address without a query")


def _check_default_reply(value: str) -> None:
    if len(value.encode()) > DEFAULT_REPLY_BYTES:
        raise AccountRefused("default_reply", f"at most {DEFAULT_REPLY_BYTES} bytes of UTF-8")


_CHECKS: dict[str, Callable[[str], None]] = {
    "slug": _check_slug,
    "appid": credentials.check_appid,
    "gh_id": credentials.check_gh_id,
    "secret": credentials.check_secret,
    "token": credentials.check_token,
    "aes_key": credentials.check_aes_key,
    "name": _check_name,
    "kind": _check_kind,
    "mode": _check_mode,
    "api_base": _check_api_base,
    "default_reply": _check_default_reply,
}
