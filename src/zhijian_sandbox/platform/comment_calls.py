"""Comments under published and pushed articles."""

from typing import Any

from zhijian_sandbox.platform import limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import comments, followers, posts
from zhijian_sandbox.state.comments import Comment
from zhijian_sandbox.state.posts import Post

MAX_ELECTED = 100
LIST_BELOW = 50


def open_comments(call: Call) -> Fields:
    return _set_open(call, is_open=1)


def close_comments(call: Call) -> Fields:
    return _set_open(call, is_open=0)


def page(call: Call) -> Fields:
    """The newest first; `type` 0 all, 1 normal, 2 elected."""
    fields = call.fields()
    post, index = _article(call, fields)
    begin, count, kind = fields.get("begin"), fields.get("count"), fields.get("type", 0)
    if type(begin) is not int or begin < 0 or type(count) is not int or not 0 < count < LIST_BELOW:
        raise PlatformError(88010)
    if kind not in (0, 1, 2):
        raise PlatformError(40035)
    found = comments.living(
        call.parts.store, post=post.id, index=index, elected={0: None, 1: False, 2: True}[kind]
    )
    return done(total=len(found), comment=[_told(call, one) for one in found[begin : begin + count]])


def elect(call: Call) -> Fields:
    comment = _comment(call)
    store = call.parts.store
    elected = comments.living(store, post=comment.post, index=comment.idx, elected=True)
    if not comment.elected and len(elected) >= MAX_ELECTED:
        raise PlatformError(88003)
    comments.change(store, comment.id, elected=1)
    return done()


def unelect(call: Call) -> Fields:
    comments.change(call.parts.store, _comment(call).id, elected=0)
    return done()


def delete(call: Call) -> Fields:
    comments.change(call.parts.store, _comment(call).id, deleted="account")
    return done()


def reply(call: Call) -> Fields:
    comment, content = _comment(call), call.fields().get("content")
    if not isinstance(content, str) or not 0 < len(content.strip()) <= limits.COMMENT_REPLY_CHARACTERS:
        raise PlatformError(88007)
    if comment.reply is not None:
        raise PlatformError(88005)
    comments.change(call.parts.store, comment.id, reply=content, replied_at=call.now)
    return done()


def unreply(call: Call) -> Fields:
    comment = _comment(call)
    if comment.reply is None:
        raise PlatformError(88009)
    comments.change(call.parts.store, comment.id, reply=None, replied_at=None)
    return done()


def _set_open(call: Call, *, is_open: int) -> Fields:
    post, index = _article(call, call.fields())
    changed = [*post.articles]
    changed[index] = {**changed[index], "need_open_comment": is_open}
    posts.change_articles(call.parts.store, post.id, changed)
    return done()


def _article(call: Call, fields: Fields) -> tuple[Post, int]:
    """The article, which readers can open; `index` counts from 0 and is 0 when it is not given."""
    if not call.app.settings.comments:
        raise PlatformError(88000)
    msg_data_id, index = fields.get("msg_data_id"), fields.get("index", 0)
    digits = str(msg_data_id)
    post = (
        posts.by_msg_data_id(call.parts.store, call.app.appid, int(digits))
        if digits.isascii() and digits.isdigit() and len(digits) < 18
        else None
    )
    if post is None or (post.how == "published" and post.article_id is None):
        raise PlatformError(88001)
    if type(index) is not int or not 0 <= index < len(post.articles):
        raise PlatformError(88001)
    if post.articles[index]["is_deleted"]:
        raise PlatformError(88001)
    return post, index


def _comment(call: Call) -> Comment:
    fields = call.fields()
    post, index = _article(call, fields)
    number: Any = fields.get("user_comment_id")
    found = (
        comments.find(call.parts.store, post=post.id, index=index, number=number)
        if type(number) is int and 0 < number < 2**40
        else None
    )
    if found is None or found.deleted == "account":
        raise PlatformError(88008)
    if found.deleted:
        raise PlatformError(88004)
    return found


def _told(call: Call, comment: Comment) -> Fields:
    tie = followers.tie(call.parts.store, call.app.appid, comment.follower)
    told: Fields = {
        "user_comment_id": comment.number,
        "openid": tie.openid,
        "create_time": int(comment.at),
        "content": comment.content,
        "comment_type": int(comment.elected),
    }
    if comment.reply is not None:
        told["reply"] = {"content": comment.reply, "create_time": int(comment.replied_at or 0)}
    return told


def _endpoint(name: str, handler: Any) -> Endpoint:
    return Endpoint("POST", f"/cgi-bin/comment/{name}", handler, right=Right.VERIFIED)


ENDPOINTS = (
    _endpoint("open", open_comments),
    _endpoint("close", close_comments),
    _endpoint("list", page),
    _endpoint("markelect", elect),
    _endpoint("unmarkelect", unelect),
    _endpoint("delete", delete),
    _endpoint("reply/add", reply),
    _endpoint("reply/delete", unreply),
)
