"""Pushes (群发): the same message to many. Verified accounts; by name verified service accounts only.

A subscription account has one push a day. A service account has four a month to everybody, and each
follower gets four a month whatever was chosen. Beyond that `QuotaUsedUp` (45028). 100 calls a day, 60 a
minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call

MAX_OPENIDS = 10_000
MIN_OPENIDS = 2
MAX_CLIENT_ID_BYTES = 64


@dataclass(frozen=True, slots=True)
class Articles:
    """A draft, by its media id; it is used up."""

    media_id: str


@dataclass(frozen=True, slots=True)
class Text:
    content: str


@dataclass(frozen=True, slots=True)
class Voice:
    media_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Images:
    media_ids: tuple[str, ...]
    recommend: str = ""
    need_open_comment: bool = False
    only_fans_can_comment: bool = False


@dataclass(frozen=True, slots=True)
class Video:
    """By the media id that `convert_video` gave."""

    media_id: str


@dataclass(frozen=True, slots=True)
class Card:
    card_id: str


Outgoing: TypeAlias = Articles | Text | Voice | Images | Video | Card


@dataclass(frozen=True, slots=True)
class Accepted:
    """Handed over, not sent: `MassSendJobFinish` tells the end. `msg_data_id` is 0 but for articles."""

    msg_id: int
    msg_data_id: int


class PushStatus(Enum):
    SENT = "SEND_SUCCESS"
    SENDING = "SENDING"
    FAILED = "SEND_FAIL"
    DELETED = "DELETE"


@dataclass(frozen=True, slots=True)
class Speed:
    """0 the fastest to 4; `real` is in ten thousands a minute."""

    level: int
    real: int


class MassCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def send_to_all(
        self, message: Outgoing, *, client_id: str = "", sends_reprints: bool = False
    ) -> Accepted:
        """To every follower, and into the account's history.

        With a `client_id` of up to 64 bytes the same push is taken once: `AlreadySent` names the first,
        `RepeatedTooSoon` says that it may still be running. Never repeated once it may have arrived.
        `sends_reprints`: also when the original check calls an article a reprint.
        """
        body = {"filter": {"is_to_all": True}, "send_ignore_reprint": int(sends_reprints)}
        return await self._send("sendall", message, client_id, body)

    async def send_to_tag(
        self, message: Outgoing, *, tag_id: int, client_id: str = "", sends_reprints: bool = False
    ) -> Accepted:
        """To those who carry a tag. Error 40152 for a tag there is not."""
        audience = {"is_to_all": False, "tag_id": tag_id}
        body = {"filter": audience, "send_ignore_reprint": int(sends_reprints)}
        return await self._send("sendall", message, client_id, body)

    async def send_to(
        self,
        message: Outgoing,
        *,
        openids: Sequence[str],
        client_id: str = "",
        sends_reprints: bool = False,
    ) -> Accepted:
        """To people by name, `MIN_OPENIDS` to `MAX_OPENIDS`; others raise ValueError."""
        if not MIN_OPENIDS <= len(openids) <= MAX_OPENIDS:
            raise ValueError(f"{MIN_OPENIDS} to {MAX_OPENIDS} openids")
        body = {"touser": list(openids), "send_ignore_reprint": int(sends_reprints)}
        return await self._send("send", message, client_id, body)

    async def preview(self, message: Outgoing, *, openid: str = "", wechat_id: str = "") -> None:
        """To one person at once, by openid or WeChat id. 100 a day. Raises `ReceiverUnreachable`."""
        to = {"touser": openid} if openid else {"towxname": wechat_id}
        body = {**to, **_content(message)}
        await self._ask(Call(method="POST", path="/cgi-bin/message/mass/preview", body=body))

    async def delete(self, msg_id: int, *, index: int = 0) -> None:
        """Takes the content back, of one article from 1 or of all; cards that arrived stay.

        Articles and videos only. Errors 40059, 40060.
        """
        body = {"msg_id": msg_id, "article_idx": index}
        await self._ask(Call(method="POST", path="/cgi-bin/message/mass/delete", body=body))

    async def status(self, msg_id: int) -> PushStatus | str:
        """Text where the platform says something new. Error 40059."""
        call = Call(method="POST", path="/cgi-bin/message/mass/get", body={"msg_id": msg_id}, repeatable=True)
        told = (await self._ask(call)).text("msg_status")
        return PushStatus(told) if told in {one.value for one in PushStatus} else told

    async def speed(self) -> Speed:
        call = Call(method="POST", path="/cgi-bin/message/mass/speed/get", body={}, repeatable=True)
        answer = await self._ask(call)
        return Speed(answer.number("speed"), answer.number("realspeed"))

    async def set_speed(self, level: int) -> None:
        """0 to 4. Raises `AdminMustConfirm`; errors 45083, 45084, 89504."""
        body = {"speed": level}
        path = "/cgi-bin/message/mass/speed/set"
        await self._ask(Call(method="POST", path=path, body=body, repeatable=True))

    async def convert_video(self, media_id: str, *, title: str, description: str) -> str:
        """The media id under which a push sends an uploaded video, for three days."""
        body = {"media_id": media_id, "title": title, "description": description}
        call = Call(method="POST", path="/cgi-bin/media/uploadvideo", body=body, repeatable=True)
        return (await self._ask(call)).text("media_id")

    async def _send(self, name: str, message: Outgoing, client_id: str, body: dict[str, Any]) -> Accepted:
        body = {**body, **_content(message)}
        if client_id:
            body["clientmsgid"] = client_id
        answer = await self._ask(Call(method="POST", path=f"/cgi-bin/message/mass/{name}", body=body))
        return Accepted(answer.number("msg_id"), answer.number("msg_data_id", default=0))


def _content(message: Outgoing) -> dict[str, Any]:
    match message:
        case Articles(media_id):
            return {"msgtype": "mpnews", "mpnews": {"media_id": media_id}}
        case Text(content):
            return {"msgtype": "text", "text": {"content": content}}
        case Voice(media_id):
            return {"msgtype": "voice", "voice": {"media_id": media_id}}
        case Video(media_id):
            return {"msgtype": "mpvideo", "mpvideo": {"media_id": media_id}}
        case Card(card_id):
            return {"msgtype": "wxcard", "wxcard": {"card_id": card_id}}
        case Images():
            images = {
                "media_ids": list(message.media_ids),
                "recommend": message.recommend,
                "need_open_comment": int(message.need_open_comment),
                "only_fans_can_comment": int(message.only_fans_can_comment),
            }
            return {"msgtype": "image", "images": images}
