"""Menus on their way: for everybody, for the followers with one tag, and away again."""

import asyncio
from contextlib import suppress
from typing import Any

from asgiref.sync import sync_to_async

from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.outbox.models import Letter
from zhijian.rooms.answers.menu import services as menus
from zhijian.wechat.client import Client
from zhijian.wechat.errors import MenuMissing, WeChatError

_NO_SUCH_CONDITIONAL = 65301


async def perform(client: Client, letter: Letter) -> None:
    """Make the call, and write down that followers see something else now."""
    body: dict[str, Any] = letter.body
    if "remove" in body:
        await _remove(client, body["remove"])
        await sync_to_async(menus.note_gone)(body["version"])
    elif "tag" in body:
        menu_id = await client.menu.add_conditional(body["button"], tag_id=body["tag"])
        await _remove_older(client, tag=body["tag"], but=menu_id)
        await sync_to_async(menus.note_accepted)(body["version"], menu_id=menu_id)
    else:
        await client.menu.create(body["button"])
        if "version" in body:
            await sync_to_async(menus.note_accepted)(body["version"])


async def _remove(client: Client, which: str) -> None:
    if which == "all":
        with suppress(MenuMissing):  # it was gone already
            await client.menu.delete()
        return
    await _remove_conditional(client, which)


async def _remove_older(client: Client, *, tag: int, but: str) -> None:
    """Only now, so that nobody is without a menu in between; and with them whatever an answer lost on its
    way left behind: the call has no key of its own, and a second try adds a second menu."""
    for one in (await client.menu.get()).get("conditionalmenu") or []:
        rule, menu_id = one.get("matchrule") or {}, str(one.get("menuid", ""))
        if str(rule.get("tag_id") or rule.get("group_id") or "") == str(tag) and menu_id != but:
            await _remove_conditional(client, menu_id)


async def _remove_conditional(client: Client, menu_id: str) -> None:
    try:
        await client.menu.delete_conditional(menu_id)
    except WeChatError as refused:
        if refused.errcode != _NO_SUCH_CONDITIONAL:
            raise


def seen_by(account_id: int, who: str) -> list[dict[str, Any]]:
    """The buttons this person sees now. Raises `CallFailed`."""
    return asyncio.run(_seen_by(account_id, who))


async def _seen_by(account_id: int, who: str) -> list[dict[str, Any]]:
    credentials = await asyncio.to_thread(accounts.credentials_of, account_id)
    async with open_client(credentials) as client:
        return list(await client.menu.try_match(who))
