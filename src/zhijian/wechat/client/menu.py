"""The menu at the foot of the chat: one to three buttons, each with up to five below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call


class Platform(Enum):
    """Kinds of phone that a conditional menu can be for."""

    IOS = 1
    ANDROID = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class CurrentMenu:
    """`is_open` False with buttons: the menu of the back end, which is switched off."""

    is_open: bool
    buttons: tuple[dict[str, Any], ...]


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

    async def self_menu(self) -> CurrentMenu:
        """The menu phones see, whoever made it. Any account may ask.

        Made through the API, its buttons are as in `create`. Made in the back end, there are also the types
        text (`value` the words), img, photo, voice (`value` a media id), video (`value` an address) and
        news (`news_info`); below a button they stand in `sub_button.list`.
        """
        call = Call(method="GET", path="/cgi-bin/get_current_selfmenu_info", repeatable=True)
        answer = await self._ask(call)
        buttons = tuple(one.raw() for one in answer.object("selfmenu_info").objects("button"))
        return CurrentMenu(is_open=answer.number("is_menu_open", default=0) == 1, buttons=buttons)

    async def add_conditional(
        self,
        button: Sequence[Mapping[str, Any]],
        *,
        tag_id: int | None = None,
        platform: Platform | None = None,
    ) -> str:
        """A menu for those with a tag, on a kind of phone, or both: its menuid. 2,000 a day.

        The newest that matches is shown. Needs a menu for everybody first (65303) and at least one
        condition (65304). Never repeated once it may have arrived.
        """
        rule: dict[str, str] = {}
        if tag_id is not None:
            rule["tag_id"] = str(tag_id)
        if platform is not None:
            rule["client_platform_type"] = str(platform.value)
        body = {"button": [dict(one) for one in button], "matchrule": rule}
        answer = await self._ask(Call(method="POST", path="/cgi-bin/menu/addconditional", body=body))
        return answer.text("menuid")

    async def delete_conditional(self, menu_id: str) -> None:
        """Removes one of them. 2,000 a day. Error 65301 when there is none of this number."""
        body = {"menuid": menu_id}
        await self._ask(Call(method="POST", path="/cgi-bin/menu/delconditional", body=body))

    async def try_match(self, user_id: str) -> tuple[dict[str, Any], ...]:
        """The buttons this person sees; `user_id` is an openid or a WeChat id. 20,000 a day.

        Raises `ReceiverUnreachable`, and `MenuMissing` when there is no menu at all.
        """
        body = {"user_id": user_id}
        call = Call(method="POST", path="/cgi-bin/menu/trymatch", body=body, repeatable=True)
        answer = await self._ask(call)
        # One copy of the documentation wraps the buttons, the other does not.
        told = answer if "button" in answer else answer.object("menu")
        return tuple(one.raw() for one in told.objects("button"))
