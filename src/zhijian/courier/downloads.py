"""Files that WeChat names by address: pictures of articles, films. Fetched from WeChat's own hosts only."""

from typing import Final
from urllib.parse import urlsplit

import httpx

from zhijian.foundation.accounts import hosts
from zhijian.wechat.errors import TransportFailed

MOST_BYTES: Final = 20 * 1024 * 1024
_SECONDS: Final = 30.0
# Where WeChat keeps pictures and films of accounts, as its answers show. [U]
STORAGE_HOSTS: Final = (".qpic.cn", ".qlogo.cn", ".weixin.qq.com", ".video.qq.com", ".wx.qq.com")


def is_allowed(url: str, *, api_base: str) -> bool:
    """WeChat's hosts over https; this machine only for an account whose API is here too: the sandbox's."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if hosts.is_this_machine(host):
        return hosts.is_this_machine(urlsplit(api_base).hostname or "")
    return parts.scheme == "https" and f".{host}".endswith(STORAGE_HOSTS)


async def download(url: str, *, api_base: str) -> bytes:
    """The file. Follows no redirect. Raises `TransportFailed`, also for what is too large or not allowed."""
    if url.startswith("http://") and not is_allowed(url, api_base=api_base):
        url = f"https://{url.removeprefix('http://')}"  # its older answers name pictures so
    if not is_allowed(url, api_base=api_base):
        raise TransportFailed("a file at a host that is not WeChat's", may_have_arrived=False)
    body = bytearray()
    try:
        async with (
            httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=_SECONDS) as http,
            http.stream("GET", url) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise TransportFailed(f"a file: HTTP {response.status_code}")
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise TransportFailed("a file larger than WeChat's own limit")
    except (httpx.HTTPError, httpx.InvalidURL) as failed:
        raise TransportFailed(f"a file: {type(failed).__name__}") from None
    return bytes(body)
