"""The platform asks whether this address is ours."""

from urllib.parse import urlencode

import pytest

from zhijian.foundation.accounts.knocks import last_knock
from zhijian.gateway.tests.conftest import Door
from zhijian.gateway.tests.driving import NOW, Platform, Reply, a_plate, ask

REFUSED = Reply(403, {"x-content-type-options": "nosniff", "content-length": "0"}, b"")


async def verify(door: Door, query: dict[str, str], *, path: str = "/wechat/qinghe") -> Reply:
    return await ask(door.gateway, path, query=urlencode(query))


@pytest.mark.parametrize("mode", ["safe", "compatible", "plain"])
@pytest.mark.parametrize("echostr", ["5838479218127813673", "a+b/c==", "<b>你 好</b>", ""])
async def test_its_word_comes_back_as_it_was(door: Door, mode: str, echostr: str) -> None:
    door.switchboard.plates["qinghe"] = a_plate(mode=mode)

    assert await verify(door, door.platform.verification(echostr)) == Reply(
        200,
        {
            "content-type": "text/plain; charset=utf-8",
            "x-content-type-options": "nosniff",
            "content-length": str(len(echostr.encode())),
        },
        echostr.encode(),
    )


async def test_nobody_else_is_told_anything(door: Door) -> None:
    right = door.platform.verification()
    without_word = {name: value for name, value in right.items() if name != "echostr"}
    door.clock.now += 601

    assert [
        await verify(door, Platform(token="another", clock=door.clock).verification()),
        await verify(door, right),
        await verify(door, {**door.platform.verification(), "timestamp": "soon"}),
        await verify(door, without_word),
        await verify(door, {}),
        await verify(door, door.platform.verification(), path="/wechat/nobody"),
        await verify(door, door.platform.verification(), path="/wechat/"),
    ] == [REFUSED] * 7


async def test_a_knock_leaves_a_note_of_its_time_and_a_forged_one_none(door: Door) -> None:
    await verify(door, Platform(token="another", clock=door.clock).verification())
    before = last_knock(door.home, account_id=7)

    await verify(door, door.platform.verification())

    assert (before, last_knock(door.home, account_id=7)) == (None, NOW)
