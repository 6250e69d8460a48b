"""Taps on the account's menu. Where a picture or a place is chosen, it follows as a message of its own."""

from typing import Annotated

from zhijian.wechat.events.base import Event
from zhijian.wechat.wire import Wire, element


@element
class Click(Event):
    """A button of type click; `event_key` is its key."""

    EVENT = "CLICK"


@element
class View(Event):
    """A button that opened a page; `event_key` is its address."""

    EVENT = "VIEW"
    menu_id: Annotated[str, Wire("MenuId")] = ""


@element
class ViewMiniprogram(Event):
    """A button that opened a mini program; `event_key` is the path."""

    EVENT = "view_miniprogram"
    menu_id: Annotated[str, Wire("MenuId")] = ""


@element
class ScanCodeInfo:
    """`scan_type` is usually qrcode."""

    scan_type: Annotated[str, Wire("ScanType")] = ""
    scan_result: Annotated[str, Wire("ScanResult")] = ""


@element
class ScancodeMenuEvent(Event):
    scan_code_info: Annotated[ScanCodeInfo, Wire("ScanCodeInfo")]


@element
class ScancodePush(ScancodeMenuEvent):
    EVENT = "scancode_push"


@element
class ScancodeWaitmsg(ScancodeMenuEvent):
    """The phone shows a waiting box until the reply comes."""

    EVENT = "scancode_waitmsg"


@element
class Picture:
    pic_md5_sum: Annotated[str, Wire("PicMd5Sum")] = ""


@element
class SendPicsInfo:
    count: Annotated[int, Wire("Count")] = 0
    pictures: Annotated[tuple[Picture, ...], Wire("PicList", "item")] = ()


@element
class PicMenuEvent(Event):
    send_pics_info: Annotated[SendPicsInfo, Wire("SendPicsInfo")]


@element
class PicSysphoto(PicMenuEvent):
    EVENT = "pic_sysphoto"


@element
class PicPhotoOrAlbum(PicMenuEvent):
    EVENT = "pic_photo_or_album"


@element
class PicWeixin(PicMenuEvent):
    EVENT = "pic_weixin"


@element
class SendLocationInfo:
    """`location_x` is the latitude, `location_y` the longitude."""

    location_x: Annotated[float, Wire("Location_X")]
    location_y: Annotated[float, Wire("Location_Y")]
    scale: Annotated[int | None, Wire("Scale")] = None
    label: Annotated[str, Wire("Label")] = ""
    poiname: Annotated[str, Wire("Poiname")] = ""


@element
class LocationSelect(Event):
    EVENT = "location_select"
    send_location_info: Annotated[SendLocationInfo, Wire("SendLocationInfo")]
