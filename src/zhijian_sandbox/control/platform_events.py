"""Events that the platform sends by itself and nobody on the desk can cause: about the account's own
verification, and about what a person withdrew."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian.wechat import events
from zhijian_sandbox.acts import given
from zhijian_sandbox.bodies import read_json
from zhijian_sandbox.callbacks import Letter
from zhijian_sandbox.control.answers import reply, route
from zhijian_sandbox.jobs import reporting
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, followers
from zhijian_sandbox.state.apps import App

_DAY = 86_400
_ABOUT_ACCOUNT: dict[str, type[events.Event]] = {
    one.EVENT: one
    for one in (
        events.QualificationVerifySuccess,
        events.QualificationVerifyFail,
        events.NamingVerifySuccess,
        events.NamingVerifyFail,
        events.AnnualRenew,
        events.VerifyExpired,
    )
}
_ABOUT_PERSON: dict[str, type[events.Event]] = {
    one.EVENT: one
    for one in (
        events.UserInfoModified,
        events.UserAuthorizationRevoke,
        events.UserAuthorizationCancellation,
    )
}


class PlatformEvents:
    """The control call that sends one of them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        return [route("/_sandbox/apps/{appid}/events", POST=self.send)]

    async def send(self, request: Request) -> Response:
        """{"event", "follower"?, "revoke_info"?, "reason"?, "days"?}; it is on its way when this answers."""
        app = apps.find(self._parts.store, request.path_params["appid"])
        if app is None:
            raise Refusal("没有登记这个 appid", field="appid", status=404)
        data = await read_json(request)
        name = given.text(data, "event", least=1, most=64)
        if name in _ABOUT_PERSON:
            letter = self._about_person(app, name, data)
        elif name in _ABOUT_ACCOUNT:
            letter = self._about_account(app, name, data)
        else:
            known = "、".join((*_ABOUT_ACCOUNT, *_ABOUT_PERSON))
            raise Refusal(f"event 是 {known} 之一", field="event")
        self._parts.callbacks.send([letter])
        return reply({"thread": letter.thread}, status=202)

    def _about_account(self, app: App, name: str, data: dict[str, Any]) -> Letter:
        now = self._parts.clock.now()
        elements: dict[str, Any]
        if name.endswith("_fail"):
            reason = given.text(data, "reason", most=200, default="材料不全")
            elements = {"fail_time": int(now), "fail_reason": reason}
        else:
            days = given.whole(data, "days", least=-3650, most=3650, default=0 if "expired" in name else 365)
            elements = {"expired_time": int(now + days * _DAY)}
        return reporting.letter(app, self._parts.ids, _ABOUT_ACCOUNT[name], name, at=now, **elements)

    def _about_person(self, app: App, name: str, data: dict[str, Any]) -> Letter:
        person = followers.find_by_name(self._parts.store, given.text(data, "follower", least=1, most=64))
        if person is None:
            raise Refusal("桌上没有这部手机", field="follower", status=404)
        tie = followers.tie(self._parts.store, app.appid, person.number)
        return reporting.letter(
            app,
            self._parts.ids,
            _ABOUT_PERSON[name],
            f"{person.name} {name}",
            at=self._parts.clock.now(),
            about=tie,
            open_id=tie.openid,
            app_id=app.appid,
            revoke_info=given.text(data, "revoke_info", most=40, default="205"),
        )
