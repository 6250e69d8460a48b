"""Phones: put on the desk, change, take away; what they show, and what is done on them."""

from collections.abc import Sequence
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox.acts import given
from zhijian_sandbox.acts.given import Upload
from zhijian_sandbox.acts.performing import account_for, perform
from zhijian_sandbox.bodies import MAX_JSON_BYTES, BodyTooLarge, parse_json, read_body, read_form, read_json
from zhijian_sandbox.control import crowds
from zhijian_sandbox.control.answers import gone, number, reply, route
from zhijian_sandbox.menus import PLATFORMS
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, followers, follows
from zhijian_sandbox.state.followers import Follower


class People:
    """The control calls about phones."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        one = "/_sandbox/followers/{follower}"
        return [
            route("/_sandbox/followers", GET=self.listed, POST=self.add),
            route(f"{one}/avatar.svg", GET=self.avatar),
            route(one, GET=self.shown, PATCH=self.change, DELETE=self.remove),
            route(f"{one}/screen", GET=self.screen),
            route(f"{one}/chats/{{appid}}", GET=self.chat),
            route(f"{one}/chats/{{appid}}/read", POST=self.read),
            route(f"{one}/acts", POST=self.act),
        ]

    async def listed(self, request: Request) -> Response:
        limit = number(request, "limit", default=100, least=1, most=1000) or 100
        after = request.query_params.get("after", "").removeprefix(followers.PREFIX) or "0"
        if not after.isascii() or not after.isdigit() or len(after) > 18:
            raise Refusal("after 写成 phone-100", field="after")
        everyone = request.query_params.get("all") in ("1", "true")
        found = followers.page(self._parts.store, after=int(after), limit=limit + 1, everyone=everyone)
        return reply(
            {
                "followers": [self._parts.phones.follower(one) for one in found[:limit]],
                "next": found[limit - 1].id if len(found) > limit else None,
            }
        )

    async def add(self, request: Request) -> Response:
        data = await read_json(request)
        appid = given.text(data, "appid", most=64) or None
        if appid is not None and apps.find(self._parts.store, appid) is None:
            raise Refusal("没有登记这个 appid", field="appid", status=404)
        if data.get("count") is not None or data.get("people") is not None:
            return reply(crowds.add(self._parts.store, data, appid, now=self._parts.clock.now()), status=201)
        openid = self._new_openid(data, appid)
        with self._parts.store.transaction():
            person = followers.add(
                self._parts.store,
                name=given.text(data, "name", most=40),
                note=given.text(data, "note", most=40),
                openid=openid,
                on_desk=given.flag(data, "on_desk", default=True),
            )
            followers.change(self._parts.store, person.number, _looks(data))
            if appid is not None:
                followers.tie(self._parts.store, appid, person.number)
            if given.flag(data, "follows"):
                self._follow_quietly(person, appid)
            shown = self._announce(person.number)
        return reply(shown, status=201)

    async def shown(self, request: Request) -> Response:
        return reply(self._parts.phones.follower(self._person(request)))

    async def avatar(self, request: Request) -> Response:
        """The picture a page gets when the person agreed: the first sign of the name."""
        sign = escape(self._person(request).name[:1])
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" '
            f'rx="8" fill="#3d567a"/><text x="32" y="43" font-size="32" fill="#fff" '
            f'text-anchor="middle" font-family="sans-serif">{sign}</text></svg>'
        )
        return Response(svg, media_type="image/svg+xml")

    async def change(self, request: Request) -> Response:
        person, data = self._person(request), await read_json(request)
        changes: dict[str, Any] = _looks(data)
        if "name" in data:
            changes["name"] = given.text(data, "name", least=1, most=40)
        if "note" in data:
            changes["note"] = given.text(data, "note", most=40)
        if "on_desk" in data:
            changes["on_desk"] = given.flag(data, "on_desk")
        with self._parts.store.transaction():
            followers.change(self._parts.store, person.number, changes)
            shown = self._announce(person.number)
        return reply(shown)

    async def remove(self, request: Request) -> Response:
        person = self._person(request)
        followers.remove(self._parts.store, person.number)
        self._parts.hub.publish("follower-gone", {"id": person.id})
        return gone()

    async def screen(self, request: Request) -> Response:
        return reply(self._parts.phones.screen(self._person(request)))

    async def chat(self, request: Request) -> Response:
        person = self._person(request)
        app = account_for(self._parts.store, request.path_params["appid"], person)
        limit = number(request, "limit", default=50, least=1, most=500) or 50
        before = number(request, "before", default=None, least=0, most=2**60)
        return reply(self._parts.phones.conversation(app, person, limit=limit, before=before))

    async def read(self, request: Request) -> Response:
        person = self._person(request)
        app = account_for(self._parts.store, request.path_params["appid"], person)
        return reply(self._parts.phones.read(followers.tie(self._parts.store, app.appid, person.number)))

    async def act(self, request: Request) -> Response:
        person = self._person(request)
        data, upload = await _act_of(request)
        base_url = str(request.base_url).rstrip("/")
        done = await perform(
            self._parts.desk, self._parts.callbacks, person, data, upload=upload, base_url=base_url
        )
        return reply(done, status=202 if done["outcomes"] is None else 200)

    def _person(self, request: Request) -> Follower:
        person = followers.find_by_name(self._parts.store, request.path_params["follower"])
        if person is None:
            raise Refusal("桌上没有这部手机", field="follower", status=404)
        return person

    def _new_openid(self, data: dict[str, Any], appid: str | None) -> str | None:
        openid = crowds.read_openid(data)
        if openid is not None and followers.is_openid_taken(self._parts.store, openid, appid=appid):
            raise Refusal("这个 openid 已经有人用了", field="openid", status=409)
        return openid

    def _follow_quietly(self, person: Follower, appid: str | None) -> None:
        app = account_for(self._parts.store, appid, person)
        tie = followers.tie(self._parts.store, app.appid, person.number)
        followers.change_tie(
            self._parts.store,
            tie.id,
            following=True,
            followed_at=int(self._parts.clock.now()),
            subscribe_scene="ADD_SCENE_SEARCH",
        )
        follows.came(self._parts.store, app.appid, scene="ADD_SCENE_SEARCH", at=self._parts.clock.now())

    def _announce(self, number: int) -> dict[str, Any]:
        person = followers.get(self._parts.store, number)
        if person.on_desk:
            return self._parts.phones.announce_follower(person)
        return self._parts.phones.follower(person)


def _looks(data: dict[str, Any]) -> dict[str, Any]:
    """How a phone is set: what may be given when it is put down and changed later."""
    looks: dict[str, Any] = {}
    if "large_type" in data:
        looks["type_size"] = followers.LARGE if given.flag(data, "large_type") else followers.STANDARD
    if "type_size" in data:
        looks["type_size"] = given.whole(
            data, "type_size", least=1, most=followers.LARGEST, default=followers.STANDARD
        )
    if "platform" in data:
        if data["platform"] not in PLATFORMS:
            raise Refusal(f"platform 是 {'、'.join(PLATFORMS)} 之一", field="platform")
        looks["platform"] = data["platform"]
    if "clock_offset_seconds" in data:
        looks["clock_offset_seconds"] = given.whole(
            data, "clock_offset_seconds", least=-(10**9), most=10**9, default=0
        )
    return looks


async def _act_of(request: Request) -> tuple[dict[str, Any], Upload | None]:
    """The act as JSON, or as a form with a file."""
    try:
        body = await read_body(request, most=MAX_JSON_BYTES)
    except BodyTooLarge as problem:
        raise Refusal("内容超过 16 MB", field="file") from problem
    content_type = request.headers.get("content-type", "")
    if not content_type.startswith("multipart/"):
        return parse_json(body), None
    form = await read_form(body, content_type=content_type)
    if form is None:
        raise Refusal("表单坏了")
    return dict(form.texts), Upload(*form.files["file"]) if "file" in form.files else None
