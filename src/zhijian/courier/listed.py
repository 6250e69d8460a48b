"""The last gate before the network: requests to hosts that are not listed do not leave."""

import httpx

from zhijian.foundation.accounts import hosts


class OnlyListed(httpx.AsyncBaseTransport):
    """Hands requests to listed hosts on to `inner`; for any other raises `httpx.UnsupportedProtocol`."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not hosts.is_listed(str(request.url)):
            raise httpx.UnsupportedProtocol("the host is not listed")
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()
