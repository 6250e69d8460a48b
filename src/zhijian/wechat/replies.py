"""What the account may answer inside a callback: at most one of these, within five seconds.

`render` writes the XML for one person; `read` and `parse` take it apart again, as the platform does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from zhijian.wechat import xml
from zhijian.wechat.wire import BrokenElement, read_number
from zhijian.wechat.xml import Fields, Malformed, cdata

# Beyond this a text reply may fail; the rest goes out as customer-service messages.
MAX_TEXT_BYTES = 2048


@dataclass(frozen=True, slots=True)
class TextReply:
    """Line feeds and `<a href>` links work. Keep it within `MAX_TEXT_BYTES` of UTF-8."""

    content: str


@dataclass(frozen=True, slots=True)
class ImageReply:
    """`media_id`, here and below, is of temporary or permanent media."""

    media_id: str


@dataclass(frozen=True, slots=True)
class VoiceReply:
    media_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoReply:
    media_id: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicReply:
    thumb_media_id: str
    title: str = ""
    description: str = ""
    music_url: str = ""
    hq_music_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    title: str
    url: str
    description: str = ""
    pic_url: str = ""


@dataclass(frozen=True, slots=True)
class NewsReply:
    """A card for one article. Since 2018 the platform takes one; more raise ValueError."""

    articles: tuple[Article, ...]

    def __post_init__(self) -> None:
        if len(self.articles) != 1:
            raise ValueError("a news reply has exactly one article")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCustomerService:
    """Hands the person to staff in WeChat's own tool, to one of them if named."""

    kf_account: str = ""


@dataclass(frozen=True, slots=True)
class TransferBizAiIvr:
    """Hands the message to the platform's own AI reply, if that is switched on."""


Reply: TypeAlias = (
    TextReply
    | ImageReply
    | VoiceReply
    | VideoReply
    | MusicReply
    | NewsReply
    | TransferCustomerService
    | TransferBizAiIvr
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A reply with its envelope: from the account's original id to an openid."""

    reply: Reply
    to_user: str
    from_user: str
    create_time: int


def render(reply: Reply, *, to_user: str, from_user: str, create_time: int) -> str:
    """The XML of the reply. `to_user` is the openid, `from_user` the gh_ id: the question's, exchanged.
    Characters XML cannot carry are left out."""
    return (
        f"<xml><ToUserName>{cdata(to_user)}</ToUserName>"
        f"<FromUserName>{cdata(from_user)}</FromUserName>"
        f"<CreateTime>{create_time}</CreateTime>{_body(reply)}</xml>"
    )


def parse(data: bytes | str) -> Reply:
    """The reply in the XML, without its envelope. Raises only `Malformed`."""
    return read(data).reply


def read(data: bytes | str) -> Addressed:
    """The reply and its envelope. Raises only `Malformed`, also for a type no reply may have."""
    fields = xml.parse(data)
    try:
        return Addressed(
            reply=_reply(fields),
            to_user=_text(fields, "ToUserName"),
            from_user=_text(fields, "FromUserName"),
            create_time=read_number(fields.get("CreateTime", "")),
        )
    except BrokenElement:
        pass
    raise Malformed("not a reply")


def _body(reply: Reply) -> str:
    # The two nearly every answer is, without a detour.
    if isinstance(reply, TextReply):
        return f"<MsgType><![CDATA[text]]></MsgType><Content>{cdata(reply.content)}</Content>"
    if isinstance(reply, NewsReply):
        (article,) = reply.articles
        return (
            "<MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item>"
            f"<Title>{cdata(article.title)}</Title><Description>{cdata(article.description)}</Description>"
            f"<PicUrl>{cdata(article.pic_url)}</PicUrl><Url>{cdata(article.url)}</Url></item></Articles>"
        )
    kind, fields = _rarer(reply)
    return f"<MsgType><![CDATA[{kind}]]></MsgType>{xml.render_all(fields)}"


def _rarer(reply: Reply) -> tuple[str, Fields]:
    match reply:
        case ImageReply(media_id):
            return "image", {"Image": {"MediaId": media_id}}
        case VoiceReply(media_id):
            return "voice", {"Voice": {"MediaId": media_id}}
        case VideoReply():
            return "video", {"Video": _given(reply, _VIDEO)}
        case MusicReply():
            return "music", {"Music": _given(reply, _MUSIC)}
        case TransferCustomerService():
            info = _given(reply, _TRANSFER)
            return "transfer_customer_service", {"TransInfo": info} if info else {}
        case TransferBizAiIvr():
            return "transfer_biz_ai_ivr", {}
    raise TypeError(f"{type(reply).__name__} is no reply")


_VIDEO = {"media_id": "MediaId", "title": "Title", "description": "Description"}
_MUSIC = {
    "title": "Title",
    "description": "Description",
    "music_url": "MusicUrl",
    "hq_music_url": "HQMusicUrl",
    "thumb_media_id": "ThumbMediaId",
}
_TRANSFER = {"kf_account": "KfAccount"}
_ARTICLE = {"title": "Title", "description": "Description", "pic_url": "PicUrl", "url": "Url"}


def _given(reply: Reply, names: dict[str, str]) -> Fields:
    """Its texts under the platform's names; those that may be missing, and are empty, stay away."""
    return {
        name: text
        for attribute, name in names.items()
        if (text := getattr(reply, attribute)) or attribute.endswith("media_id")
    }


def _reply(fields: Fields) -> Reply:
    reader = _READERS.get(_text(fields, "MsgType"))
    if reader is None:
        raise BrokenElement
    return reader(fields)


def _news(fields: Fields) -> NewsReply:
    if read_number(fields.get("ArticleCount", "")) != 1:
        raise BrokenElement
    article = _texts(_inside(fields, "Articles"), "item", names=_ARTICLE, required="")
    return NewsReply((Article(**{"title": "", "url": "", **article}),))


def _transfer(fields: Fields) -> TransferCustomerService:
    if "TransInfo" not in fields:
        return TransferCustomerService()
    return TransferCustomerService(**_texts(fields, "TransInfo", names=_TRANSFER, required="kf_account"))


def _texts(fields: Fields, outer: str, *, names: dict[str, str], required: str) -> dict[str, str]:
    inner = _inside(fields, outer)
    return {
        attribute: _text(inner, name)
        for attribute, name in names.items()
        if name in inner or attribute == required
    }


def _inside(fields: Fields, name: str) -> Fields:
    value = fields.get(name)
    if isinstance(value, dict):
        return value
    raise BrokenElement


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if isinstance(value, str):
        return value
    raise BrokenElement


_READERS: dict[str, Callable[[Fields], Reply]] = {
    "text": lambda fields: TextReply(_text(fields, "Content")),
    "image": lambda fields: ImageReply(_text(_inside(fields, "Image"), "MediaId")),
    "voice": lambda fields: VoiceReply(_text(_inside(fields, "Voice"), "MediaId")),
    "video": lambda fields: VideoReply(**_texts(fields, "Video", names=_VIDEO, required="media_id")),
    "music": lambda fields: MusicReply(**_texts(fields, "Music", names=_MUSIC, required="thumb_media_id")),
    "news": _news,
    "transfer_customer_service": _transfer,
    "transfer_biz_ai_ivr": lambda _: TransferBizAiIvr(),
}
