"""Messages to one person outside a callback (客服消息). Verified accounts only.

After a message from the person: 5 within 48 hours. After following, a scan or a menu tap: 3 within one
minute. Beyond that `ReplyWindowClosed` or `TooManyReplies`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeAlias

from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call


@dataclass(frozen=True, slots=True)
class Text:
    MSGTYPE: ClassVar[str] = "text"
    content: str


@dataclass(frozen=True, slots=True)
class Image:
    MSGTYPE: ClassVar[str] = "image"
    media_id: str


@dataclass(frozen=True, slots=True)
class Voice:
    MSGTYPE: ClassVar[str] = "voice"
    media_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    MSGTYPE: ClassVar[str] = "video"
    media_id: str
    thumb_media_id: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Music:
    MSGTYPE: ClassVar[str] = "music"
    musicurl: str
    hqmusicurl: str
    thumb_media_id: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A card for one article; the platform takes no more."""

    MSGTYPE: ClassVar[str] = "news"
    title: str
    url: str
    description: str = ""
    picurl: str = ""


@dataclass(frozen=True, slots=True)
class Mpnews:
    """An article of the older kind, by media id."""

    MSGTYPE: ClassVar[str] = "mpnews"
    media_id: str


@dataclass(frozen=True, slots=True)
class MpnewsArticle:
    """A published article."""

    MSGTYPE: ClassVar[str] = "mpnewsarticle"
    article_id: str


@dataclass(frozen=True, slots=True)
class MenuEntry:
    id: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Entries to tap; the tap comes back as a text message with the entry's id as `bizmsgmenuid`."""

    MSGTYPE: ClassVar[str] = "msgmenu"
    head_content: str
    list: tuple[MenuEntry, ...]
    tail_content: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    MSGTYPE: ClassVar[str] = "wxcard"
    card_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MiniprogramPage:
    MSGTYPE: ClassVar[str] = "miniprogrampage"
    title: str
    appid: str
    pagepath: str
    thumb_media_id: str


Outgoing: TypeAlias = (
    Text | Image | Voice | Video | Music | News | Mpnews | MpnewsArticle | Menu | Card | MiniprogramPage
)


class CustomerServiceCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def send(self, openid: str, message: Outgoing, *, kf_account: str = "") -> None:
        """Sends one message, under a member of staff's name if given. 500,000 a day.

        Never repeated once it may have arrived: nobody should read it twice. Raises `ReplyWindowClosed`,
        `TooManyReplies`, `ReceiverUnreachable`, `MediaGone`, `ContentRefused`, `NotAuthorised`.
        """
        body: dict[str, Any] = {
            "touser": openid,
            "msgtype": message.MSGTYPE,
            message.MSGTYPE: _content(message),
        }
        if kf_account:
            body["customservice"] = {"kf_account": kf_account}
        await self._ask(Call(method="POST", path="/cgi-bin/message/custom/send", body=body))

    async def show_typing(self, openid: str, *, is_typing: bool = True) -> None:
        """Shows or ends "typing…" in the chat. Errors 45072, 45080 no recent message, 45081 already."""
        body = {"touser": openid, "command": "Typing" if is_typing else "CancelTyping"}
        await self._ask(Call(method="POST", path="/cgi-bin/message/custom/typing", body=body))


def _content(message: Outgoing) -> Mapping[str, Any]:
    if isinstance(message, News):
        return {"articles": [_all(message)]}
    if isinstance(message, Menu):
        return {**_all(message), "list": [_all(entry) for entry in message.list]}
    return _all(message)


def _all(one: Outgoing | MenuEntry) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}
