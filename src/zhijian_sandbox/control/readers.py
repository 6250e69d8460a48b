"""What people do with articles: read, share, comment. For phones, and for a crowd that practises."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from zhijian_sandbox.acts import given
from zhijian_sandbox.bodies import read_json
from zhijian_sandbox.control.answers import gone, reply, route
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.platform import limits
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, comments, followers, posts, readings
from zhijian_sandbox.state.comments import Comment
from zhijian_sandbox.state.followers import Follower
from zhijian_sandbox.state.posts import Post


class Readers:
    """The control calls of readers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> Sequence[BaseRoute]:
        person, post = "/_sandbox/followers/{follower}", "/_sandbox/posts/{msg_data_id}/{index}"
        return [
            route(f"{person}/readings", POST=self.read),
            route(f"{person}/comments", POST=self.comment),
            route(f"{person}/comments/{{msg_data_id}}/{{index}}/{{number}}", DELETE=self.take_back),
            route(f"{post}/comments", GET=self.comments),
        ]

    async def read(self, request: Request) -> Response:
        """{"msg_data_id", "index"?, "kind"?: read…, "source"?}."""
        data = await read_json(request)
        person, (post, index) = self._person(request), self._article(data)
        kind = given.text(data, "kind", default="read")
        source = given.text(data, "source", default=readings.SOURCES[0])
        if kind not in readings.KINDS:
            raise Refusal(f"kind 是 {'、'.join(readings.KINDS)} 之一", field="kind")
        if source not in readings.SOURCES:
            raise Refusal(f"source 是 {'、'.join(readings.SOURCES)} 之一", field="source")
        readings.add(
            self._parts.store,
            post,
            index=index,
            follower=person.number,
            kind=kind,
            source=source,
            at=self._parts.clock.now(),
        )
        return gone()

    async def comment(self, request: Request) -> Response:
        """{"msg_data_id", "index"?, "content"}; 409 where the article takes none."""
        data = await read_json(request)
        person, (post, index) = self._person(request), self._article(data)
        content = given.text(data, "content", least=1, most=limits.COMMENT_CHARACTERS)
        app = apps.find(self._parts.store, post.appid)
        article = post.articles[index]
        if app is None or not app.settings.comments or not article["need_open_comment"]:
            raise Refusal("这篇文章没有开留言", field="msg_data_id", status=409)
        tie = followers.tie(self._parts.store, post.appid, person.number)
        if article["only_fans_can_comment"] and not tie.following:
            raise Refusal("这篇文章只有关注的人能留言", field="follower", status=409)
        made = comments.add(
            self._parts.store,
            post=post.id,
            index=index,
            follower=person.number,
            content=content,
            at=self._parts.clock.now(),
        )
        return reply(self._as_json(post, made), status=201)

    async def take_back(self, request: Request) -> Response:
        """The person deletes a comment of his own."""
        person, (post, index) = self._person(request), self._article(dict(request.path_params))
        text = request.path_params["number"]
        found = (
            comments.find(self._parts.store, post=post.id, index=index, number=int(text))
            if text.isascii() and text.isdigit() and len(text) < 12
            else None
        )
        if found is None or found.deleted or found.follower != person.number:
            raise Refusal("没有这条留言", field="number", status=404)
        comments.change(self._parts.store, found.id, deleted="author")
        return gone()

    async def comments(self, request: Request) -> Response:
        """All that were not deleted, the newest first."""
        post, index = self._article(dict(request.path_params))
        found = comments.living(self._parts.store, post=post.id, index=index)
        return reply({"comments": [self._as_json(post, one) for one in found]})

    def _as_json(self, post: Post, comment: Comment) -> dict[str, Any]:
        person = followers.find(self._parts.store, comment.follower)
        return {
            "user_comment_id": comment.number,
            "msg_data_id": post.msg_data_id,
            "index": comment.idx,
            "follower": f"{followers.PREFIX}{comment.follower}",
            "name": person.name if person is not None else "",
            "content": comment.content,
            "at": round(comment.at, 3),
            "elected": comment.elected,
            "reply": comment.reply,
        }

    def _person(self, request: Request) -> Follower:
        person = followers.find_by_name(self._parts.store, request.path_params["follower"])
        if person is None:
            raise Refusal("桌上没有这部手机", field="follower", status=404)
        return person

    def _article(self, data: dict[str, Any]) -> tuple[Post, int]:
        msg_data_id = given.whole(data, "msg_data_id", least=0, most=2**53, default=-1)
        index = given.whole(data, "index", least=0, most=7, default=0)
        post = posts.of_any_account(self._parts.store, msg_data_id)
        if post is None or index >= len(post.articles) or post.articles[index]["is_deleted"]:
            raise Refusal("没有这篇文章", field="msg_data_id", status=404)
        return post, index
