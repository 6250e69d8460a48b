"""Comments (留言) under published and pushed articles. Verified accounts only.

An article is named by its msg_data_id and, among several, its index counted from 0.
"""

from dataclasses import dataclass, field
from enum import IntEnum

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call

MAX_PAGE = 49
MAX_ELECTED = 100


class Which(IntEnum):
    ALL = 0
    NORMAL = 1
    ELECTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """`openid` is "" where the platform does not tell; `reply` "" when there is none. Times are seconds
    since 1970."""

    id: int
    content: str = field(repr=False)
    create_time: int
    is_elected: bool
    openid: str = field(default="", repr=False)
    reply: str = ""
    reply_time: int = 0


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Some of `total`."""

    total: int
    comments: tuple[Comment, ...]


class CommentCalls:
    """All raise `ArticleGone`, `CommentsUnavailable`; those about one comment `CommentGone`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def open(self, msg_data_id: int, *, index: int = 0) -> None:
        await self._change("open", msg_data_id, index)

    async def close(self, msg_data_id: int, *, index: int = 0) -> None:
        await self._change("close", msg_data_id, index)

    async def page(
        self,
        msg_data_id: int,
        *,
        index: int = 0,
        begin: int = 0,
        count: int = MAX_PAGE,
        which: Which = Which.ALL,
    ) -> CommentPage:
        """Up to `MAX_PAGE` from `begin`. Error 88010 beyond."""
        body = {
            "msg_data_id": msg_data_id,
            "index": index,
            "begin": begin,
            "count": count,
            "type": which.value,
        }
        call = Call(method="POST", path="/cgi-bin/comment/list", body=body, repeatable=True)
        answer = await self._ask(call)
        return CommentPage(
            answer.number("total", default=0), tuple(_comment(one) for one in answer.objects("comment"))
        )

    async def elect(self, msg_data_id: int, comment_id: int, *, index: int = 0) -> None:
        """From now on every reader sees it. Error 88003 beyond `MAX_ELECTED`."""
        await self._change("markelect", msg_data_id, index, comment_id)

    async def unelect(self, msg_data_id: int, comment_id: int, *, index: int = 0) -> None:
        await self._change("unmarkelect", msg_data_id, index, comment_id)

    async def delete(self, msg_data_id: int, comment_id: int, *, index: int = 0) -> None:
        await self._change("delete", msg_data_id, index, comment_id)

    async def reply(self, msg_data_id: int, comment_id: int, *, content: str, index: int = 0) -> None:
        """Once. Errors 88005 replied already, 88007 empty or too long."""
        body = {
            "msg_data_id": msg_data_id,
            "index": index,
            "user_comment_id": comment_id,
            "content": content,
        }
        await self._ask(Call(method="POST", path="/cgi-bin/comment/reply/add", body=body))

    async def delete_reply(self, msg_data_id: int, comment_id: int, *, index: int = 0) -> None:
        """Error 88009 when there is none."""
        await self._change("reply/delete", msg_data_id, index, comment_id)

    async def _change(self, name: str, msg_data_id: int, index: int, comment_id: int | None = None) -> None:
        body = {"msg_data_id": msg_data_id, "index": index}
        if comment_id is not None:
            body["user_comment_id"] = comment_id
        # What is twice opened, elected or deleted is no different; but a second deletion is refused.
        repeatable = name in ("open", "close", "markelect", "unmarkelect")
        path = f"/cgi-bin/comment/{name}"
        await self._ask(Call(method="POST", path=path, body=body, repeatable=repeatable))


def _comment(answer: Answer) -> Comment:
    reply = answer.object("reply")
    return Comment(
        id=answer.number("user_comment_id"),
        content=answer.text("content", default=""),
        create_time=answer.number("create_time", default=0),
        is_elected=answer.number("comment_type", default=0) == 1,
        openid=answer.text("openid", default=""),
        reply=reply.text("content", default=""),
        reply_time=reply.number("create_time", default=0),
    )
