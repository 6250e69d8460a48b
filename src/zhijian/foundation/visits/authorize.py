"""Where WeChat tells an account who opened its page: the address a browser is sent to."""

from typing import Final
from urllib.parse import quote, urlsplit

from zhijian.foundation.accounts import hosts
from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.accounts.models import Account

PAGES: Final = "https://open.weixin.qq.com"


def gives_sign_in(account: Account) -> bool:
    """Verified service accounts only (protocol 9); WeChat's own word counts more than what was typed."""
    return account.kind == Kind.SERVICE and account.can_send


def pages_of(account: Account) -> str:
    """WeChat's pages stand on a host of their own; a sandbox's beside its API."""
    base = account.api_base.rstrip("/")
    return PAGES if (urlsplit(base).hostname or "") in hosts.OFFICIAL else base


def authorize_address(account: Account, *, back_to: str, state: str) -> str:
    """Asks nobody anything (snsapi_base): the openid is all we want. WeChat insists on this order."""
    return (
        f"{pages_of(account)}/connect/oauth2/authorize?appid={quote(account.appid, safe='')}"
        f"&redirect_uri={quote(back_to, safe='')}&response_type=code&scope=snsapi_base"
        f"&state={quote(state, safe='')}#wechat_redirect"
    )
