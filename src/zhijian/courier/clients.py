"""One client an account, opened when first needed and again when its credentials change."""

import httpx
from asgiref.sync import sync_to_async

from zhijian.courier.listed import OnlyListed
from zhijian.courier.tokens import SharedTokens
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.accounts.queries import Credentials
from zhijian.wechat.client import Client
from zhijian.wechat.client.client import Patience

# No pauses: the outbox does the waiting, and a letter outlives this process.
PATIENCE = Patience(silence_seconds=15.0, exchange_seconds=30.0, pauses_seconds=())


class Clients:
    """Holds no secret longer than its client does."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[Credentials, Client]] = {}

    async def of(self, account_id: int) -> Client:
        credentials = await sync_to_async(accounts.credentials_of)(account_id)
        known = self._open.get(account_id)
        if known and known[0] == credentials:
            return known[1]
        if known:
            await known[1].aclose()
        client = open_client(credentials)
        self._open[account_id] = (credentials, client)
        return client

    async def close(self) -> None:
        for _, client in self._open.values():
            await client.aclose()
        self._open.clear()


def open_client(credentials: Credentials) -> Client:
    """A client whose token is the one all processes share, and who calls listed hosts only."""

    async def fetch(*, force: bool) -> tuple[str, int]:
        token = await client.stable_token(force_refresh=force)
        return token.value, token.expires_in

    client = Client(
        appid=credentials.appid,
        secret=credentials.secret,
        base_url=credentials.api_base,
        tokens=SharedTokens(account_id=credentials.account_id, fetch=fetch),
        patience=PATIENCE,
        transport=OnlyListed(httpx.AsyncHTTPTransport()),
    )
    return client
