"""The sample account and the sandbox, introduced to each other over the wire."""

import time
from collections.abc import Callable
from typing import Any

import httpx
from django.conf import settings

from zhijian.config.sample import SLUG, content
from zhijian.config.sample.caring import hang_posters
from zhijian.config.sample.following import DAYS, crowd_of
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.outbox import services as outbox

_PATIENCE_SECONDS = 30.0


def point_sample_at_sandbox() -> None:
    """The sandbox may have moved to another port since the sample was loaded."""
    for account in Account.objects.filter(is_sample=True).exclude(api_base=settings.ZHIJIAN_SANDBOX_URL):
        accounts.change_account(account, actor="demo", api_base=settings.ZHIJIAN_SANDBOX_URL)


def introduce(*, product: str, sandbox: str, go_on: Callable[[], bool]) -> bool:
    """Register the sample's accounts, their two phones and the crowd, once both answer. False: too late, or
    stopped."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and go_on():
        try:
            with httpx.Client(timeout=5, trust_env=False) as http:
                http.get(f"{product}/healthz").raise_for_status()
                for account in _sample_accounts():
                    _register(http, sandbox, account, callback_url=f"{product}/wechat/{account.slug}")
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return True
    return False


def _sample_accounts() -> list[Account]:
    """The town's own first: phones list them in the order in which the sandbox came to know them."""
    found = Account.objects.filter(is_sample=True, closed_at=None)
    return sorted(found, key=lambda account: (account.slug != SLUG, account.pk))


def _register(http: httpx.Client, sandbox: str, account: Account, *, callback_url: str) -> None:
    _post(
        http,
        f"{sandbox}/_sandbox/apps",
        appid=account.appid,
        secret=account.secret.reveal(),
        token=account.token.reveal(),
        aes_key=account.aes_key.reveal(),
        mode=account.mode,
        callback_url=callback_url,
        kind=account.kind,
        verified=account.is_verified and account.slug != content.LOST,  # it ran out, and WeChat knows
        gh_id=account.gh_id,
        name=account.name,
    )
    people = f"{sandbox}/_sandbox/followers"
    if account.slug == SLUG:
        for follower in content.FOLLOWERS:
            _post(http, people, appid=account.appid, follows=True, **follower)
    if account.slug in DAYS:
        _post(
            http,
            people,
            appid=account.appid,
            follows=True,
            over_days=DAYS[account.slug],
            people=_crowd(account.slug),
        )
    if not account.menu:
        return
    hang_posters(account)
    # Only now: a letter posted before the sandbox knows the account would be refused, for good.
    outbox.post(
        account_id=account.pk, kind="menu", body={"button": account.menu}, key=f"menu:{account.pk}:first"
    )


def _crowd(slug: str) -> list[dict[str, str]]:
    """Everybody but those whose phones lie on the desk."""
    on_desk = {follower["openid"] for follower in content.FOLLOWERS}
    return [
        {"openid": one.openid, "name": one.name, "note": one.note, "platform": one.platform}
        for one in crowd_of(slug)
        if one.openid not in on_desk
    ]


def _post(http: httpx.Client, url: str, **body: Any) -> None:
    answer = http.post(url, json=body)
    if answer.status_code != httpx.codes.CONFLICT:  # it is there already
        answer.raise_for_status()
