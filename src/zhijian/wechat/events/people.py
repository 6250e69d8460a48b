"""People: they follow and leave, scan, allow and withdraw, are handed to a member of staff."""

from typing import Annotated

from zhijian.wechat.events.base import Event
from zhijian.wechat.wire import Wire, element

_SCENE = "qrscene_"


@element
class Subscribe(Event):
    """Somebody follows. Through a QR code with a scene, `event_key` is `qrscene_<scene>`."""

    EVENT = "subscribe"
    ticket: Annotated[str, Wire("Ticket")] = ""

    @property
    def scene(self) -> str | None:
        """The scene, or None. EventKey may hold other things; only the prefix means a scene."""
        return self.event_key.removeprefix(_SCENE) if self.event_key.startswith(_SCENE) else None


@element
class Unsubscribe(Event):
    """Somebody left. Nothing can be said to them any more, and their personal data must go."""

    EVENT = "unsubscribe"


@element
class Scan(Event):
    """A follower scanned a QR code with a scene."""

    EVENT = "SCAN"
    ticket: Annotated[str, Wire("Ticket")] = ""

    @property
    def scene(self) -> str:
        return self.event_key


@element
class LocationReport(Event):
    """Where the person is, in degrees; precision in metres. On entering, or every five seconds."""

    EVENT = "LOCATION"
    latitude: Annotated[float, Wire("Latitude")]
    longitude: Annotated[float, Wire("Longitude")]
    precision: Annotated[float, Wire("Precision")] = 0.0


@element
class SubscribeMsgChoice:
    """`status` is accept or reject; `popup_scene` 1 a page, 2 an article."""

    template_id: Annotated[str, Wire("TemplateId")]
    status: Annotated[str, Wire("SubscribeStatusString")]
    popup_scene: Annotated[str, Wire("PopupScene")] = ""


@element
class SubscribeMsgReport:
    """`error_code` is 0 for a notification that arrived."""

    template_id: Annotated[str, Wire("TemplateId")]
    msg_id: Annotated[str, Wire("MsgID")]
    error_code: Annotated[str, Wire("ErrorCode")] = ""
    error_status: Annotated[str, Wire("ErrorStatus")] = ""


@element
class SubscribeMsgPopup(Event):
    """Asked for subscription notifications, the person chose."""

    EVENT = "subscribe_msg_popup_event"
    choices: Annotated[tuple[SubscribeMsgChoice, ...], Wire("SubscribeMsgPopupEvent", "List")] = ()


@element
class SubscribeMsgChange(Event):
    """The person took permissions back on the management page."""

    EVENT = "subscribe_msg_change_event"
    choices: Annotated[tuple[SubscribeMsgChoice, ...], Wire("SubscribeMsgChangeEvent", "List")] = ()


@element
class SubscribeMsgSent(Event):
    """What became of subscription notifications."""

    EVENT = "subscribe_msg_sent_event"
    reports: Annotated[tuple[SubscribeMsgReport, ...], Wire("SubscribeMsgSentEvent", "List")] = ()


@element
class _PersonalData(Event):
    """Personal-data law: act on it. `revoke_info` lists what was withdrawn: 201 address, 202 invoice,
    203 card, 204 microphone, 205 nickname and avatar, 206 location, 207 picture and video."""

    open_id: Annotated[str, Wire("OpenID")] = ""
    union_id: Annotated[str, Wire("UnionID")] = ""
    app_id: Annotated[str, Wire("AppID")] = ""
    revoke_info: Annotated[str, Wire("RevokeInfo")] = ""


@element
class UserInfoModified(_PersonalData):
    EVENT = "user_info_modified"


@element
class UserAuthorizationRevoke(_PersonalData):
    EVENT = "user_authorization_revoke"


@element
class UserAuthorizationCancellation(_PersonalData):
    EVENT = "user_authorization_cancellation"


@element
class KfCreateSession(Event):
    """A member of staff took the conversation over."""

    EVENT = "kf_create_session"
    kf_account: Annotated[str, Wire("KfAccount")] = ""


@element
class KfCloseSession(Event):
    EVENT = "kf_close_session"
    kf_account: Annotated[str, Wire("KfAccount")] = ""


@element
class KfSwitchSession(Event):
    EVENT = "kf_switch_session"
    from_kf_account: Annotated[str, Wire("FromKfAccount")] = ""
    to_kf_account: Annotated[str, Wire("ToKfAccount")] = ""
