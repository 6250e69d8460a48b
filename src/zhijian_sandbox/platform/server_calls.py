"""The platform's own addresses, and the check of the account's callback address."""

import asyncio
import socket
import time
from urllib.parse import urlsplit

from zhijian_sandbox.platform.call import Call, Endpoint, Fields
from zhijian_sandbox.platform.errors import PlatformError

_OPERATORS = ("CHINANET", "UNICOM", "CAP", "DEFAULT")
_PATIENCE_SECONDS = 3


def callback_ips(_call: Call) -> Fields:
    """Callbacks come from this machine."""
    return {"ip_list": ["127.0.0.1", "::1"]}


async def check_callback(call: Call) -> Fields:
    """Resolve the callback's host and knock at its port, as the platform does; nothing is sent."""
    fields = call.fields()
    action, operator = fields.get("action"), fields.get("check_operator")
    if action not in ("dns", "ping", "all"):
        raise PlatformError(40202)
    if operator not in _OPERATORS:
        raise PlatformError(40203)
    url = urlsplit(call.app.settings.callback_url)
    port = url.port or (443 if url.scheme == "https" else 80)
    addresses = await _resolve(url.hostname or "", port)
    answer: Fields = {}
    if action != "ping":
        answer["dns"] = [{"ip": ip, "real_operator": operator} for ip in addresses]
    if action != "dns":
        answer["ping"] = [await _knock(ip, port, operator) for ip in addresses]
    return answer


async def _resolve(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        return []
    return list(dict.fromkeys(str(address[4][0]) for address in found))


async def _knock(ip: str, port: int, operator: str) -> dict[str, str]:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            _, writer = await asyncio.open_connection(ip, port)
    except (OSError, TimeoutError):
        return {"ip": ip, "from_operator": operator, "package_loss": "100%", "time": ""}
    writer.close()
    taken = f"{(time.perf_counter() - began) * 1000:.3f}ms"
    return {"ip": ip, "from_operator": operator, "package_loss": "0%", "time": taken}


ENDPOINTS = (
    Endpoint("GET", "/cgi-bin/getcallbackip", callback_ips),
    Endpoint("GET", "/cgi-bin/get_api_domain_ip", callback_ips),
    Endpoint("POST", "/cgi-bin/callback/check", check_callback),
)
