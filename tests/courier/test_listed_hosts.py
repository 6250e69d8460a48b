"""I13: requests leave for listed hosts only, and no redirect leads elsewhere."""

import httpx
import pytest
from pytest_django import Settings

from zhijian.courier.clients import open_client
from zhijian.courier.listed import OnlyListed
from zhijian.foundation.accounts.queries import Credentials
from zhijian.wechat.errors import TransportFailed


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        ("https://api.weixin.qq.com/cgi-bin/token", True),
        ("https://hk.api.weixin.qq.com/cgi-bin/token", True),
        ("http://127.0.0.1:8001/cgi-bin/token", True),
        ("http://[::1]:8001/cgi-bin/token", True),
        ("http://phone-1.localhost:8001/", True),
        ("http://proxy.example/cgi-bin/token", True),
        ("http://api.weixin.qq.com/cgi-bin/token", False),
        ("https://api.weixin.qq.com.evil.example/cgi-bin/token", False),
        ("https://api.weixin.qq.com@evil.example/cgi-bin/token", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("http://10.0.0.7/cgi-bin/token", False),
        ("https://sub.proxy.example/", False),
    ],
)
async def test_only_listed_hosts_are_called(settings: Settings, url: str, leaves: bool) -> None:
    settings.ZHIJIAN_API_HOSTS = frozenset({"proxy.example"})
    called: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        called.append(str(request.url))
        return httpx.Response(200)

    async with httpx.AsyncClient(transport=OnlyListed(httpx.MockTransport(answer))) as http:
        try:
            await http.get(url)
        except httpx.UnsupportedProtocol:
            assert not leaves

    assert called == ([url] if leaves else [])


@pytest.mark.django_db(transaction=True)
async def test_an_account_with_an_unlisted_host_is_not_called_there() -> None:
    credentials = Credentials(1, "wxcourier00000001", "not-a-real-secret-0001", "https://somewhere.invalid")

    async with open_client(credentials) as client:
        with pytest.raises(TransportFailed, match="UnsupportedProtocol"):
            await client.stable_token()
