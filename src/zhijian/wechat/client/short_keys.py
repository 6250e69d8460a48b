"""Long data kept under a key of fifteen signs: for codes and addresses that must stay short."""

from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call

MAX_BYTES = 4096
MAX_SECONDS = 2_592_000


class ShortKeyCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def keep(self, data: str, *, seconds: int = MAX_SECONDS) -> str:
        """The key. Errors 9410010 too long or empty, 9410012 seconds out of range."""
        body = {"long_data": data, "expire_seconds": seconds}
        call = Call(method="POST", path="/cgi-bin/shorten/gen", body=body, repeatable=True)
        return (await self._ask(call)).text("short_key")

    async def fetch(self, key: str) -> str:
        """Error 9410011 for one that ended, or none."""
        body = {"short_key": key}
        call = Call(method="POST", path="/cgi-bin/shorten/fetch", body=body, repeatable=True)
        return (await self._ask(call)).text("long_data")
