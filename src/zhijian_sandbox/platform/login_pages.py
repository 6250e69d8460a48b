"""/connect/oauth2/authorize: the page a phone sees when an account asks who it is.

On the platform it lives at open.weixin.qq.com. Which phone it is, is read off the host it came under, or
off the page it came from: `phone-1.localhost`. A browser that is no phone is asked to choose one.
"""

import secrets
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from zhijian_sandbox import links
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform import rights
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import apps, followers, logins
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Follower

PATH = "/connect/oauth2/authorize"
MAX_STATE_BYTES = 128
_ORDER = ("appid", "redirect_uri", "response_type", "scope", "state")
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


class _Stop(Exception):
    """The page ends here; str() is what the phone shows."""


class LoginPages:
    """The consent screen, and the silent way."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.ask, methods=["GET"]), Route(PATH, self.answer, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        try:
            app, query = self._checked(request)
        except _Stop as stop:
            return _page("提示", f"<h1>{escape(str(stop))}</h1>")
        person = self._person(request, query)
        if person is None:
            return self._choose_a_phone(request)
        if query["scope"] == "snsapi_base":
            return self._back(app, person, query, snapshot=False)
        return _page(app.name, _consent(app, person))

    async def answer(self, request: Request) -> Response:
        """What was tapped: yes, no, or only a look."""
        try:
            app, query = self._checked(request)
        except _Stop as stop:
            return _page("提示", f"<h1>{escape(str(stop))}</h1>")
        person = self._person(request, query)
        body = await request.body()
        choice = dict(parse_qsl(body[:1000].decode(errors="replace"))).get("choice")
        if person is None or choice not in ("yes", "snapshot"):
            return _page("已拒绝", "<h1>已拒绝</h1><p>您没有把昵称和头像给这个公众号。可以关掉这一页。</p>")
        return self._back(app, person, query, snapshot=choice == "snapshot")

    def _checked(self, request: Request) -> tuple[App, dict[str, str]]:
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        query = dict(pairs)
        for name, code in (("appid", 10012), ("redirect_uri", 10011), ("scope", 10010)):
            if not query.get(name):
                raise _Stop(f"{name} 不能为空，错误码 {code}")
        if [name for name, _ in pairs if name in _ORDER] != [name for name in _ORDER if name in query]:
            raise _Stop("参数次序不对：appid、redirect_uri、response_type、scope、state")
        if query.get("response_type") != "code" or query["scope"] not in ("snsapi_base", "snsapi_userinfo"):
            raise _Stop("response_type 或 scope 参数错误")
        if len(query.get("state", "").encode()) > MAX_STATE_BYTES:
            raise _Stop("state 参数过长")
        app = apps.find(self._parts.store, query["appid"])
        if app is None:
            raise _Stop("AppID 参数错误")
        if not rights.has(app, Right.VERIFIED_SERVICE):
            raise _Stop("该公众号没有这个 scope 的权限，错误码 10005")
        _check_redirect(app, query["redirect_uri"])
        return app, query

    def _person(self, request: Request, query: dict[str, str]) -> Follower | None:
        """By our own host, the host of the page it leads to, or of the page it came from."""
        for address in (str(request.url), query["redirect_uri"], request.headers.get("referer", "")):
            name = (urlsplit(address).hostname or "").removesuffix(".localhost")
            if name.startswith(followers.PREFIX):
                person = followers.find_by_name(self._parts.store, name)
                if person is not None:
                    return person
        return None

    def _choose_a_phone(self, request: Request) -> Response:
        people = followers.on_desk(self._parts.store)
        if not people:
            return _page("提示", "<h1>请在微信客户端打开链接</h1><p>桌上还没有手机，先在沙箱里放一部。</p>")
        here = str(request.url)
        addresses = [(one.name, links.address_on_phone(here, phone_host=one.host)) for one in people]
        choices = "".join(
            f'<a class="choice" href="{escape(address)}">{escape(name)}</a>' for name, address in addresses
        )
        return _page("提示", f"<h1>请在微信客户端打开链接</h1><p>这是沙箱：用哪部手机打开？</p>{choices}")

    def _back(self, app: App, person: Follower, query: dict[str, str], *, snapshot: bool) -> Response:
        """To the account's page, under the phone's own name, with a code."""
        tie = followers.tie(self._parts.store, app.appid, person.number)
        openid = "o" + secrets.token_urlsafe(20)[:27] if snapshot else tie.openid
        code = logins.add_code(
            self._parts.store,
            app.appid,
            openid=openid,
            scope=query["scope"],
            snapshot=snapshot,
            at=self._parts.clock.now(),
        )
        url = urlsplit(links.address_on_phone(query["redirect_uri"], phone_host=person.host))
        added = urlencode({"code": code, "state": query.get("state", "")})
        target = url._replace(query=f"{url.query}&{added}" if url.query else added).geturl()
        return RedirectResponse(target, status_code=302, headers={"Cache-Control": "no-store"})


def _check_redirect(app: App, redirect_uri: str) -> None:
    """An account names the domains its pages are on; one that named none may use any."""
    try:
        url = urlsplit(redirect_uri)
    except ValueError as problem:
        raise _Stop("redirect_uri 参数错误，错误码 10003") from problem
    if url.scheme not in ("http", "https") or not url.hostname:
        raise _Stop("redirect_uri 参数错误，错误码 10003")
    domains = app.settings.oauth_domains
    if domains and url.hostname not in domains and not links.is_this_machine(url.hostname):
        raise _Stop("redirect_uri 域名与后台配置不一致，错误码 10003")


def _consent(app: App, person: Follower) -> str:
    return (
        f'<main><img class="mark" src="/desk/img/mark.svg" alt=""><h1>{escape(app.name)}</h1>'
        "<p>想知道您的昵称和头像</p>"
        f'<p class="you"><img src="/_sandbox/followers/{person.id}/avatar.svg" alt="">'
        f"<span><b>{escape(person.name)}</b><small>昵称、头像</small></span></p>"
        '<form method="post"><button class="yes" name="choice" value="yes">允许</button>'
        '<button name="choice" value="no">拒绝</button>'
        '<button name="choice" value="snapshot">先看看（快照页）</button></form></main>'
    )


def _page(title: str, body: str) -> Response:
    inner = body if body.startswith("<main>") else f"<main>{body}</main>"
    page = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{inner}</body></html>"
    )
    return HTMLResponse(page, headers=_HEADERS)
