"""What every message and event from the platform has."""

from typing import Annotated, ClassVar

from zhijian.wechat.wire import Wire, element

LONGEST_ID = 128
LONGEST_TYPE = 64
# The end of the year 9999: everything below is a date to everybody.
LATEST = 253402300799


@element
class Inbound:
    """From a person (or, for results of jobs, from the platform) to the account.

    `to_user` is the account's original id (gh_...), `from_user` the openid, `create_time` seconds since
    1970. Prints without the openid and without anything anybody wrote.
    """

    TYPE: ClassVar[str] = ""

    to_user: Annotated[str, Wire("ToUserName", longest=LONGEST_ID)]
    from_user: Annotated[str, Wire("FromUserName", longest=LONGEST_ID)]
    create_time: Annotated[int, Wire("CreateTime", most=LATEST)]

    @property
    def msg_type(self) -> str:
        """The element MsgType, which is `event` for every event."""
        return self.TYPE

    def __repr__(self) -> str:
        return f"<{type(self).__name__} create_time={self.create_time}>"
