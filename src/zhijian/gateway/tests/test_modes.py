"""What counts as the platform's word in each mode, and in what form it is answered."""

import dataclasses

import pytest

from zhijian.foundation.intake.answer import NOTHING
from zhijian.gateway.tests.conftest import Door
from zhijian.gateway.tests.driving import (
    AES_KEY,
    NOW,
    OLD_AES_KEY,
    Callback,
    Platform,
    Reply,
    a_plate,
    post,
    text,
)
from zhijian.wechat.messages import Text

ANSWER = (
    "<xml><ToUserName><![CDATA[oMei]]></ToUserName><FromUserName><![CDATA[gh_qinghe]]></FromUserName>"
    f"<CreateTime>{int(NOW)}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[材料在这里]]></Content></xml>"
)


def changed(callback: Callback, **query: str) -> Callback:
    return dataclasses.replace(callback, query={**callback.query, **query})


def without(callback: Callback, *names: str) -> Callback:
    query = {name: value for name, value in callback.query.items() if name not in names}
    return dataclasses.replace(callback, query=query)


async def test_safe_mode_is_answered_under_the_same_seal(door: Door) -> None:
    reply = await post(door.gateway, door.platform.encrypted(text()))

    assert (reply.status, reply.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert door.platform.open(reply) == ANSWER
    assert [message.content for message in door.switchboard.asked if isinstance(message, Text)] == [
        "两学一做"
    ]


async def test_compatible_mode_reads_only_what_is_sealed(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(mode="compatible")
    lie = text("谎言", number=666, openid="oLiar").removeprefix("<xml>").removesuffix("</xml>")

    reply = await post(door.gateway, door.platform.encrypted(text(), mode="compatible", beside=lie))

    assert door.platform.open(reply) == ANSWER
    assert door.rows() == [("1", "oMei", ANSWER, "answered")]


@pytest.mark.parametrize("mode", ["safe", "compatible"])
async def test_plain_words_are_refused_where_plain_is_not_allowed(door: Door, mode: str) -> None:
    door.switchboard.plates["qinghe"] = a_plate(mode=mode)
    sealed = door.platform.encrypted(text(), mode=mode)

    replies = [
        await post(door.gateway, door.platform.plain(text())),
        await post(door.gateway, without(sealed, "msg_signature")),
        await post(door.gateway, changed(sealed, msg_signature=sealed.query["signature"])),
        await post(door.gateway, without(sealed, "msg_signature", "encrypt_type")),
    ]

    assert ([reply.status for reply in replies], door.rows()) == ([403] * 4, [])


async def test_plain_mode_is_answered_in_the_clear(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(mode="plain", aes_key="")

    absent = await post(door.gateway, door.platform.plain(text()))
    raw = await post(door.gateway, changed(door.platform.plain(text(number=2)), encrypt_type="raw"))

    assert [absent.body.decode(), raw.body.decode()] == [ANSWER, ANSWER]


async def test_plain_mode_still_opens_what_was_sealed_before_the_change(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(mode="plain")

    reply = await post(door.gateway, door.platform.encrypted(text()))

    assert door.platform.open(reply) == ANSWER


async def test_the_key_that_opened_seals_the_answer(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(aes_key=OLD_AES_KEY, previous_aes_key=AES_KEY)

    reply = await post(door.gateway, door.platform.encrypted(text()))

    assert door.platform.open(reply) == ANSWER


async def test_a_changed_plate_counts_from_the_next_message_on(door: Door) -> None:
    first = await post(door.gateway, door.platform.encrypted(text()))
    door.switchboard.plates["qinghe"] = a_plate(token="changedToken", revision=2)
    second = await post(door.gateway, door.platform.encrypted(text(number=2)))
    third = await post(
        door.gateway, Platform(token="changedToken", clock=door.clock).encrypted(text(number=2))
    )

    assert [reply.status for reply in (first, second, third)] == [200, 403, 200]


async def test_an_unusable_key_closes_the_door_and_breaks_nothing(door: Door) -> None:
    door.switchboard.plates["qinghe"] = a_plate(aes_key="short")

    assert (await post(door.gateway, door.platform.encrypted(text()))).status == 403


async def test_a_message_to_another_original_id_is_answered_from_that(door: Door) -> None:
    reply = await post(door.gateway, door.platform.encrypted(text().replace("gh_qinghe", "gh_renamed")))

    assert "<FromUserName><![CDATA[gh_renamed]]></FromUserName>" in door.platform.open(reply)


async def test_no_answer_is_success(door: Door) -> None:
    door.switchboard.quickly = lambda message: NOTHING

    assert await post(door.gateway, door.platform.encrypted(text())) == Reply(
        200, {"content-type": "text/plain; charset=utf-8", "content-length": "7"}, b"success"
    )
