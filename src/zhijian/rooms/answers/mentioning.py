"""A stored message in a few words, for the list staff reads."""

from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.wechat import messages
from zhijian.wechat.xml import Malformed

_NAMES = {
    "image": "[图片]",
    "voice": "[语音]",
    "video": "[视频]",
    "shortvideo": "[视频]",
    "location": "[位置]",
    "link": "[链接]",
}


def is_from_a_person(row: StoredArrival | ArrivalRow) -> bool:
    """A message, or a press on the menu: something that waits for an answer."""
    return row.event == "CLICK" or (not row.event and bool(row.from_openid))


def in_words(row: StoredArrival | ArrivalRow) -> str:
    if row.event == "CLICK":
        return f"[菜单] {row.event_key}"
    try:
        message = messages.parse(bytes(row.raw))
    except Malformed:
        return "[消息]"
    if isinstance(message, messages.Text):
        return message.content
    name = _NAMES.get(row.type, "[消息]")
    if isinstance(message, messages.Location):
        return f"{name} {message.label}".rstrip()
    if isinstance(message, messages.Link):
        return f"{name} {message.title}".rstrip()
    return name
