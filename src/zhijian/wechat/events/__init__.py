"""What happens between a person and the account, or to a job of the account: MsgType `event`, typed.

`people` come and go and tap the menu, `jobs` end, `notices` concern the account itself. Events have no
MsgId. One we do not know comes as `UnknownEvent` with all its fields.
"""

from zhijian.wechat import xml
from zhijian.wechat.events.base import Event, UnknownEvent
from zhijian.wechat.events.jobs import (
    ArticleDetail,
    ArticleResult,
    ArticleUrl,
    ArticleUrlResult,
    CopyrightCheckResult,
    CopyrightItem,
    MassSendJobFinish,
    PublishEventInfo,
    PublishJobFinish,
    TemplateSendJobFinish,
)
from zhijian.wechat.events.menu import (
    Click,
    LocationSelect,
    PicMenuEvent,
    PicPhotoOrAlbum,
    PicSysphoto,
    Picture,
    PicWeixin,
    ScanCodeInfo,
    ScancodeMenuEvent,
    ScancodePush,
    ScancodeWaitmsg,
    SendLocationInfo,
    SendPicsInfo,
    View,
    ViewMiniprogram,
)
from zhijian.wechat.events.notices import (
    AnnualRenew,
    NamingVerifyFail,
    NamingVerifySuccess,
    QualificationVerifyFail,
    QualificationVerifySuccess,
    VerifyExpired,
)
from zhijian.wechat.events.people import (
    KfCloseSession,
    KfCreateSession,
    KfSwitchSession,
    LocationReport,
    Scan,
    Subscribe,
    SubscribeMsgChange,
    SubscribeMsgChoice,
    SubscribeMsgPopup,
    SubscribeMsgReport,
    SubscribeMsgSent,
    Unsubscribe,
    UserAuthorizationCancellation,
    UserAuthorizationRevoke,
    UserInfoModified,
)
from zhijian.wechat.inbound import LONGEST_TYPE
from zhijian.wechat.wire import BrokenElement, Codec

__all__ = [
    "AnnualRenew",
    "ArticleDetail",
    "ArticleResult",
    "ArticleUrl",
    "ArticleUrlResult",
    "Click",
    "CopyrightCheckResult",
    "CopyrightItem",
    "Event",
    "KfCloseSession",
    "KfCreateSession",
    "KfSwitchSession",
    "LocationReport",
    "LocationSelect",
    "MassSendJobFinish",
    "NamingVerifyFail",
    "NamingVerifySuccess",
    "PicMenuEvent",
    "PicPhotoOrAlbum",
    "PicSysphoto",
    "PicWeixin",
    "Picture",
    "PublishEventInfo",
    "PublishJobFinish",
    "QualificationVerifyFail",
    "QualificationVerifySuccess",
    "Scan",
    "ScanCodeInfo",
    "ScancodeMenuEvent",
    "ScancodePush",
    "ScancodeWaitmsg",
    "SendLocationInfo",
    "SendPicsInfo",
    "Subscribe",
    "SubscribeMsgChange",
    "SubscribeMsgChoice",
    "SubscribeMsgPopup",
    "SubscribeMsgReport",
    "SubscribeMsgSent",
    "TemplateSendJobFinish",
    "UnknownEvent",
    "Unsubscribe",
    "UserAuthorizationCancellation",
    "UserAuthorizationRevoke",
    "UserInfoModified",
    "VerifyExpired",
    "View",
    "ViewMiniprogram",
    "from_fields",
    "render",
]

KNOWN: tuple[type[Event], ...] = (
    Subscribe,
    Unsubscribe,
    Scan,
    LocationReport,
    Click,
    View,
    ViewMiniprogram,
    ScancodePush,
    ScancodeWaitmsg,
    PicSysphoto,
    PicPhotoOrAlbum,
    PicWeixin,
    LocationSelect,
    MassSendJobFinish,
    TemplateSendJobFinish,
    PublishJobFinish,
    SubscribeMsgPopup,
    SubscribeMsgChange,
    SubscribeMsgSent,
    UserInfoModified,
    UserAuthorizationRevoke,
    UserAuthorizationCancellation,
    KfCreateSession,
    KfCloseSession,
    KfSwitchSession,
    QualificationVerifySuccess,
    QualificationVerifyFail,
    NamingVerifySuccess,
    NamingVerifyFail,
    AnnualRenew,
    VerifyExpired,
)
_CODECS: dict[str, Codec[Event]] = {cls.EVENT: Codec(cls) for cls in KNOWN}
_COMMON = Codec(Event)


def from_fields(fields: xml.Fields) -> Event:
    """The event in fields whose MsgType is `event`. Raises `Malformed` as `messages.from_fields` does,
    and without an Event of 1 to 64 characters."""
    name = fields.get("Event")
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_TYPE:
        raise xml.Malformed("no Event")
    codec = _CODECS.get(name)
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
        raise xml.Malformed("no ToUserName, FromUserName or CreateTime")
    return UnknownEvent(
        to_user=common.to_user,
        from_user=common.from_user,
        create_time=common.create_time,
        event_key=common.event_key,
        fields=fields,
    )


def render(event: Event) -> str:
    """The XML as the platform would send it."""
    if isinstance(event, UnknownEvent):
        return xml.render(event.fields)
    head = f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{event.EVENT}]]></Event>"
    return f"<xml>{head}{_CODECS[event.EVENT].write(event)}</xml>"
