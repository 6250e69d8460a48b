"""`zhijian accounts check`: what WeChat says of an account, one question after the other."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import hosts
from zhijian.foundation.accounts import queries as accounts
from zhijian.wechat.client import Client
from zhijian.wechat.errors import CallFailed, IpNotAllowed, NotAuthorised, SecretRefused, TransportFailed


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    words: str
    is_fine: bool = True


def check_account(account_id: int) -> list[Finding]:
    """Asks until something refuses; every refusal says what to do."""
    return asyncio.run(_check(account_id))


async def _check(account_id: int) -> list[Finding]:
    credentials = await asyncio.to_thread(accounts.credentials_of, account_id)
    if not hosts.is_listed(credentials.api_base):
        return [Finding("address", hosts.why_not(credentials.api_base), is_fine=False)]
    async with open_client(credentials) as client:
        return [finding async for finding in _ask(client, credentials.api_base)]


async def _ask(client: Client, api_base: str) -> AsyncIterator[Finding]:
    try:
        await client.account.callback_ips()
        yield Finding("secret", "WeChat gave an access token and took it")
    except CallFailed as failed:
        yield _refusal("secret", failed, api_base)
        return
    yield await _callback(client, api_base)
    yield await _rights(client, api_base)


async def _callback(client: Client, api_base: str) -> Finding:
    try:
        check = await client.account.check_callback()
    except CallFailed as failed:
        return _refusal("callback", failed, api_base)
    reached = [ping for ping in check.ping if ping.package_loss == "0%"]
    words = f"{len(reached)} of {len(check.ping)} pings came through"
    return Finding("callback", words, is_fine=len(reached) == len(check.ping))


async def _rights(client: Client, api_base: str) -> Finding:
    try:
        await client.users.page()
    except NotAuthorised:
        return Finding("rights", "unverified: replies only; no messages, menu or media by interface")
    except CallFailed as failed:
        return _refusal("rights", failed, api_base)
    return Finding("rights", "verified: messages, menu and media by interface")


def _refusal(what: str, failed: CallFailed, api_base: str) -> Finding:
    if isinstance(failed, IpNotAllowed):
        words = f"put the address WeChat saw on the account's IP list: {failed.errmsg}"
    elif isinstance(failed, SecretRefused):
        words = f"AppID and AppSecret do not match; copy both anew (accounts set --secret). {failed}"
    elif isinstance(failed, TransportFailed):
        words = f"{api_base} does not answer; is the network open towards it? {failed}"
    else:
        words = str(failed)
    return Finding(what, words, is_fine=False)
