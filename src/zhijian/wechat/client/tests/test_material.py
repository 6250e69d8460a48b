"""Permanent media and menus for some, on the wire."""

from typing import Any

import httpx
import pytest

from zhijian.wechat import errors
from zhijian.wechat.client.caller import Media
from zhijian.wechat.client.material import AddedMaterial, MaterialCount, MaterialItem, MaterialPage
from zhijian.wechat.client.menu import CurrentMenu
from zhijian.wechat.client.menu import Platform as PhonePlatform
from zhijian.wechat.client.tests.platform import TOKEN, Platform, client_on
from zhijian.wechat.client.users import UserPage

DONE: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
AUTH = f"access_token={TOKEN}"
CLICK = {"type": "click", "name": "学习", "key": "STUDY"}


async def test_picture_is_kept_for_good() -> None:
    platform = Platform({"media_id": "M", "url": "http://mmbiz.qpic.cn/x", "item": []})

    added = await client_on(platform).material.add(b"\x89PNG", kind="image", filename="a.png")

    assert (added, platform.asked) == (
        AddedMaterial("M", "http://mmbiz.qpic.cn/x"),
        [f"POST /cgi-bin/material/add_material?type=image&{AUTH}"],
    )
    assert b'name="media"; filename="a.png"' in platform.requests[0].content


async def test_video_is_kept_with_its_words_in_raw_utf8() -> None:
    platform = Platform({"media_id": "M"})

    await client_on(platform).material.add_video(
        b"mp4", filename="a.mp4", title="党课", introduction="第一讲"
    )

    body = platform.requests[0].content.decode()
    assert 'name="description"\r\n\r\n{"title": "党课", "introduction": "第一讲"}\r\n' in body
    assert 'name="media"; filename="a.mp4"' in body


async def test_adding_is_not_repeated_when_it_may_have_arrived() -> None:
    platform = Platform(httpx.ReadTimeout("slow"))

    with pytest.raises(errors.TransportFailed):
        await client_on(platform).material.add(b"x", kind="image", filename="a.png")

    assert len(platform.requests) == 1


async def test_permanent_media_come_as_bytes_or_as_an_address() -> None:
    picture = httpx.Response(200, content=b"\x89PNG", headers={"content-type": "image/png"})
    video = {"title": "党课", "description": "第一讲", "down_url": "http://v/"}
    platform = Platform(picture, video)
    material = client_on(platform).material

    found = [await material.get("M1"), await material.get("M2")]

    assert found == [
        Media(b"\x89PNG", "image/png"),
        Media(b"", "application/json", video_url="http://v/", title="党课", description="第一讲"),
    ]
    assert platform.asked[0] == f"POST /cgi-bin/material/get_material?{AUTH}"
    assert platform.bodies == [{"media_id": "M1"}, {"media_id": "M2"}]


async def test_permanent_media_are_counted_and_listed() -> None:
    platform = Platform(
        {"voice_count": 1, "video_count": 2, "image_count": 3, "news_count": 4},
        {
            "total_count": 9,
            "item_count": 1,
            "item": [{"media_id": "M", "name": "a.png", "update_time": 7, "url": "u"}],
        },
        DONE,
    )
    material = client_on(platform).material

    counted = await material.count()
    page = await material.batchget(kind="image", offset=8, count=1)
    await material.delete("M")

    assert (counted, page) == (
        MaterialCount(voice=1, video=2, image=3, news=4),
        MaterialPage(9, (MaterialItem("M", "a.png", 7, "u"),)),
    )
    assert platform.bodies[1:] == [{"type": "image", "offset": 8, "count": 1}, {"media_id": "M"}]


async def test_picture_for_an_article_gets_an_address() -> None:
    platform = Platform({"url": "http://mmbiz.qpic.cn/y"})

    url = await client_on(platform).media.upload_picture(b"\x89PNG", filename="a.png")

    assert (url, platform.asked) == ("http://mmbiz.qpic.cn/y", [f"POST /cgi-bin/media/uploadimg?{AUTH}"])


async def test_menu_for_some_is_made_tried_and_removed() -> None:
    platform = Platform({"menuid": 208396993}, {"button": [CLICK]}, {"menu": {"button": [CLICK]}}, DONE)
    menu = client_on(platform).menu

    menu_id = await menu.add_conditional([CLICK], tag_id=101, platform=PhonePlatform.ANDROID)
    matched = [await menu.try_match("oMei"), await menu.try_match("mei")]
    await menu.delete_conditional(menu_id)

    assert (menu_id, matched) == ("208396993", [(CLICK,), (CLICK,)])
    assert list(zip(platform.asked, platform.bodies, strict=True)) == [
        (
            f"POST /cgi-bin/menu/addconditional?{AUTH}",
            {"button": [CLICK], "matchrule": {"tag_id": "101", "client_platform_type": "2"}},
        ),
        (f"POST /cgi-bin/menu/trymatch?{AUTH}", {"user_id": "oMei"}),
        (f"POST /cgi-bin/menu/trymatch?{AUTH}", {"user_id": "mei"}),
        (f"POST /cgi-bin/menu/delconditional?{AUTH}", {"menuid": "208396993"}),
    ]


async def test_menu_of_the_back_end_is_read() -> None:
    text = {"type": "text", "name": "值班", "value": "周一到周五"}
    platform = Platform({"is_menu_open": 1, "selfmenu_info": {"button": [text]}}, {"is_menu_open": 0})
    menu = client_on(platform).menu

    assert [await menu.self_menu(), await menu.self_menu()] == [
        CurrentMenu(is_open=True, buttons=(text,)),
        CurrentMenu(is_open=False, buttons=()),
    ]


async def test_blacklist_and_remarks_are_written_as_documented() -> None:
    platform = Platform(
        {"total": 1, "count": 1, "data": {"openid": ["o1"]}, "next_openid": "o1"}, DONE, DONE, DONE
    )
    users = client_on(platform).users

    page = await users.blacklist()
    await users.put_on_blacklist(["o1"])
    await users.take_off_blacklist(["o1"])
    await users.set_remark("o1", remark="老王")

    assert page == UserPage(1, ("o1",), "o1")
    assert list(zip(platform.asked, platform.bodies, strict=True)) == [
        (f"POST /cgi-bin/tags/members/getblacklist?{AUTH}", {"begin_openid": ""}),
        (f"POST /cgi-bin/tags/members/batchblacklist?{AUTH}", {"openid_list": ["o1"]}),
        (f"POST /cgi-bin/tags/members/batchunblacklist?{AUTH}", {"openid_list": ["o1"]}),
        (f"POST /cgi-bin/user/info/updateremark?{AUTH}", {"openid": "o1", "remark": "老王"}),
    ]
    with pytest.raises(ValueError, match="more than 20"):
        await users.put_on_blacklist(["o1"] * 21)
