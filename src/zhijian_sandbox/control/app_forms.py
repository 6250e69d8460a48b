"""Reading a registration: form only, nothing is contacted."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from zhijian.wechat import credentials
from zhijian_sandbox import identifiers
from zhijian_sandbox.acts import given
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state.apps import DEFAULT_ALLOWED_IPS, App, Settings

_MODES = ("safe", "compatible", "plain")
_KINDS = ("service", "subscription")


def read_appid(data: dict[str, Any]) -> str:
    appid = given.text(data, "appid", least=1, most=64)
    _check(credentials.check_appid, appid, "appid", "4 到 64 个字母、数字、-、_，不是 gh_ 开头的原始 ID")
    return appid


def read_gh_id(data: dict[str, Any], *, appid: str) -> str:
    gh_id = given.text(data, "gh_id", most=64) or identifiers.gh_id(appid)
    _check(credentials.check_gh_id, gh_id, "gh_id", "gh_ 开头，后面是字母、数字、-、_")
    return gh_id


def read_settings(data: dict[str, Any], *, appid: str) -> Settings:
    """Everything but the names. `Refusal` names the field and its rule."""
    mode = _choice(data, "mode", _MODES)
    secret = given.text(data, "secret", most=128)
    _check(credentials.check_secret, secret, "secret", "1 到 128 个可见字符，没有空格")
    token = given.text(data, "token", most=64)
    _check(credentials.check_token, token, "token", "3 到 32 个字母或数字")
    aes_key = given.text(data, "aes_key", most=64)
    if aes_key or mode != "plain":
        _check(credentials.check_aes_key, aes_key, "aes_key", "43 个字母或数字")
    return Settings(
        secret=secret,
        token=token,
        aes_key=aes_key,
        mode=mode,
        callback_url=_callback_url(data),
        kind=_choice(data, "kind", _KINDS),
        verified=given.flag(data, "verified", default=True),
        name=given.text(data, "name", most=60) or appid,
        allowed_ips=_allowed_ips(data),
        quotas=_limits(data, "quotas"),
        rates=_limits(data, "rates"),
        server_enabled=given.flag(data, "server_enabled", default=True),
        comments=given.flag(data, "comments", default=True),
        oauth_domains=_domains(data, "oauth_domains"),
        js_domains=_domains(data, "js_domains"),
    )


def as_data(app: App) -> dict[str, Any]:
    """What could have been sent to register it: for changing some of it."""
    settings = app.settings
    return {
        "appid": app.appid,
        "secret": settings.secret,
        "token": settings.token,
        "aes_key": settings.aes_key,
        "mode": settings.mode,
        "callback_url": settings.callback_url,
        "kind": settings.kind,
        "verified": settings.verified,
        "gh_id": app.gh_id,
        "name": settings.name,
        "allowed_ips": list(settings.allowed_ips),
        "quotas": settings.quotas,
        "rates": settings.rates,
        "server_enabled": settings.server_enabled,
        "comments": settings.comments,
        "oauth_domains": list(settings.oauth_domains),
        "js_domains": list(settings.js_domains),
    }


def _check(rule: Any, value: str, field: str, sentence: str) -> None:
    try:
        rule(value)
    except credentials.CredentialError as problem:
        raise Refusal(f"{field}：{sentence}", field=field) from problem


def _choice(data: dict[str, Any], field: str, choices: tuple[str, ...]) -> str:
    value = given.text(data, field, default=choices[0])
    if value not in choices:
        raise Refusal(f"{field} 是 {'、'.join(choices)} 之一", field=field)
    return value


def _callback_url(data: dict[str, Any]) -> str:
    url = given.text(data, "callback_url", least=1, most=2000)
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named or not url.isprintable() or " " in url:
        raise Refusal("callback_url 是 http:// 或 https:// 开头的地址", field="callback_url")
    return url


def _allowed_ips(data: dict[str, Any]) -> tuple[str, ...]:
    value = data.get("allowed_ips")
    if value is None:
        return DEFAULT_ALLOWED_IPS
    if not isinstance(value, list) or len(value) > 200:
        raise Refusal("allowed_ips 是 IP 或网段的列表", field="allowed_ips")
    for one in value:
        try:
            ipaddress.ip_network(one if isinstance(one, str) else "", strict=False)
        except ValueError as problem:
            raise Refusal("allowed_ips 是 IP 或网段的列表", field="allowed_ips") from problem
    return tuple(value)


def _domains(data: dict[str, Any], field: str) -> tuple[str, ...]:
    value = data.get(field) or []
    if not isinstance(value, list) or len(value) > 20 or not all(isinstance(one, str) for one in value):
        raise Refusal(f"{field} 是域名的列表", field=field)
    return tuple(one.lower() for one in value)


def _limits(data: dict[str, Any], field: str) -> dict[str, int]:
    value = data.get(field)
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(type(n) is int and 0 <= n < 2**53 for n in value.values()):
        raise Refusal(f'{field} 写成 {{"/cgi-bin/user/get": 3}}', field=field)
    return value
