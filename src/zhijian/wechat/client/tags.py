"""Tags the account puts on its followers: 100 an account, 20 a follower. Ids 0 to 2 are the platform's."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call
from zhijian.wechat.client.users import UserPage

MAX_BATCH = 50


@dataclass(frozen=True, slots=True)
class Tag:
    """`count` is the number of followers, 0 where the platform does not say."""

    id: int
    name: str
    count: int = 0


class TagCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def create(self, name: str) -> Tag:
        """A new tag; name up to 30 characters. Errors 45056 too many, 45157 duplicate, 45158 too long."""
        call = Call(method="POST", path="/cgi-bin/tags/create", body={"tag": {"name": name}})
        return _tag((await self._ask(call)).object("tag"))

    async def list(self) -> tuple[Tag, ...]:
        answer = await self._ask(Call(method="GET", path="/cgi-bin/tags/get", repeatable=True))
        return tuple(_tag(one) for one in answer.objects("tags"))

    async def rename(self, tag_id: int, *, name: str) -> None:
        body = {"tag": {"id": tag_id, "name": name}}
        await self._ask(Call(method="POST", path="/cgi-bin/tags/update", body=body, repeatable=True))

    async def delete(self, tag_id: int) -> None:
        """Refused above 100,000 followers (45057) and for the platform's own (45058)."""
        body = {"tag": {"id": tag_id}}
        await self._ask(Call(method="POST", path="/cgi-bin/tags/delete", body=body))

    async def members(self, tag_id: int, *, next_openid: str = "") -> UserPage:
        """A page of a tag's followers; `total` is the number on this page."""
        body = {"tagid": tag_id, "next_openid": next_openid}
        answer = await self._ask(
            Call(method="POST", path="/cgi-bin/user/tag/get", body=body, repeatable=True)
        )
        openids = answer.object("data").texts("openid")
        more = answer.text("next_openid", default="") if openids else ""
        return UserPage(answer.number("count", default=len(openids)), openids, more)

    async def put_on(self, tag_id: int, *, openids: Sequence[str]) -> None:
        """Up to `MAX_BATCH` followers; more raise ValueError. Errors 40032, 45059, 45159, 49003."""
        await self._batch("batchtagging", tag_id, openids)

    async def take_off(self, tag_id: int, *, openids: Sequence[str]) -> None:
        """The same, the other way."""
        await self._batch("batchuntagging", tag_id, openids)

    async def of(self, openid: str) -> tuple[int, ...]:
        """The ids of the tags on one follower."""
        call = Call(method="POST", path="/cgi-bin/tags/getidlist", body={"openid": openid}, repeatable=True)
        return (await self._ask(call)).numbers("tagid_list")

    async def _batch(self, verb: str, tag_id: int, openids: Sequence[str]) -> None:
        if len(openids) > MAX_BATCH:
            raise ValueError(f"more than {MAX_BATCH} openids")
        body = {"openid_list": [*openids], "tagid": tag_id}
        await self._ask(Call(method="POST", path=f"/cgi-bin/tags/members/{verb}", body=body, repeatable=True))


def _tag(answer: Answer) -> Tag:
    return Tag(answer.number("id"), answer.text("name"), answer.number("count", default=0))
