"""What all events have, and the one for those we do not know."""

from dataclasses import field
from typing import Annotated, ClassVar

from zhijian.wechat.inbound import Inbound
from zhijian.wechat.wire import Wire, element
from zhijian.wechat.xml import Fields


@element
class Event(Inbound):
    """`event_key` is "" where the event has none."""

    TYPE = "event"
    EVENT: ClassVar[str] = ""

    event_key: Annotated[str, Wire("EventKey")] = ""

    @property
    def event(self) -> str:
        """The element Event, exactly as the platform writes it (`subscribe`, but `CLICK`)."""
        return self.EVENT


@element
class UnknownEvent(Event):
    """An event we do not know, or one we know that is not as it should be."""

    fields: Fields = field(hash=False)

    @property
    def event(self) -> str:
        return str(self.fields["Event"])
