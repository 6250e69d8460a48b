"""Which hosts may be called at all: WeChat's own, this machine (the sandbox), and those the operator named.

Whoever can edit an account must not be able to send its secret, or a request from inside the house, anywhere.
"""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

# The general address and its stand-ins in other places (developers.weixin.qq.com, 接口域名说明). [U]
OFFICIAL: Final = frozenset(
    {
        "api.weixin.qq.com",
        "api2.weixin.qq.com",
        "sh.api.weixin.qq.com",
        "sz.api.weixin.qq.com",
        "hk.api.weixin.qq.com",
    }
)


def is_listed(url: str) -> bool:
    """Whether a request to this address may leave. WeChat's own hosts are called over https only."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if host in OFFICIAL:
        return parts.scheme == "https"
    return parts.scheme in ("http", "https") and (is_this_machine(host) or host in settings.ZHIJIAN_API_HOSTS)


def why_not(url: str) -> str:
    """What to tell whoever chose an address that is not listed."""
    host = host_of(url)
    if host in OFFICIAL:
        return f"{host} is called over https only"
    return f"{host} is not WeChat's; if calls should go through it, name it in ZHIJIAN_API_HOSTS"


def host_of(url: str) -> str:
    """The host to name in a sentence about this address."""
    return urlsplit(url).hostname or url


def is_this_machine(host: str) -> bool:
    """Whether a host, by name or address, is never anywhere but here."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
