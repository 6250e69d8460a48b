"""What the platform makes of the answer to a callback: shown, accepted in silence, or a failure."""

from dataclasses import dataclass
from typing import Any

from zhijian.wechat import replies, xml
from zhijian.wechat.callback import Cipher, Refused, envelope
from zhijian_sandbox import links
from zhijian_sandbox.phones import media_content
from zhijian_sandbox.state import media
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.voices import seconds_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """`kind` and `content` are the bubble to show, empty when nothing is; `text` the decrypted answer."""

    verdict: str
    reason: str = ""
    text: str = ""
    summary: str = ""
    kind: str = ""
    content: dict[str, Any] | None = None


class NotAccepted(Exception):
    """The platform would call this answer broken; str() says why, for the log."""


def judge(store: Store, body: bytes, *, app: App, openid: str, now: float) -> Judgement:
    """The verdict on the body of an answer with status 200."""
    if body in (b"", b"success"):
        return Judgement("accepted", text=body.decode(), summary=body.decode() or "空")
    text = ""
    try:
        text, seal = _open(body, app)
        reply = _check_envelope(text, app=app, openid=openid)
        kind, content = _bubble(store, reply, appid=app.appid, now=now)
    except NotAccepted as problem:
        return Judgement("invalid", reason=str(problem), text=text or body[:4096].decode(errors="replace"))
    return Judgement(
        "answered", text=text, summary=f"{kind or '转人工'} · {seal}", kind=kind, content=content
    )


def _open(body: bytes, app: App) -> tuple[str, str]:
    """The plain XML, and how it was sealed."""
    if body.strip() != body:
        raise NotAccepted("XML 前后有空白")
    if not body.startswith(b"<"):
        raise NotAccepted("不是 XML，也不是 success")
    mode = app.settings.mode
    try:
        fields = xml.parse(body)
    except xml.Malformed as problem:
        raise NotAccepted(f"XML 坏了：{problem}") from problem
    if "Encrypt" not in fields:
        if mode == "safe":
            raise NotAccepted("安全模式要加密，回答没加密")
        return body.decode(), "明文"
    if mode == "plain":
        raise NotAccepted("明文模式收到了加密的回答")
    cipher = Cipher(app.settings.aes_key, appid=app.appid)
    try:
        opened = envelope.unseal(cipher, app.settings.token, body)
        return opened.xml.decode(), "签名对上了"
    except (Refused, xml.Malformed) as problem:
        raise NotAccepted("签名不对，或解不开") from problem
    except UnicodeDecodeError as problem:
        raise NotAccepted("解密后不是 UTF-8") from problem


def _check_envelope(text: str, *, app: App, openid: str) -> replies.Reply:
    if text.strip() != text:
        raise NotAccepted("XML 前后有空白")
    try:
        addressed = replies.read(text)
    except xml.Malformed as problem:
        raise NotAccepted(f"不是被动回复：{problem}") from problem
    if addressed.from_user != app.gh_id:
        raise NotAccepted("FromUserName 不是原始 ID")
    if addressed.to_user != openid:
        raise NotAccepted("ToUserName 不是发消息的人")
    return addressed.reply


def _bubble(
    store: Store, reply: replies.Reply, *, appid: str, now: float
) -> tuple[str, dict[str, Any] | None]:
    match reply:
        case replies.TextReply(content):
            if not content.strip():
                raise NotAccepted("内容为空")
            if len(content.encode()) > replies.MAX_TEXT_BYTES:
                raise NotAccepted(f"文字超过 {replies.MAX_TEXT_BYTES} 字节")
            return "text", {"content": content, "runs": links.runs(content)}
        case replies.ImageReply(media_id):
            return "image", {"media": _media(store, media_id, appid=appid, kind="image", now=now)}
        case replies.VoiceReply(media_id):
            voice = _media(store, media_id, appid=appid, kind="voice", now=now)
            return "voice", {"media": voice, "seconds": seconds_of(media.content(store, media_id))}
        case replies.VideoReply():
            video = _media(store, reply.media_id, appid=appid, kind="video", now=now)
            return "video", {
                "media": video,
                "thumb": None,
                "title": reply.title,
                "description": reply.description,
            }
        case replies.MusicReply():
            return "music", {
                "title": reply.title,
                "description": reply.description,
                "url": reply.music_url,
                "hq_url": reply.hq_music_url,
                "thumb": _media(store, reply.thumb_media_id, appid=appid, kind="thumb", now=now),
            }
        case replies.NewsReply((article,)):
            if not article.title:
                raise NotAccepted("图文没有标题")
            return "news", {
                "articles": [
                    article_content(article.title, article.description, article.pic_url, article.url)
                ]
            }
    # Handed to staff in WeChat's own tool, or to the platform's own AI: neither is on this desk.
    return "", None


def article_content(title: str, description: str, picture_url: str, url: str) -> dict[str, str]:
    return {"title": title, "description": description, "picture_url": picture_url, "url": url}


def _media(store: Store, media_id: str, *, appid: str, kind: str, now: float) -> dict[str, Any]:
    found = media.find(store, media_id)
    if (
        found is None
        or found.appid != appid
        or found.kind not in (kind, _ALSO.get(kind))
        or not found.is_alive(now)
    ):
        raise NotAccepted(f"没有这个素材，或它不是 {kind}：{media_id[:16]}…")
    return media_content(found)


_ALSO = {"thumb": "image"}
