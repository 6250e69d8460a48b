"""What a phone allows: subscription notices, asked for by a page or an article."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian.wechat import events
from zhijian_sandbox.acts import given
from zhijian_sandbox.acts.performing import account_for
from zhijian_sandbox.acts.scene import Scene
from zhijian_sandbox.bodies import read_json
from zhijian_sandbox.control.answers import gone, reply, route
from zhijian_sandbox.jobs import verdicts
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform.notice_calls import FAMILY
from zhijian_sandbox.platform.template_messages import title_of
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, followers, templates
from zhijian_sandbox.state.apps import App

_CHOICES = ("accept", "reject")


class Grants:
    """The control calls about notices."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        grants = "/_sandbox/followers/{follower}/grants"
        return [
            route(grants, GET=self.listed, POST=self.choose),
            route(f"{grants}/{{template_id}}", DELETE=self.withdraw),
            route("/_sandbox/apps/{appid}/templates", GET=self.templates),
            route("/_sandbox/apps/{appid}/next-template-message", GET=self.next, PUT=self.set_next),
        ]

    async def templates(self, request: Request) -> Response:
        """What an account may ask for."""
        found = templates.every(self._parts.store, request.path_params["appid"], family=FAMILY)
        shown = [
            {"template_id": one.template_id, "title": title_of(one).title, "type": title_of(one).kind}
            for one in found
        ]
        return reply({"templates": shown})

    async def listed(self, request: Request) -> Response:
        scene = self._scene(request, {"appid": request.query_params.get("appid")})
        return reply({"grants": templates.grants(self._parts.store, tie=scene.tie.id)})

    async def choose(self, request: Request) -> Response:
        """{"choices": {template_id: accept | reject}, "scene"?: 1 a page, 2 an article, "always"?}."""
        data = await read_json(request)
        scene = self._scene(request, data)
        choices = data.get("choices")
        if not isinstance(choices, dict) or not choices or not set(choices.values()) <= set(_CHOICES):
            raise Refusal('choices 写成 {"模板 id": "accept" 或 "reject"}', field="choices")
        where = given.whole(data, "scene", least=1, most=2, default=1)
        always = given.flag(data, "always")
        store = self._parts.store
        with store.transaction():
            for template_id, choice in choices.items():
                if templates.find(store, scene.app.appid, str(template_id), family=FAMILY) is None:
                    raise Refusal("没有这个模板", field="choices", status=404)
                if choice == "accept":
                    templates.allow(store, tie=scene.tie.id, template_id=template_id, always=always)
            told = tuple(
                events.SubscribeMsgChoice(template_id=one, status=choice, popup_scene=str(where))
                for one, choice in choices.items()
            )
            letter = scene.event(events.SubscribeMsgPopup, "选了要不要通知", choices=told)
        self._parts.callbacks.send([letter])
        return reply({"grants": templates.grants(store, tie=scene.tie.id)})

    async def withdraw(self, request: Request) -> Response:
        """On the management page of the phone."""
        scene = self._scene(request, {"appid": request.query_params.get("appid")})
        template_id = request.path_params["template_id"]
        with self._parts.store.transaction():
            if not templates.withdraw(self._parts.store, tie=scene.tie.id, template_id=template_id):
                raise Refusal("没有答应过这个通知", field="template_id", status=404)
            choice = events.SubscribeMsgChoice(template_id=template_id, status="reject")
            letter = scene.event(events.SubscribeMsgChange, "收回了通知", choices=(choice,))
        self._parts.callbacks.send([letter])
        return gone()

    async def next(self, request: Request) -> Response:
        return reply(verdicts.next_one(self._parts.store, self._app(request).appid, kind="template"))

    async def set_next(self, request: Request) -> Response:
        """How the next template message ends: {"status": "failed:user block"}, {} as usual."""
        data = await read_json(request)
        app = self._app(request)
        verdict = {"status": given.text(data, "status", least=1, most=40)} if data else {}
        verdicts.set_next(self._parts.store, app.appid, kind="template", verdict=verdict)
        return reply(verdict)

    def _app(self, request: Request) -> App:
        app = apps.find(self._parts.store, request.path_params["appid"])
        if app is None:
            raise Refusal("没有登记这个 appid", field="appid", status=404)
        return app

    def _scene(self, request: Request, data: dict[str, object]) -> Scene:
        person = followers.find_by_name(self._parts.store, request.path_params["follower"])
        if person is None:
            raise Refusal("桌上没有这部手机", field="follower", status=404)
        app = account_for(self._parts.store, given.text(data, "appid") or None, person)
        tie = followers.tie(self._parts.store, app.appid, person.number)
        return Scene(self._parts.desk, person, app, tie, data, None, "")
