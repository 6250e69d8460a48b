"""/connect/oauth2/authorize: the page a phone sees when an account asks who it is.

On the platform it lives at open.weixin.qq.com. Which phone it is, is read off the host it came under, or
off the page it came from: `phone-1.localhost`. A browser that is no phone is asked to choose one.
"""

import secrets
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from zhijian_sandbox import links
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform import rights
from zhijian_sandbox.platform.phone_pages import (
    Stop,
    Visitor,
    choose_a_phone,
    page,
    stopped,
    visitor_of,
    with_query,
)
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import apps, followers, logins
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Follower

PATH = "/connect/oauth2/authorize"
MAX_STATE_BYTES = 128
_ORDER = ("appid", "redirect_uri", "response_type", "scope", "state")


class LoginPages:
    """The consent screen, and the silent way."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.ask, methods=["GET"]), Route(PATH, self.answer, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        try:
            app, query = self._checked(request)
        except Stop as stop:
            return stopped(stop)
        visitor = visitor_of(self._parts, request, leads_to=query["redirect_uri"])
        if visitor is None:
            return choose_a_phone(self._parts, request)
        if query["scope"] == "snsapi_base":
            return self._back(app, visitor, query, snapshot=False)
        return page(app.name, _consent(app, visitor.person))

    async def answer(self, request: Request) -> Response:
        """What was tapped: yes, no, or only a look."""
        try:
            app, query = self._checked(request)
        except Stop as stop:
            return stopped(stop)
        visitor = visitor_of(self._parts, request, leads_to=query["redirect_uri"])
        body = await request.body()
        choice = dict(parse_qsl(body[:1000].decode(errors="replace"))).get("choice")
        if visitor is None or choice not in ("yes", "snapshot"):
            return page("已拒绝", "<h1>已拒绝</h1><p>您没有把昵称和头像给这个公众号。可以关掉这一页。</p>")
        return self._back(app, visitor, query, snapshot=choice == "snapshot")

    def _checked(self, request: Request) -> tuple[App, dict[str, str]]:
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        query = dict(pairs)
        for name, code in (("appid", 10012), ("redirect_uri", 10011), ("scope", 10010)):
            if not query.get(name):
                raise Stop(f"{name} 不能为空，错误码 {code}")
        if [name for name, _ in pairs if name in _ORDER] != [name for name in _ORDER if name in query]:
            raise Stop("参数次序不对：appid、redirect_uri、response_type、scope、state")
        if query.get("response_type") != "code" or query["scope"] not in ("snsapi_base", "snsapi_userinfo"):
            raise Stop("response_type 或 scope 参数错误")
        if len(query.get("state", "").encode()) > MAX_STATE_BYTES:
            raise Stop("state 参数过长")
        app = apps.find(self._parts.store, query["appid"])
        if app is None:
            raise Stop("AppID 参数错误")
        if not rights.has(app, Right.VERIFIED_SERVICE):
            raise Stop("该公众号没有这个 scope 的权限，错误码 10005")
        _check_redirect(app, query["redirect_uri"])
        return app, query

    def _back(self, app: App, visitor: Visitor, query: dict[str, str], *, snapshot: bool) -> Response:
        """To the account's page, under the phone's own name, with a code."""
        tie = followers.tie(self._parts.store, app.appid, visitor.person.number)
        openid = "o" + secrets.token_urlsafe(20)[:27] if snapshot else tie.openid
        code = logins.add_code(
            self._parts.store,
            app.appid,
            openid=openid,
            scope=query["scope"],
            snapshot=snapshot,
            at=self._parts.clock.now(),
        )
        url = links.address_on_phone(query["redirect_uri"], phone_host=visitor.host)
        target = with_query(url, urlencode({"code": code, "state": query.get("state", "")}))
        return RedirectResponse(target, status_code=302, headers={"Cache-Control": "no-store"})


def _check_redirect(app: App, redirect_uri: str) -> None:
    """An account names the domains its pages are on; one that named none may use any."""
    try:
        url = urlsplit(redirect_uri)
    except ValueError as problem:
        raise Stop("redirect_uri 参数错误，错误码 10003") from problem
    if url.scheme not in ("http", "https") or not url.hostname:
        raise Stop("redirect_uri 参数错误，错误码 10003")
    domains = app.settings.oauth_domains
    if domains and url.hostname not in domains and not links.is_this_machine(url.hostname):
        raise Stop("redirect_uri 域名与后台配置不一致，错误码 10003")


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
