"""Customer-service messages: what an account says by itself, while its window is open."""

from typing import Any

from zhijian.wechat.replies import MAX_TEXT_BYTES
from zhijian_sandbox import cards, links, windows
from zhijian_sandbox.passive import article_content
from zhijian_sandbox.phones import media_content
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.draft_calls import own_draft
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.media_calls import living
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import followers, media, posts
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.voices import seconds_of

TYPING_SECONDS = 15
TYPING_AFTER_CONTACT_SECONDS = 30

Content = dict[str, Any]


def send(call: Call) -> Fields:
    """Checked first, counted next, shown last: a refused message takes nothing from the window."""
    fields = call.fields()
    tie = _receiver(call, fields.get("touser"))
    kind = fields.get("msgtype")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise PlatformError(40008)
    given = fields.get(kind)
    if not isinstance(given, dict):
        raise PlatformError(47001)
    bubble_kind, content = _KINDS[kind](call, given)
    with call.parts.store.transaction():
        problem = windows.use(call.parts.store, tie, now=call.now)
        if problem:
            raise PlatformError(problem)
        call.parts.phones.show(tie, side="account", kind=bubble_kind, via="service", content=content)
    return done()


def typing(call: Call) -> Fields:
    """“对方正在输入…”, for fifteen seconds or until a message."""
    fields = call.fields()
    tie = _receiver(call, fields.get("touser"))
    command, now = fields.get("command"), call.now
    if command not in ("Typing", "CancelTyping"):
        raise PlatformError(45072)
    contact = windows.last_contact_at(tie)
    if contact is None or now - contact > TYPING_AFTER_CONTACT_SECONDS:
        raise PlatformError(45080)
    if command == "Typing" and tie.typing_until is not None and now < tie.typing_until:
        raise PlatformError(45081)
    until = now + TYPING_SECONDS if command == "Typing" else None
    followers.change_tie(call.parts.store, tie.id, typing_until=until)
    call.parts.phones.announce_chat(tie.appid, tie.follower)
    return done()


def _receiver(call: Call, openid: Any) -> Tie:
    tie = (
        followers.tie_by_openid(call.parts.store, call.app.appid, openid) if isinstance(openid, str) else None
    )
    if tie is None:
        raise PlatformError(40003)
    if not tie.following:
        raise PlatformError(45015)
    if tie.blacklisted:
        raise PlatformError(43019)
    return tie


def _text(_call: Call, given: Content) -> tuple[str, Content]:
    content = given.get("content")
    if not isinstance(content, str) or not content.strip():
        raise PlatformError(44004)
    if len(content.encode()) > MAX_TEXT_BYTES:
        raise PlatformError(45002)
    return "text", {"content": content, "runs": links.runs(content)}


def _image(call: Call, given: Content) -> tuple[str, Content]:
    return "image", {"media": _media(call, given, "media_id", ("image",))}


def _voice(call: Call, given: Content) -> tuple[str, Content]:
    voice = _media(call, given, "media_id", ("voice",))
    return "voice", {
        "media": voice,
        "seconds": seconds_of(media.content(call.parts.store, voice["media_id"])),
    }


def _video(call: Call, given: Content) -> tuple[str, Content]:
    thumb = _media(call, given, "thumb_media_id", ("thumb", "image")) if given.get("thumb_media_id") else None
    video = _media(call, given, "media_id", ("video",))
    return "video", {
        "media": video,
        "thumb": thumb,
        "title": _words(given, "title"),
        "description": _words(given, "description"),
    }


def _music(call: Call, given: Content) -> tuple[str, Content]:
    return "music", {
        "title": _words(given, "title"),
        "description": _words(given, "description"),
        "url": _words(given, "musicurl"),
        "hq_url": _words(given, "hqmusicurl"),
        "thumb": _media(call, given, "thumb_media_id", ("thumb", "image")),
    }


def _news(_call: Call, given: Content) -> tuple[str, Content]:
    articles = given.get("articles")
    if not isinstance(articles, list) or not articles or not all(isinstance(one, dict) for one in articles):
        raise PlatformError(44003)
    if len(articles) > 1:
        raise PlatformError(45008)
    (article,) = articles
    shown = [_words(article, name) for name in ("title", "description", "picurl", "url")]
    if not shown[0]:
        raise PlatformError(44003)
    return "news", {"articles": [article_content(*shown)]}


def _draft(call: Call, given: Content) -> tuple[str, Content]:
    """The older form: a draft of one article, which stays."""
    draft = own_draft(call, given.get("media_id"))
    if len(draft.articles) > 1:
        raise PlatformError(45008)
    post = cards.address(call.parts.store, draft, base_url=call.base_url, at=call.now)
    return "news", cards.content(post)


def _published(call: Call, given: Content) -> tuple[str, Content]:
    post = posts.by_article_id(
        call.parts.store, call.app.appid, call.text(given, "article_id", missing=53600)
    )
    if post is None or post.articles[0]["is_deleted"]:
        raise PlatformError(53600)
    return "news", {"articles": cards.content(post)["articles"][:1]}


def _menu(_call: Call, given: Content) -> tuple[str, Content]:
    items = given.get("list")
    if not isinstance(items, list) or not items or not all(isinstance(one, dict) for one in items):
        raise PlatformError(40035)
    shown = [{"id": str(one.get("id", "")), "content": _words(one, "content")} for one in items]
    if not all(one["id"] and one["content"] for one in shown):
        raise PlatformError(40035)
    head, tail = _words(given, "head_content"), _words(given, "tail_content")
    return "msgmenu", {"head": head, "items": shown, "tail": tail}


def _card(call: Call, given: Content) -> tuple[str, Content]:
    return "card", {"card_id": call.text(given, "card_id", missing=40035)}


def _miniprogram(call: Call, given: Content) -> tuple[str, Content]:
    return "miniprogram", {
        "title": _words(given, "title"),
        "appid": call.text(given, "appid", missing=40013),
        "pagepath": call.text(given, "pagepath", missing=40035),
        "thumb": _media(call, given, "thumb_media_id", ("thumb", "image")),
    }


def _media(call: Call, given: Content, name: str, kinds: tuple[str, ...]) -> Content:
    found = living(call, call.text(given, name, missing=41006))
    if found is None or found.kind not in kinds:
        raise PlatformError(40007)
    return media_content(found)


def _words(given: Content, name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


_KINDS = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "music": _music,
    "news": _news,
    "mpnews": _draft,
    "mpnewsarticle": _published,
    "msgmenu": _menu,
    "wxcard": _card,
    "miniprogrampage": _miniprogram,
}

ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/message/custom/send", send, right=Right.VERIFIED, daily=500_000),
    Endpoint("POST", "/cgi-bin/message/custom/typing", typing, right=Right.VERIFIED, daily=500_000),
)
