"""Articles and pushes: what there is, what the administrator says, and how the next job shall end."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox.acts import given
from zhijian_sandbox.bodies import read_json
from zhijian_sandbox.control.answers import number, reply, route
from zhijian_sandbox.jobs import pushing, verdicts
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, posts, pushes
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.posts import Post

BANNED = 6
_COPYRIGHT = {
    "article_idx": int,
    "user_declare_state": int,
    "audit_state": int,
    "original_article_url": str,
    "original_article_type": str,
    "can_reprint": int,
    "need_replace_content": int,
    "need_show_reprint_source": int,
}


class Articles:
    """The control calls about what an account published and pushed."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        app = "/_sandbox/apps/{appid}"
        return [
            route(f"{app}/posts", GET=self.posts),
            route(f"{app}/posts/{{msg_data_id}}/ban", POST=self.ban),
            route(f"{app}/pushes", GET=self.pushes),
            route(f"{app}/pushes/{{msg_id}}/confirmation", POST=self.settle),
            route(f"{app}/next-publication", GET=self.next_publication, PUT=self.set_next_publication),
            route(f"{app}/next-push", GET=self.next_push, PUT=self.set_next_push),
        ]

    async def posts(self, request: Request) -> Response:
        limit = number(request, "limit", default=50, least=1, most=500) or 50
        found = posts.every(self._parts.store, self._app(request).appid, limit=limit)
        return reply({"posts": [as_json(one) for one in found]})

    async def ban(self, request: Request) -> Response:
        """The platform took it down afterwards: publish_status 6, and nobody can read it."""
        post = self._post(request)
        with self._parts.store.transaction():
            posts.remove_article(self._parts.store, post, index=0)
            posts.change_status_of_post(self._parts.store, post.id, BANNED)
        return reply(as_json(posts.get(self._parts.store, post.id)))

    async def pushes(self, request: Request) -> Response:
        limit = number(request, "limit", default=50, least=1, most=500) or 50
        found = pushes.newest(self._parts.store, self._app(request).appid, limit=limit)
        return reply({"pushes": [pushing.as_json(one) for one in found]})

    async def settle(self, request: Request) -> Response:
        """What the administrator tapped on the phone: {"confirmed": true | false}."""
        app, text = self._app(request), request.path_params["msg_id"]
        push = (
            pushes.by_msg_id(self._parts.store, app.appid, int(text))
            if text.isascii() and text.isdigit() and len(text) < 18
            else None
        )
        if push is None:
            raise Refusal("没有这次群发", field="msg_id", status=404)
        confirmed = given.flag(await read_json(request), "confirmed", default=True)
        if push.state != "waiting":
            raise Refusal("这次群发没有在等管理员确认", field="msg_id", status=409)
        self._parts.jobs.settle_push(push.id, confirmed=confirmed)
        return reply(pushing.as_json(pushes.get(self._parts.store, push.id)))

    async def next_publication(self, request: Request) -> Response:
        return reply(verdicts.next_one(self._parts.store, self._app(request).appid, kind="publish"))

    async def set_next_publication(self, request: Request) -> Response:
        app, data = self._app(request), await read_json(request)
        verdict: dict[str, Any] = {}
        if data:
            status = given.whole(data, "publish_status", least=2, most=4, default=3)
            failed = data.get("fail_idx") or []
            if not isinstance(failed, list) or not all(type(one) is int and 1 <= one <= 8 for one in failed):
                raise Refusal("fail_idx 是 1 到 8 的整数的列表", field="fail_idx")
            verdict = {"publish_status": status, "fail_idx": failed}
        verdicts.set_next(self._parts.store, app.appid, kind="publish", verdict=verdict)
        return reply(verdict)

    async def next_push(self, request: Request) -> Response:
        return reply(verdicts.next_one(self._parts.store, self._app(request).appid, kind="push"))

    async def set_next_push(self, request: Request) -> Response:
        app, data = self._app(request), await read_json(request)
        verdict: dict[str, Any] = {}
        if data:
            verdict = {
                "status": given.text(data, "status", most=40, default=pushing.SUCCESS),
                "errors": given.whole(data, "errors", least=0, most=10**7, default=0),
            }
        if data.get("copyright") is not None:
            verdict["copyright"] = _copyright(data["copyright"])
        verdicts.set_next(self._parts.store, app.appid, kind="push", verdict=verdict)
        return reply(verdict)

    def _app(self, request: Request) -> App:
        app = apps.find(self._parts.store, request.path_params["appid"])
        if app is None:
            raise Refusal("没有登记这个 appid", field="appid", status=404)
        return app

    def _post(self, request: Request) -> Post:
        app, text = self._app(request), request.path_params["msg_data_id"]
        post = (
            posts.by_msg_data_id(self._parts.store, app.appid, int(text))
            if text.isascii() and text.isdigit() and len(text) < 18
            else None
        )
        if post is None:
            raise Refusal("没有这些文章", field="msg_data_id", status=404)
        return post


def as_json(post: Post) -> dict[str, Any]:
    """As the control API tells of it: `index` counts from 0, as for comments."""
    return {
        "msg_data_id": post.msg_data_id,
        "appid": post.appid,
        "how": post.how,
        "article_id": post.article_id,
        "at": round(post.at, 3),
        "articles": [
            {
                "index": index,
                "title": one["title"],
                "digest": one["digest"],
                "url": one["url"],
                "picture_url": one.get("thumb_url", ""),
                "need_open_comment": one["need_open_comment"],
                "is_deleted": one["is_deleted"],
            }
            for index, one in enumerate(post.articles)
        ],
    }


def _copyright(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise Refusal('copyright 写成 {"check_state": 2, "items": […]}', field="copyright")
    items = data.get("items") or []
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise Refusal("copyright 的 items 是列表", field="copyright")
    for one in items:
        for name, value in one.items():
            if name not in _COPYRIGHT or type(value) is not _COPYRIGHT[name]:
                raise Refusal(f"copyright 里的 {name} 不对", field="copyright")
    return {"check_state": given.whole(data, "check_state", least=0, most=9, default=1), "items": items}
