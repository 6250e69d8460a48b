"""The platform's API for one account, asynchronous. Only the courier calls it.

    async with Client(appid=..., secret=...) as client:
        await client.customer_service.send(openid, customer_service.Text("您好"))

Every method either returns a typed answer or raises a `zhijian.wechat.errors.CallFailed`.
"""

from zhijian.wechat.client.client import Client, Patience
from zhijian.wechat.client.tokens import AccessToken, StableTokens, TokenSource

__all__ = ["AccessToken", "Client", "Patience", "StableTokens", "TokenSource"]
