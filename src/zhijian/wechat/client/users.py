"""Followers, as the platform lists them. Nicknames and pictures have not been given since 2021."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call
from zhijian.wechat.errors import UnexpectedAnswer

MAX_BATCH = 100
MAX_BLACKLIST_BATCH = 20


@dataclass(frozen=True, slots=True)
class UserPage:
    """Up to 10,000 openids of `total`. `next_openid` is "" after the last page."""

    total: int
    openids: tuple[str, ...] = field(repr=False)
    next_openid: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserInfo:
    """`subscribe` False means not a follower, and little else is known. Times are seconds since 1970;
    `qr_scene` is 0 and `qr_scene_str` "" unless a code with a scene was scanned to follow."""

    openid: str = field(repr=False)
    subscribe: bool
    subscribe_time: int = 0
    subscribe_scene: str = ""
    language: str = ""
    unionid: str = field(default="", repr=False)
    remark: str = field(default="", repr=False)
    groupid: int = 0
    tagid_list: tuple[int, ...] = ()
    qr_scene: int = 0
    qr_scene_str: str = ""


class UserCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def page(self, next_openid: str = "") -> UserPage:
        """The page of followers after `next_openid`. 500 calls a day."""
        query = {"next_openid": next_openid} if next_openid else {}
        answer = await self._ask(Call(method="GET", path="/cgi-bin/user/get", query=query, repeatable=True))
        return _page(answer)

    async def all(self) -> AsyncIterator[str]:
        """Every follower's openid; one call for each 10,000. Ends even if the platform goes in circles."""
        page = await self.page()
        for _ in range(page.total // 10_000 + 2):
            for openid in page.openids:
                yield openid
            if not page.next_openid:
                return
            page = await self.page(page.next_openid)
        if page.openids:
            raise UnexpectedAnswer("/cgi-bin/user/get: more pages than followers")

    async def info(self, openid: str, *, lang: str = "zh_CN") -> UserInfo:
        """One person. Raises `ReceiverUnreachable` for an openid of another account."""
        query = {"openid": openid, "lang": lang}
        answer = await self._ask(Call(method="GET", path="/cgi-bin/user/info", query=query, repeatable=True))
        return _user(answer)

    async def infos(self, openids: Sequence[str], *, lang: str = "zh_CN") -> tuple[UserInfo, ...]:
        """Up to `MAX_BATCH` people in one call; more raise ValueError."""
        if len(openids) > MAX_BATCH:
            raise ValueError(f"more than {MAX_BATCH} openids")
        body = {"user_list": [{"openid": openid, "lang": lang} for openid in openids]}
        call = Call(method="POST", path="/cgi-bin/user/info/batchget", body=body, repeatable=True)
        return tuple(_user(one) for one in (await self._ask(call)).objects("user_info_list"))

    async def set_remark(self, openid: str, *, remark: str) -> None:
        """A name of the account's own for a follower, under 30 characters; "" takes it away. 10,000 a day."""
        body = {"openid": openid, "remark": remark}
        path = "/cgi-bin/user/info/updateremark"
        await self._ask(Call(method="POST", path=path, body=body, repeatable=True))

    async def blacklist(self, begin_openid: str = "") -> UserPage:
        """The blacklisted after `begin_openid`, up to 10,000."""
        body = {"begin_openid": begin_openid}
        path = "/cgi-bin/tags/members/getblacklist"
        return _page(await self._ask(Call(method="POST", path=path, body=body, repeatable=True)))

    async def put_on_blacklist(self, openids: Sequence[str]) -> None:
        """What they write is kept from the account from now on, and nothing reaches them.

        All of them or none. Up to `MAX_BLACKLIST_BATCH`; more raise ValueError. Error 40032, 49003.
        """
        await self._change_blacklist("batchblacklist", openids)

    async def take_off_blacklist(self, openids: Sequence[str]) -> None:
        """As `put_on_blacklist`, the other way."""
        await self._change_blacklist("batchunblacklist", openids)

    async def _change_blacklist(self, name: str, openids: Sequence[str]) -> None:
        if len(openids) > MAX_BLACKLIST_BATCH:
            raise ValueError(f"more than {MAX_BLACKLIST_BATCH} openids")
        body = {"openid_list": list(openids)}
        path = f"/cgi-bin/tags/members/{name}"
        await self._ask(Call(method="POST", path=path, body=body, repeatable=True))


def _page(answer: Answer) -> UserPage:
    openids = answer.object("data").texts("openid")
    # The platform names a next one even after the last page, when it equals the last openid.
    more = answer.text("next_openid", default="") if openids else ""
    return UserPage(answer.number("total"), openids, more)


def _user(answer: Answer) -> UserInfo:
    return UserInfo(
        openid=answer.text("openid"),
        subscribe=answer.number("subscribe", default=0) == 1,
        subscribe_time=answer.number("subscribe_time", default=0),
        subscribe_scene=answer.text("subscribe_scene", default=""),
        language=answer.text("language", default=""),
        unionid=answer.text("unionid", default=""),
        remark=answer.text("remark", default=""),
        groupid=answer.number("groupid", default=0),
        tagid_list=answer.numbers("tagid_list"),
        qr_scene=answer.number("qr_scene", default=0),
        qr_scene_str=answer.text("qr_scene_str", default=""),
    )
