"""What people send to the account, typed; and the way in for everything the platform sends.

`parse` never loses anything: a type we do not know, or one we know with an element missing or broken,
comes as `Unknown` with all its fields. Only what is no message at all raises `Malformed`.
"""

import json
from dataclasses import field
from hashlib import sha256
from typing import Annotated, TypeAlias

from zhijian.wechat import events, xml
from zhijian.wechat.inbound import LONGEST_TYPE, Inbound
from zhijian.wechat.wire import BrokenElement, Codec, Wire, element, read_number
from zhijian.wechat.xml import Fields, Malformed


@element
class Message(Inbound):
    """Anything a person sends. `msg_id` is the same in each of the platform's three attempts.

    `msg_data_id` and `idx` (from 1) name the article from which the chat was opened, if it was.
    """

    msg_id: Annotated[int, Wire("MsgId")]
    msg_data_id: Annotated[int | None, Wire("MsgDataId")] = None
    idx: Annotated[int | None, Wire("Idx")] = None


@element
class Text(Message):
    """`bizmsgmenuid` is the id of the entry when the person tapped one of a menu message."""

    TYPE = "text"
    content: Annotated[str, Wire("Content")]
    bizmsgmenuid: Annotated[str, Wire("bizmsgmenuid")] = ""


@element
class Image(Message):
    """The media can be fetched for three days."""

    TYPE = "image"
    media_id: Annotated[str, Wire("MediaId")]
    pic_url: Annotated[str, Wire("PicUrl")] = ""


@element
class Voice(Message):
    """`format` is amr or speex. `recognition` was speech to text; expect it empty."""

    TYPE = "voice"
    media_id: Annotated[str, Wire("MediaId")]
    format: Annotated[str, Wire("Format")] = ""
    media_id_16k: Annotated[str, Wire("MediaId16K")] = ""
    recognition: Annotated[str, Wire("Recognition")] = ""


@element
class Video(Message):
    TYPE = "video"
    media_id: Annotated[str, Wire("MediaId")]
    thumb_media_id: Annotated[str, Wire("ThumbMediaId")] = ""


@element
class ShortVideo(Message):
    TYPE = "shortvideo"
    media_id: Annotated[str, Wire("MediaId")]
    thumb_media_id: Annotated[str, Wire("ThumbMediaId")] = ""


@element
class Location(Message):
    """`location_x` is the latitude, `location_y` the longitude, in degrees."""

    TYPE = "location"
    location_x: Annotated[float, Wire("Location_X")]
    location_y: Annotated[float, Wire("Location_Y")]
    scale: Annotated[int | None, Wire("Scale")] = None
    label: Annotated[str, Wire("Label")] = ""


@element
class Link(Message):
    TYPE = "link"
    url: Annotated[str, Wire("Url")]
    title: Annotated[str, Wire("Title")] = ""
    description: Annotated[str, Wire("Description")] = ""


@element
class Unknown(Inbound):
    """A message of a type we do not know, or of one we know that is not as it should be."""

    fields: Fields = field(hash=False)

    @property
    def msg_type(self) -> str:
        return str(self.fields["MsgType"])

    @property
    def msg_id(self) -> int | None:
        try:
            return read_number(self.fields.get("MsgId", ""))
        except BrokenElement:
            return None


Received: TypeAlias = Message | Unknown | events.Event

_CODECS: dict[str, Codec[Message]] = {
    cls.TYPE: Codec(cls) for cls in (Text, Image, Voice, Video, ShortVideo, Location, Link)
}
_COMMON = Codec(Inbound)


def parse(data: bytes | str) -> Received:
    """The message or event in the XML. Raises only `Malformed`, whatever the bytes."""
    return from_fields(xml.parse(data))


def from_fields(fields: Fields) -> Received:
    """The same, from fields already parsed. Raises `Malformed` without ToUserName, FromUserName (both
    1 to 128 characters), CreateTime or MsgType."""
    kind = fields.get("MsgType")
    if kind == "event":
        return events.from_fields(fields)
    if not isinstance(kind, str) or not 0 < len(kind) <= LONGEST_TYPE:
        raise Malformed("no MsgType")
    codec = _CODECS.get(kind)
    if codec is not None:
        try:
            return codec.read(fields)
        except BrokenElement:
            pass
    try:
        common = _COMMON.read(fields)
    except BrokenElement:
        common = None
    if common is None:
        raise Malformed("no ToUserName, FromUserName or CreateTime")
    return Unknown(
        to_user=common.to_user, from_user=common.from_user, create_time=common.create_time, fields=fields
    )


def render(message: Received) -> str:
    """The XML as the platform would send it; `parse` gives an equal object back."""
    if isinstance(message, events.Event):
        return events.render(message)
    if isinstance(message, Unknown):
        return xml.render(message.fields)
    kind = xml.cdata(message.TYPE)
    return f"<xml>{_CODECS[message.TYPE].write(message)}<MsgType>{kind}</MsgType></xml>"


def dedupe_key(fields: Fields) -> str:
    """What tells one arrival of a person from another, alike in all attempts: unique with the account and
    FromUserName.

    `m:<MsgId>` for messages. Events have no id and two of them may share a second, so for these
    `e:<CreateTime>:<Event>:<SHA-256 of all fields in sorted order>`; the same for a message whose MsgId is
    missing or no number. At most 256 characters.
    """
    if fields.get("MsgType") != "event":
        try:
            return f"m:{read_number(fields.get('MsgId', ''))}"
        except BrokenElement:
            pass
    written = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    created, event = (str(fields.get(name, ""))[:LONGEST_TYPE] for name in ("CreateTime", "Event"))
    return f"e:{created}:{event}:{sha256(written.encode()).hexdigest()}"
