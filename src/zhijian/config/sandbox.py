"""Introducing an account to the sandbox on this machine: what a person would carry to WeChat's back end."""

from typing import Any

import httpx
from django.conf import settings

from zhijian.config.troubles import Trouble
from zhijian.foundation.accounts import hosts
from zhijian.foundation.accounts.models import Account

_PATIENCE_SECONDS = 10.0


def introduce(account: Account) -> str:
    """Register the account there and have it knock at our door; says how that went.

    Secrets go to this machine only: an account that calls anywhere else is refused.
    """
    sandbox = account.api_base.rstrip("/")
    if not hosts.is_this_machine(hosts.host_of(sandbox)):
        raise Trouble(f"{account.slug} calls {sandbox}, which is no sandbox on this machine")
    try:
        with httpx.Client(base_url=sandbox, timeout=_PATIENCE_SECONDS, trust_env=False) as http:
            _register(http, account)
            knock = http.post(f"/_sandbox/apps/{account.appid}/check").raise_for_status().json()
    except httpx.HTTPStatusError as refused:
        raise Trouble(f"the sandbox refused: {_reason(refused.response)}") from refused
    except httpx.HTTPError as failed:
        raise Trouble(f"{sandbox} does not answer; is the sandbox running? (zhijian sandbox)") from failed
    if not knock.get("ok"):
        raise Trouble(f"registered, but our callback address did not answer: {knock.get('reason', '')}")
    return f"{account.slug} is registered at {sandbox}; it knocked and was answered"


def _register(http: httpx.Client, account: Account) -> None:
    values: dict[str, Any] = {
        "appid": account.appid,
        "secret": account.secret.reveal(),
        "token": account.token.reveal(),
        "aes_key": account.aes_key.reveal(),
        "mode": account.mode,
        "callback_url": f"{settings.ZHIJIAN_PUBLIC_URL}/wechat/{account.slug}",
        "kind": account.kind,
        "verified": account.is_verified,
        "gh_id": account.gh_id,
        "name": account.name,
    }
    known = http.get(f"/_sandbox/apps/{account.appid}").status_code == httpx.codes.OK
    if known:
        http.patch(f"/_sandbox/apps/{account.appid}", json=values).raise_for_status()
    else:
        http.post("/_sandbox/apps", json=values).raise_for_status()


def _reason(answer: httpx.Response) -> str:
    """The sandbox says in a sentence what it does not take; nothing of ours is repeated."""
    try:
        return str(answer.json().get("error", answer.status_code))
    except ValueError:
        return str(answer.status_code)
