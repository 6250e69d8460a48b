"""Accounts: register, change, remove, check; and the codes on the desk."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox import menus
from zhijian_sandbox.acts.following import own_address
from zhijian_sandbox.bodies import read_json
from zhijian_sandbox.control import app_forms, backend_menu_form, page_signature
from zhijian_sandbox.control.answers import gone, reply, route
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform.qrcode_calls import picture
from zhijian_sandbox.posters import own_poster, poster
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, followers, qrcodes
from zhijian_sandbox.state.apps import App

POSTERS_SHOWN = 60


class Accounts:
    """The control calls about accounts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        return [
            route("/_sandbox/apps", GET=self.listed, POST=self.register),
            route("/_sandbox/apps/{appid}", GET=self.shown, PATCH=self.change, DELETE=self.remove),
            route("/_sandbox/apps/{appid}/check", POST=self.check),
            route("/_sandbox/apps/{appid}/jssdk-check", POST=self.check_page),
            route("/_sandbox/apps/{appid}/autoreply", GET=self.autoreply, PUT=self.set_autoreply),
            route(
                "/_sandbox/apps/{appid}/backend-menu",
                GET=self.backend_menu,
                PUT=self.set_backend_menu,
                DELETE=self.remove_backend_menu,
            ),
            route("/_sandbox/apps/{appid}/qrcode.svg", GET=self.own_code),
            route("/_sandbox/qrcodes", GET=self.codes),
        ]

    async def listed(self, _request: Request) -> Response:
        return reply({"apps": all_accounts(self._parts)})

    async def register(self, request: Request) -> Response:
        data = await read_json(request)
        return reply(self._save(app_forms.read_appid(data), data), status=201)

    async def shown(self, request: Request) -> Response:
        return reply(as_json(self._parts, self._app(request)))

    async def change(self, request: Request) -> Response:
        app = self._app(request)
        data = {**app_forms.as_data(app), **await read_json(request), "appid": app.appid}
        return reply(self._save(app.appid, data))

    async def remove(self, request: Request) -> Response:
        app = self._app(request)
        apps.remove(self._parts.store, app.appid)
        self._parts.hub.publish("app-gone", {"appid": app.appid})
        return gone()

    async def check(self, request: Request) -> Response:
        return reply(await self._parts.callbacks.verify_address(self._app(request)))

    async def check_page(self, request: Request) -> Response:
        """Whether the platform's script would accept what a page signed."""
        app, data = self._app(request), await read_json(request)
        return reply(page_signature.judge(self._parts.store, app, data, now=self._parts.clock.now()))

    async def autoreply(self, request: Request) -> Response:
        return reply(self._app(request).autoreply or {})

    async def set_autoreply(self, request: Request) -> Response:
        app = self._app(request)
        apps.set_autoreply(self._parts.store, app.appid, await read_json(request))
        return gone()

    async def backend_menu(self, request: Request) -> Response:
        return reply(self._app(request).backend_menu or {"button": []})

    async def set_backend_menu(self, request: Request) -> Response:
        app = self._app(request)
        menu = backend_menu_form.read(await read_json(request))
        with self._parts.store.transaction():
            apps.set_backend_menu(self._parts.store, app.appid, menu)
            self._parts.phones.announce_menu(app.appid)
        return gone()

    async def remove_backend_menu(self, request: Request) -> Response:
        app = self._app(request)
        with self._parts.store.transaction():
            apps.set_backend_menu(self._parts.store, app.appid, None)
            self._parts.phones.announce_menu(app.appid)
        return gone()

    async def own_code(self, request: Request) -> Response:
        svg = picture(own_address(self._app(request).gh_id), kind="svg")
        return Response(svg, media_type="image/svg+xml")

    async def codes(self, _request: Request) -> Response:
        return reply({"qrcodes": all_posters(self._parts)})

    def _app(self, request: Request) -> App:
        app = apps.find(self._parts.store, request.path_params["appid"])
        if app is None:
            raise Refusal("没有登记这个 appid", field="appid", status=404)
        return app

    def _save(self, appid: str, data: dict[str, Any]) -> dict[str, Any]:
        settings = app_forms.read_settings(data, appid=appid)
        gh_id = app_forms.read_gh_id(data, appid=appid)
        if apps.owner_of_gh_id(self._parts.store, gh_id) not in (None, appid):
            raise Refusal("这个 gh_id 已经是别的公众号的", field="gh_id", status=409)
        before = apps.find(self._parts.store, appid)
        apps.save(self._parts.store, appid, gh_id=gh_id, settings=settings, at=self._parts.clock.now())
        app = apps.find(self._parts.store, appid)
        if app is None:
            raise Refusal("刚登记就被拿走了", status=409)
        shown = as_json(self._parts, app)
        self._parts.hub.publish("app", shown)
        if before is not None and before.settings.server_enabled != settings.server_enabled:
            self._parts.phones.announce_menu(appid)
        return shown


def all_accounts(parts: Parts) -> list[dict[str, Any]]:
    return [as_json(parts, app) for app in apps.every(parts.store)]


def all_posters(parts: Parts) -> list[dict[str, Any]]:
    """The accounts' own codes, then the newest of those made through the API."""
    now = parts.clock.now()
    own = [own_poster(app) for app in apps.every(parts.store)]
    return own + [poster(code, now=now) for code in qrcodes.newest(parts.store, limit=POSTERS_SHOWN)]


def as_json(parts: Parts, app: App) -> dict[str, Any]:
    return {
        **app_forms.as_data(app),
        "followers": followers.count_following(parts.store, app.appid),
        "menu": menus.drawn(menus.for_everybody(app).menu),
        "qrcode_url": f"/_sandbox/apps/{quote(app.appid, safe='')}/qrcode.svg",
        "registered_at": round(app.registered_at, 3),
    }
