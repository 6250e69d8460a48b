"""Judging what a page handed to the platform's script: as the platform's own debugging page does."""

from typing import Any
from urllib.parse import urlsplit

from zhijian.wechat import jssdk
from zhijian_sandbox import links
from zhijian_sandbox.acts import given
from zhijian_sandbox.platform import ticket_calls
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.store import Store


def judge(store: Store, app: App, data: dict[str, Any], *, now: float) -> dict[str, Any]:
    """`ok`, the signature it should be, and in words what is wrong."""
    url = given.text(data, "url", least=1, most=4000)
    noncestr = given.text(data, "noncestr", least=1, most=200)
    timestamp = given.whole(data, "timestamp", least=0, most=10**12, default=0)
    signature = given.text(data, "signature", least=1, most=100)
    ticket, _left = ticket_calls.living(store, app.appid, kind="jsapi", now=now)
    expected = jssdk.signature(ticket=ticket, nonce=noncestr, timestamp=timestamp, url=url) if ticket else ""
    problems = []
    if not ticket:
        problems.append("没有有效的 jsapi_ticket：先用 getticket 取一个")
    elif signature != expected:
        problems.append("签名不对：四项的次序、原样的值、不带 # 后面的地址")
    if "#" in url:
        problems.append("签名用的地址不要带 # 和后面的部分")
    host = urlsplit(url).hostname or ""
    domains = app.settings.js_domains
    if domains and host not in domains and not links.is_this_machine(host):
        problems.append("页面的域名不在 JS 接口安全域名里")
    return {"ok": not problems, "signature": expected, "problems": problems}
