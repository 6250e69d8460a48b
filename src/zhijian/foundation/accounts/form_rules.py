"""The form of an account's values. Only form: whether WeChat accepts them is asked by `accounts check`."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from zhijian.foundation.accounts.errors import AccountRefused
from zhijian.foundation.accounts.kinds import Kind, Mode

_RULES: dict[str, tuple[re.Pattern[str], str]] = {
    "slug": (re.compile(r"[a-z0-9][a-z0-9-]{0,39}"), "1 to 40 of a-z, 0-9 and -, not beginning with -"),
    "appid": (re.compile(r"[A-Za-z0-9_-]{4,64}"), "4 to 64 letters, digits, _ or - (WeChat: wx and 16 more)"),
    "gh_id": (re.compile(r"gh_[A-Za-z0-9_-]{1,60}"), "the original id, which begins with gh_"),
    "secret": (re.compile(r"[!-~]{8,128}"), "8 to 128 visible characters without spaces (WeChat: 32)"),
    "token": (re.compile(r"[A-Za-z0-9]{3,32}"), "3 to 32 letters and digits"),
    "aes_key": (re.compile(r"[A-Za-z0-9]{43}"), "exactly 43 letters and digits"),
    "previous_aes_key": (re.compile(r"([A-Za-z0-9]{43})?"), "exactly 43 letters and digits, or nothing"),
}

DEFAULT_REPLY_BYTES = 2048  # one text message; protocol.md 4, marked unverified there


def check(values: Mapping[str, object]) -> None:
    """Raise `AccountRefused` for the first value of bad form. Values not given are not looked at.

    The refused value itself is never part of the message: it may be a secret typed into the wrong field.
    """
    for field, value in values.items():
        if field in _RULES:
            pattern, rule = _RULES[field]
            if not pattern.fullmatch(str(value)):
                raise AccountRefused(field, rule)
        elif field in _CHECKS:
            _CHECKS[field](value)


def _check_name(value: object) -> None:
    if not 1 <= len(str(value).strip()) <= 60:
        raise AccountRefused("name", "1 to 60 characters")


def _check_kind(value: object) -> None:
    if value not in Kind.values:
        raise AccountRefused("kind", "subscription or service")


def _check_mode(value: object) -> None:
    if value not in Mode.values:
        raise AccountRefused("mode", "safe, compatible or plain")


def _check_api_base(value: object) -> None:
    try:
        parts = urlsplit(str(value))
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query
        _ = parts.port
    except ValueError:
        fine = False
    if not fine:
        raise AccountRefused("api_base", "an http or https address without a query")


def _check_default_reply(value: object) -> None:
    if len(str(value).encode()) > DEFAULT_REPLY_BYTES:
        raise AccountRefused("default_reply", f"at most {DEFAULT_REPLY_BYTES} bytes of UTF-8")


_CHECKS: dict[str, Callable[[object], None]] = {
    "name": _check_name,
    "kind": _check_kind,
    "mode": _check_mode,
    "api_base": _check_api_base,
    "default_reply": _check_default_reply,
}
