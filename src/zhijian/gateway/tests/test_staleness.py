"""A wrong clock leaves a mark, though everything is refused."""

from zhijian.gateway.staleness import Stale, last_stale
from zhijian.gateway.tests.conftest import Door
from zhijian.gateway.tests.driving import NOW, Platform, a_plate, post, text


async def test_a_callback_of_another_hour_is_noted_with_both_times(door: Door) -> None:
    callback = door.platform.encrypted(text())
    door.clock.now += 3600

    reply = await post(door.gateway, callback)

    assert (reply.status, last_stale(door.home, account_id=7)) == (403, Stale(NOW, NOW + 3600))


async def test_the_same_in_plain_mode(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(mode="plain")
    callback = door.platform.plain(text())
    door.clock.now -= 3600

    await post(door.gateway, callback)

    assert last_stale(door.home, account_id=7) == Stale(NOW, NOW - 3600)


async def test_forgeries_leave_no_mark(door: Door) -> None:
    forged = Platform(token="another", clock=door.clock).encrypted(text())
    door.clock.now += 3600

    await post(door.gateway, forged)

    assert last_stale(door.home, account_id=7) is None


async def test_a_flood_is_noted_once_in_a_while(door: Door) -> None:
    callback = door.platform.encrypted(text())
    found = []
    for later in (3600, 3601, 3611):
        door.clock.now = NOW + later
        await post(door.gateway, callback)
        found.append(last_stale(door.home, account_id=7))

    assert found == [Stale(NOW, NOW + 3600), Stale(NOW, NOW + 3600), Stale(NOW, NOW + 3611)]
