"""How the calls by subject reach the platform."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.caller import Call, Media

Ask: TypeAlias = Callable[[Call], Awaitable[Answer]]
Fetch: TypeAlias = Callable[[Call], Awaitable[Media]]
