"""Signed links given in chat: who taps one has shown that he reads this follower's chat.

For accounts that WeChat gives no sign-in by OAuth. The token is sealed, so that no openid stands in a URL;
it is good for half an hour, and belongs to the phone that opens it first. WeChat itself fetches links to
look at them: open the page with a button on it, and let the button (a POST) call `open_link`.
"""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import Final

from django.conf import settings
from django.db import transaction

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.errors import LinkBroken, LinkOfAnotherPhone, LinkTooOld
from zhijian.foundation.followers.models import Follower, OpenedLink
from zhijian.foundation.vault.sealing import CannotOpen, seal, unseal

LASTS_SECONDS: Final = 1800
PATH: Final = "/m/in/"  # the portal's page for such links; the token follows
_PLACE: Final = "followers.sign_in_link"
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Opened:
    """Who came in by a link, and where he wanted to go: a word the portal knows."""

    follower: Follower
    to: str


def sign_in_link(
    account: Account | int, openid: str, *, to: str = "home", clock: Callable[[], float] = time.time
) -> str:
    """The whole address. Writes nothing and reads nothing, so that a gateway may give it while answering.

    `account` may be its number, which is all a gateway has.
    """
    number = account if isinstance(account, int) else account.pk
    said = [number, openid, to, int(clock()), token_hex(4)]
    token = urlsafe_b64encode(seal(json.dumps(said), place=_PLACE))
    return f"{settings.ZHIJIAN_PUBLIC_URL}{PATH}{token.decode().rstrip('=')}/"


@transaction.atomic
def open_link(token: str, *, browser: str, clock: Callable[[], float] = time.time) -> Opened:
    """Whom the link lets in. `browser` is the portal's secret in this browser's cookie.

    The same browser may open it again while it is good. Raises `LinkBroken`, `LinkTooOld`,
    `LinkOfAnotherPhone`.
    """
    account_id, openid, to, made_at = _read(token)
    if not 0 <= clock() - made_at + 60 <= LASTS_SECONDS + 60:
        raise LinkTooOld
    follower = Follower.objects.filter(account=account_id, openid=openid).select_related("account").first()
    if follower is None:
        raise LinkBroken
    browser_hash = sha256(browser.encode()).digest()
    opened, _ = OpenedLink.objects.get_or_create(
        token_hash=sha256(token.encode()).digest(), defaults={"browser_hash": browser_hash}
    )
    if bytes(opened.browser_hash) != browser_hash:
        raise LinkOfAnotherPhone
    return Opened(follower, to)


def _read(token: str) -> tuple[int, str, str, int]:
    try:
        if len(token) > _LONGEST:
            raise LinkBroken
        sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        account_id, openid, to, made_at, _nonce = json.loads(unseal(sealed, place=_PLACE))
        return int(account_id), str(openid), str(to), int(made_at)
    except (CannotOpen, ValueError) as error:
        raise LinkBroken from error
