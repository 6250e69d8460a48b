"""/mp/subscribemsg: the older way to ask whether one notice may be sent. On the platform it lives at
mp.weixin.qq.com; the person need not follow."""

from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from zhijian_sandbox import links
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform import rights
from zhijian_sandbox.platform.phone_pages import Stop, choose_a_phone, page, stopped, visitor_of, with_query
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import apps, followers
from zhijian_sandbox.state.apps import App

PATH = "/mp/subscribemsg"
MAX_SCENE = 10_000
MAX_RESERVED_BYTES = 128


class OncePages:
    """Asks, and leads back with the answer."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.ask, methods=["GET"]), Route(PATH, self.answer, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        try:
            app, query = self._checked(request)
        except Stop as stop:
            return stopped(stop)
        if visitor_of(self._parts, request, leads_to=query["redirect_url"]) is None:
            return choose_a_phone(self._parts, request)
        return page(
            app.name,
            f"<main><h1>{escape(app.name)}</h1><p>想给您发一条通知，只发一次</p>"
            '<form method="post"><button class="yes" name="choice" value="confirm">允许</button>'
            '<button name="choice" value="cancel">取消</button></form></main>',
        )

    async def answer(self, request: Request) -> Response:
        try:
            app, query = self._checked(request)
        except Stop as stop:
            return stopped(stop)
        visitor = visitor_of(self._parts, request, leads_to=query["redirect_url"])
        if visitor is None:
            return choose_a_phone(self._parts, request)
        body = await request.body()
        choice = dict(parse_qsl(body[:1000].decode(errors="replace"))).get("choice", "cancel")
        tie = followers.tie(self._parts.store, app.appid, visitor.person.number)
        told = {"template_id": query["template_id"], "action": choice, "scene": query["scene"]}
        if choice == "confirm":
            self._parts.store.run(
                "INSERT OR IGNORE INTO once_grants VALUES (?, ?, ?)",
                tie.id,
                query["template_id"],
                int(query["scene"]),
            )
            told = {"openid": tie.openid, **told}
        if "reserved" in query:
            told["reserved"] = query["reserved"]
        url = links.address_on_phone(query["redirect_url"], phone_host=visitor.host)
        target = with_query(url, urlencode(told))
        return RedirectResponse(target, status_code=302, headers={"Cache-Control": "no-store"})

    def _checked(self, request: Request) -> tuple[App, dict[str, str]]:
        query = dict(parse_qsl(request.url.query, keep_blank_values=True))
        for name in ("appid", "scene", "template_id", "redirect_url"):
            if not query.get(name):
                raise Stop(f"{name} 不能为空")
        scene = query["scene"]
        if not (scene.isascii() and scene.isdigit() and int(scene[:9]) <= MAX_SCENE):
            raise Stop(f"scene 是 0 到 {MAX_SCENE} 的整数")
        if (
            query.get("action") != "get_confirm"
            or len(query.get("reserved", "").encode()) > MAX_RESERVED_BYTES
        ):
            raise Stop("action 或 reserved 参数错误")
        app = apps.find(self._parts.store, query["appid"])
        if app is None:
            raise Stop("AppID 参数错误")
        if not rights.has(app, Right.VERIFIED_SERVICE):
            raise Stop("该公众号没有一次性订阅消息的权限")
        if urlsplit(query["redirect_url"]).scheme not in ("http", "https"):
            raise Stop("redirect_url 参数错误")
        return app, query
