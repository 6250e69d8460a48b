"""Pushes: our client against the sandbox."""

import asyncio

import pytest

from tests.wechat.articles import article
from zhijian.wechat import errors
from zhijian.wechat.client import Client, mass
from zhijian_sandbox.samples import picture, video
from zhijian_sandbox.tests.bench import APPID, Bench


async def test_push_is_taken_once_under_its_own_number(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    media_id = await client.drafts.add([await article(client)])
    accepted = await client.mass.send_to_all(mass.Articles(media_id), client_id="spring")
    for _ in range(300):
        if await client.mass.status(accepted.msg_id) is mass.PushStatus.SENT:
            break
        await asyncio.sleep(0.02)

    again = await client.drafts.add([await article(client)])
    with pytest.raises(errors.AlreadySent) as refused:
        await client.mass.send_to_all(mass.Articles(again), client_id="spring")

    assert (refused.value.msg_id, refused.value.msg_data_id) == (accepted.msg_id, accepted.msg_data_id)
    assert len(qinghe.bubbles()) == 1


async def test_every_kind_of_push_is_understood(client: Client, qinghe: Bench) -> None:
    qinghe.follower("oMei")
    qinghe.follower("oBo")
    tag = await client.tags.create("党员")
    image = (await client.media.upload(picture(), kind="image", filename="a.png")).media_id
    film = (await client.media.upload(video(), kind="video", filename="a.mp4")).media_id
    converted = await client.mass.convert_video(film, title="党课", description="")

    accepted = [
        await client.mass.send_to_all(mass.Text("开会")),
        await client.mass.send_to_tag(mass.Images(media_ids=(image,)), tag_id=tag.id),
        await client.mass.send_to(mass.Video(converted), openids=["oMei", "oBo"]),
        await client.mass.send_to_tag(mass.Card("C"), tag_id=tag.id, sends_reprints=True),
    ]
    await client.mass.preview(mass.Text("看看"), openid="oMei")
    await client.mass.preview(mass.Text("看看"), wechat_id="phone-2")

    assert len({one.msg_id for one in accepted}) == 4
    with pytest.raises(ValueError, match="2 to 10000"):
        await client.mass.send_to(mass.Text("x"), openids=["oMei"])


async def test_used_up_quota_waits_for_another_day(client: Client, qinghe: Bench) -> None:
    qinghe.control("PATCH", f"apps/{APPID}", quotas={"push": 0})

    with pytest.raises(errors.QuotaUsedUp) as refused:
        await client.mass.send_to_all(mass.Text("开会"))

    assert refused.value.errcode == 45028


async def test_push_is_deleted_and_its_speed_set(client: Client, qinghe: Bench) -> None:
    media_id = await client.drafts.add([await article(client)])
    accepted = await client.mass.send_to_all(mass.Articles(media_id))
    await asyncio.sleep(0.5)

    await client.mass.delete(accepted.msg_id)
    await client.mass.set_speed(2)

    assert await client.mass.status(accepted.msg_id) is mass.PushStatus.DELETED
    assert await client.mass.speed() == mass.Speed(2, 45)
