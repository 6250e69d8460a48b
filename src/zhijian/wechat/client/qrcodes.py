"""QR codes that tell, when somebody scans them, by which code they came. Verified service accounts only."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call

MAX_EXPIRE_SECONDS = 2_592_000
PICTURE_URL = "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket="


@dataclass(frozen=True, slots=True)
class QrCode:
    """`url` is what the code says, for a picture of one's own; `expire_seconds` is 0 for a permanent one."""

    ticket: str
    url: str
    expire_seconds: int = 0

    @property
    def picture_url(self) -> str:
        return PICTURE_URL + quote(self.ticket, safe="")


class QrCodeCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def create_temporary(self, scene: str | int, *, expire_seconds: int = MAX_EXPIRE_SECONDS) -> QrCode:
        """A code for up to 30 days. The scene is text of 1 to 64 characters or a number of 32 bits."""
        action = "QR_SCENE" if isinstance(scene, int) else "QR_STR_SCENE"
        return await self._create(action, scene, expire_seconds=expire_seconds)

    async def create_permanent(self, scene: str | int) -> QrCode:
        """A code for ever; 100,000 an account, then 45029. A number is 1 to 100,000."""
        action = "QR_LIMIT_SCENE" if isinstance(scene, int) else "QR_LIMIT_STR_SCENE"
        return await self._create(action, scene)

    async def _create(self, action: str, scene: str | int, *, expire_seconds: int | None = None) -> QrCode:
        name = "scene_id" if isinstance(scene, int) else "scene_str"
        body: dict[str, Any] = {"action_name": action, "action_info": {"scene": {name: scene}}}
        if expire_seconds is not None:
            body["expire_seconds"] = expire_seconds
        # The same scene gives the same permanent code, and a second temporary one harms nobody.
        call = Call(method="POST", path="/cgi-bin/qrcode/create", body=body, repeatable=True)
        answer = await self._ask(call)
        return QrCode(answer.text("ticket"), answer.text("url"), answer.number("expire_seconds", default=0))
