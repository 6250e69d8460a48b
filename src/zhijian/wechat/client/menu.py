"""The menu at the foot of the chat: one to three buttons, each with up to five below it."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call


class MenuCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def create(self, button: Sequence[Mapping[str, Any]]) -> None:
        """Replaces the menu; phones show it within five minutes. 1,000 a day.

        A button is {type, name, key | url | media_id | article_id | appid + pagepath + url} or {name,
        sub_button: [...]}; name up to 16 bytes at the top and 60 below, key 128, url 1024. Errors 40016
        to 40027 name the part that is wrong; 45064, 40155.
        """
        body = {"button": [dict(one) for one in button]}
        await self._ask(Call(method="POST", path="/cgi-bin/menu/create", body=body, repeatable=True))

    async def get(self) -> dict[str, Any]:
        """{menu: {button, menuid}, conditionalmenu: [...]}. Raises `MenuMissing` when there is none."""
        return (await self._ask(Call(method="GET", path="/cgi-bin/menu/get", repeatable=True))).raw()

    async def delete(self) -> None:
        """Removes the menu, and the conditional ones with it. 1,000 a day."""
        await self._ask(Call(method="GET", path="/cgi-bin/menu/delete", repeatable=True))
