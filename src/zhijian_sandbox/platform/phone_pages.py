"""What the platform's own pages inside a phone share: how they look, and whose phone it is."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from zhijian_sandbox import links
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.state import followers
from zhijian_sandbox.state.followers import Follower

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; "
        # Where the answer leads is the account's own page, on any host.
        "form-action 'self' http: https:"
    ),
    "Cache-Control": "no-store",
    # Not "no-referrer": browsers would then post the answer with "Origin: null", which the guard refuses.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_STYLE = """
:root{color-scheme:light dark}
body{margin:0;background:#fff;color:#1a1a1a}
body{font:17px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
main{max-width:420px;margin:0 auto;padding:48px 24px;text-align:center}
h1{font-size:20px;font-weight:600;margin:0 0 8px}
p{color:#5c5c5c;margin:8px 0 24px}
.mark{width:64px;height:64px;border-radius:12px;margin-bottom:12px}
.you{display:flex;align-items:center;gap:12px;text-align:left;margin:24px 0;padding:14px 2px}
.you{border-top:1px solid #e5e5e5;border-bottom:1px solid #e5e5e5;color:inherit}
.you img{width:44px;height:44px;border-radius:6px}
.you b{display:block;font-weight:500}
.you small{color:#6b6b6b;font-size:14px}
button,a.choice{display:block;box-sizing:border-box;width:100%;min-height:48px;margin:12px 0}
button,a.choice{border:1px solid #c9c9c9;border-radius:8px;background:none;color:inherit;font:inherit}
button,a.choice{padding:10px}
a.choice{text-decoration:none}
button.yes{background:#067a46;border-color:#067a46;color:#fff}
@media (prefers-color-scheme:dark){
body{background:#191919;color:#d5d5d5}
p,.you small{color:#a3a3a3}
.you{color:inherit;border-color:#333}
button,a.choice{border-color:#4a4a4a}
}
"""


class Stop(Exception):
    """The page ends here; str() is what the phone shows."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose phone it is, and under which name its pages are open: cookies are kept under that one."""

    person: Follower
    host: str


def visitor_of(parts: Parts, request: Request, *, leads_to: str) -> Visitor | None:
    """By our own host, the host of the page it leads to, or of the page it came from."""
    for address in (str(request.url), leads_to, request.headers.get("referer", "")):
        host = urlsplit(address).hostname or ""
        name = links.phone_named(host)
        person = followers.find_by_name(parts.store, name) if name is not None else None
        if person is not None:
            return Visitor(person, host)
    return None


def choose_a_phone(parts: Parts, request: Request) -> Response:
    """For a browser that is no phone."""
    people = followers.on_desk(parts.store)
    if not people:
        return page("提示", "<h1>请在微信客户端打开链接</h1><p>桌上还没有手机，先在沙箱里放一部。</p>")
    here = str(request.url)
    # In a frame it is the desk's: the phone then goes by the name it has there.
    framed = request.headers.get("sec-fetch-dest") == "iframe"
    hosts = {one.id: f"{one.id}.{links.DESK_HOST}" if framed else one.host for one in people}
    addresses = [(one.name, links.address_on_phone(here, phone_host=hosts[one.id])) for one in people]
    choices = "".join(
        f'<a class="choice" href="{escape(address)}">{escape(name)}</a>' for name, address in addresses
    )
    return page("提示", f"<h1>请在微信客户端打开链接</h1><p>这是沙箱：用哪部手机打开？</p>{choices}")


def stopped(stop: Stop) -> Response:
    return page("提示", f"<h1>{escape(str(stop))}</h1>")


def with_query(url: str, added: str) -> str:
    """The address with more behind its question mark."""
    parts = urlsplit(url)
    return parts._replace(query=f"{parts.query}&{added}" if parts.query else added).geturl()


def page(title: str, body: str) -> Response:
    inner = body if body.startswith("<main>") else f"<main>{body}</main>"
    page = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{inner}</body></html>"
    )
    return HTMLResponse(page, headers=_HEADERS)
