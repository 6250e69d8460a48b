"""Pushes (群发): the same message to many at once."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhijian_sandbox import cards, links
from zhijian_sandbox.clock import CHINA
from zhijian_sandbox.jobs.pushing import CONFIRM_WITHIN_SECONDS, SERVICE_A_MONTH
from zhijian_sandbox.phones import media_content
from zhijian_sandbox.platform import limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.draft_calls import own_draft
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.media_calls import living
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import drafts, followers, media, posts, pushes, tags
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.state.pushes import Push
from zhijian_sandbox.voices import seconds_of

SUBSCRIPTION_A_DAY = 1
MAX_CLIENT_ID_BYTES = 64
MAX_OPENIDS = 10_000
MAX_TEXT_BYTES = 2048
RETRY_SECONDS = 60

Bubble = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent: bubbles, and the draft when it is articles."""

    kind: str
    bubbles: list[Bubble]
    draft: drafts.Draft | None = None


def send_to_all(call: Call) -> Fields:
    """To everybody, or to those with a tag."""
    fields = call.fields()
    audience = fields.get("filter")
    if not isinstance(audience, dict):
        raise PlatformError(40152)
    to_all = audience.get("is_to_all") in (True, 1, "true")
    # Groups became tags, and kept their numbers; older clients still say group_id.
    tag = None if to_all else _tag(call, audience.get("tag_id", audience.get("group_id")))
    return _accept(call, fields, to_all=to_all, tag=tag, openids=None)


def send_to_some(call: Call) -> Fields:
    """To people by name, two at least."""
    fields = call.fields()
    openids = fields.get("touser")
    if not isinstance(openids, list) or not all(isinstance(one, str) for one in openids):
        raise PlatformError(limits.PUSH_BAD_OPENIDS)
    if len(openids) < 2:
        raise PlatformError(40130)
    if len(openids) > MAX_OPENIDS:
        raise PlatformError(40032)
    known = (followers.tie_by_openid(call.parts.store, call.app.appid, one) for one in openids)
    if any(tie is None for tie in known):
        raise PlatformError(40003)
    return _accept(call, fields, to_all=False, tag=None, openids=openids)


def preview(call: Call) -> Fields:
    """To one person, at once; counts against no quota but its own."""
    fields = call.fields()
    tie = _previewer(call, fields)
    content = _content(call, fields)
    store = call.parts.store
    with store.transaction():
        number = store.next_number("preview")
        for bubble in _addressed(call, content)[0]:
            call.parts.phones.show(
                tie, side="account", kind=bubble["kind"], via="preview", content=bubble["content"]
            )
    return done(msg_id=pushes.FIRST_MSG_ID - number)


def delete(call: Call) -> Fields:
    """The cards stay where they arrived; what they lead to is gone."""
    fields = call.fields()
    push = _own(call, fields.get("msg_id"), url=fields.get("url"))
    if push.kind not in ("mpnews", "mpvideo"):
        raise PlatformError(40008)
    index = fields.get("article_idx") or 0
    store = call.parts.store
    with store.transaction():
        if push.post is None:
            pushes.change(store, push.id, state="deleted")
            return done()
        post = posts.get(store, push.post)
        if type(index) is not int or not 0 <= index <= len(post.articles):
            raise PlatformError(40060)
        posts.remove_article(store, post, index=index)
        if all(one["is_deleted"] for one in posts.get(store, post.id).articles):
            pushes.change(store, push.id, state="deleted")
    return done()


def get(call: Call) -> Fields:
    push = _own(call, call.fields().get("msg_id"))
    words = {"sent": "SEND_SUCCESS", "failed": "SEND_FAIL", "deleted": "DELETE"}
    return {"msg_id": push.msg_id, "msg_status": words.get(push.state, "SENDING")}


_SPEEDS = (80, 60, 45, 30, 10)


def get_speed(call: Call) -> Fields:
    speed = int(call.parts.store.meta(f"speed:{call.app.appid}") or 0)
    return {"speed": speed, "realspeed": _SPEEDS[speed]}


def set_speed(call: Call) -> Fields:
    fields = call.fields()
    if "speed" not in fields:
        raise PlatformError(45084)
    speed = fields["speed"]
    if type(speed) is not int or not 0 <= speed < len(_SPEEDS):
        raise PlatformError(45083)
    if call.parts.faults.is_on("confirmation", call.app.appid):
        raise PlatformError(89505)
    call.parts.store.set_meta(f"speed:{call.app.appid}", str(speed))
    return done()


def upload_video(call: Call) -> Fields:
    """A video with its words, as a push wants it: another media id."""
    fields = call.fields()
    found = living(call, call.text(fields, "media_id", missing=41006))
    if found is None or found.kind != "video":
        raise PlatformError(40007)
    kept = media.add(
        call.parts.store,
        media.content(call.parts.store, found.media_id),
        appid=call.app.appid,
        kind="video",
        mime_type=found.mime_type,
        file_name=found.file_name,
        at=call.now,
        title=_words(fields, "title"),
        introduction=_words(fields, "description"),
    )
    return {"type": "video", "media_id": kept.media_id, "created_at": int(call.now)}


def _accept(
    call: Call, fields: Fields, *, to_all: bool, tag: int | None, openids: list[str] | None
) -> Fields:
    client_id = _client_id(call, fields)
    content = _content(call, fields)
    store, app = call.parts.store, call.app
    with store.transaction():
        _check_quota(call, to_all=to_all)
        bubbles, post = _addressed(call, content)
        protected = to_all and call.parts.faults.is_on("confirmation", app.appid)
        push = pushes.add(
            store,
            app.appid,
            {
                "post": post.id if post is not None else None,
                "draft": content.draft.media_id if content.draft is not None else None,
                "client_id": client_id,
                "kind": content.kind,
                "content": json.dumps(bubbles, ensure_ascii=False),
                "to_all": to_all,
                "tag": tag,
                "openids": json.dumps(openids) if openids is not None else None,
                "at": call.now,
                "state": "waiting" if protected else "sending",
            },
        )
        call.parts.jobs.plan(
            app.appid, kind="push", subject=push.id, seconds=CONFIRM_WITHIN_SECONDS if protected else None
        )
        call.parts.jobs.announce_push(push.id)
    answer = {"errcode": 0, "errmsg": "send job submission success", "msg_id": push.msg_id}
    return answer if post is None else {**answer, "msg_data_id": post.msg_data_id}


def _client_id(call: Call, fields: Fields) -> str | None:
    """What keeps the same push from being sent twice, and it was not sent yet."""
    client_id = fields.get("clientmsgid")
    if client_id is None or client_id == "":
        return None
    if not isinstance(client_id, str) or len(client_id.encode(errors="replace")) > MAX_CLIENT_ID_BYTES:
        raise PlatformError(45067)
    since = call.now - limits.CLIENT_MSG_ID_SECONDS
    first = pushes.by_client_id(call.parts.store, call.app.appid, client_id, since=since)
    if first is None:
        return client_id
    if first.state in ("waiting", "sending") and call.now - first.at < RETRY_SECONDS:
        raise PlatformError(45066)
    more: Fields = {"msg_id": first.msg_id}
    if first.post is not None:
        more["msg_data_id"] = posts.get(call.parts.store, first.post).msg_data_id
    raise PlatformError(45065, more=more)


def _check_quota(call: Call, *, to_all: bool) -> None:
    """A subscription account has one push a day, to whomever; a service account four a month to everybody,
    and what a tag or a name gets is counted with each follower."""
    service = call.app.settings.kind == "service"
    if service and not to_all:
        return
    clock = call.parts.clock
    most = call.app.settings.quotas.get("push", SERVICE_A_MONTH if service else SUBSCRIPTION_A_DAY)
    used = pushes.count_since(
        call.parts.store,
        call.app.appid,
        _beginning(clock.month() if service else clock.day()),
        to_all_only=service,
        failed_too=not limits.PUSH_QUOTA_RETURNED,
    )
    if used >= most:
        raise PlatformError(45028)


def _beginning(period: str) -> float:
    """Of a day, or of a month."""
    day = f"{period}-01" if period.count("-") == 1 else period
    return datetime.fromisoformat(day).replace(tzinfo=CHINA).timestamp()


def _addressed(call: Call, content: Content) -> tuple[list[Bubble], posts.Post | None]:
    """The bubbles, articles with the addresses they have from now on."""
    if content.draft is None:
        return content.bubbles, None
    post = cards.address(call.parts.store, content.draft, base_url=call.base_url, at=call.now)
    return [{"kind": "news", "content": cards.content(post)}], post


def _content(call: Call, fields: Fields) -> Content:
    kind = fields.get("msgtype")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise PlatformError(40008)
    given = fields.get("images" if kind == "image" and "images" in fields else kind)
    if not isinstance(given, dict):
        raise PlatformError(47001)
    return _KINDS[kind](call, given)


def _articles(call: Call, given: Fields) -> Content:
    return Content("mpnews", [], own_draft(call, given.get("media_id")))


def _text(_call: Call, given: Fields) -> Content:
    content = given.get("content")
    if not isinstance(content, str) or not content.strip():
        raise PlatformError(44004)
    if len(content.encode(errors="replace")) > MAX_TEXT_BYTES:
        raise PlatformError(45002)
    return Content("text", [{"kind": "text", "content": {"content": content, "runs": links.runs(content)}}])


def _voice(call: Call, given: Fields) -> Content:
    found = _media(call, given.get("media_id"), "voice")
    seconds = seconds_of(media.content(call.parts.store, found.media_id))
    return Content(
        "voice", [{"kind": "voice", "content": {"media": media_content(found), "seconds": seconds}}]
    )


def _images(call: Call, given: Fields) -> Content:
    """Several, or one in the older form."""
    wanted = given.get("media_ids", [given.get("media_id")])
    if not isinstance(wanted, list) or not wanted:
        raise PlatformError(40007)
    found = [_media(call, one, "image") for one in wanted]
    bubbles: list[Bubble] = [{"kind": "image", "content": {"media": media_content(one)}} for one in found]
    recommend = _words(given, "recommend")
    if recommend:
        words = {"content": recommend, "runs": links.runs(recommend)}
        bubbles.append({"kind": "text", "content": words})
    return Content("image", bubbles)


def _video(call: Call, given: Fields) -> Content:
    found = _media(call, given.get("media_id"), "video")
    content = {
        "media": media_content(found),
        "thumb": None,
        "title": found.title or _words(given, "title"),
        "description": found.introduction or _words(given, "description"),
    }
    return Content("mpvideo", [{"kind": "video", "content": content}])


def _music(call: Call, given: Fields) -> Content:
    found = _media(call, given.get("media_id"), "voice")
    seconds = seconds_of(media.content(call.parts.store, found.media_id))
    return Content(
        "music", [{"kind": "voice", "content": {"media": media_content(found), "seconds": seconds}}]
    )


def _card(call: Call, given: Fields) -> Content:
    card = {"card_id": call.text(given, "card_id", missing=40035)}
    return Content("wxcard", [{"kind": "card", "content": card}])


def _media(call: Call, media_id: Any, kind: str) -> media.Media:
    if not isinstance(media_id, str) or not media_id:
        raise PlatformError(41006)
    found = living(call, media_id)
    if found is None or found.kind != kind:
        raise PlatformError(40007)
    return found


def _words(given: Fields, name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _tag(call: Call, tag: Any) -> int:
    digits = str(tag)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 12):
        raise PlatformError(40152)
    if not tags.exists(call.parts.store, call.app.appid, int(digits)):
        raise PlatformError(40152)
    return int(digits)


def _previewer(call: Call, fields: Fields) -> Tie:
    """By openid, or by WeChat id, which on this desk is the phone's name."""
    store, appid = call.parts.store, call.app.appid
    name = fields.get("towxname")
    if isinstance(name, str) and name:
        person = followers.find_by_name(store, name) if name.startswith(followers.PREFIX) else None
        if person is None:
            raise PlatformError(40132)
        tie = followers.tie(store, appid, person.number)
    else:
        openid = fields.get("touser")
        found = followers.tie_by_openid(store, appid, openid) if isinstance(openid, str) else None
        if found is None:
            raise PlatformError(40003)
        tie = found
    if not tie.following:
        raise PlatformError(43004)
    return tie


def _own(call: Call, msg_id: Any, *, url: Any = None) -> Push:
    """By number; or, for deleting, by the address of an article in it."""
    digits = str(msg_id)
    found = (
        pushes.by_msg_id(call.parts.store, call.app.appid, int(digits))
        if digits.isascii() and digits.isdigit() and len(digits) < 18
        else None
    )
    if found is None and isinstance(url, str) and url:
        found = pushes.by_article_url(call.parts.store, call.app.appid, url)
    if found is None:
        raise PlatformError(40059)
    return found


_KINDS = {
    "mpnews": _articles,
    "text": _text,
    "voice": _voice,
    "music": _music,
    "image": _images,
    "mpvideo": _video,
    "wxcard": _card,
}

_VERIFIED = Right.VERIFIED


def _endpoint(name: str, handler: Any, *, right: Right = _VERIFIED) -> Endpoint:
    path = f"/cgi-bin/message/mass/{name}"
    return Endpoint("POST", path, handler, right=right, daily=100, per_minute=60)


ENDPOINTS = (
    _endpoint("sendall", send_to_all),
    _endpoint("send", send_to_some, right=Right.VERIFIED_SERVICE),
    _endpoint("preview", preview),
    _endpoint("delete", delete),
    _endpoint("get", get),
    _endpoint("speed/get", get_speed),
    _endpoint("speed/set", set_speed),
    Endpoint("POST", "/cgi-bin/media/uploadvideo", upload_video, right=_VERIFIED),
)
