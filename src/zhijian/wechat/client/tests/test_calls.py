from typing import Any

import httpx
import pytest

from zhijian.wechat import errors
from zhijian.wechat.client import customer_service as kf
from zhijian.wechat.client.account import CallbackCheck, JsapiTicket, Pinged, Quota, Resolved
from zhijian.wechat.client.caller import Media
from zhijian.wechat.client.media import UploadedMedia
from zhijian.wechat.client.qrcodes import QrCode
from zhijian.wechat.client.tags import Tag
from zhijian.wechat.client.tests.platform import APPID, SECRET, TOKEN, Platform, client_on
from zhijian.wechat.client.users import UserInfo, UserPage

DONE: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
AUTH = f"access_token={TOKEN}"


async def test_menu_is_made_read_and_deleted() -> None:
    stored = {"menu": {"button": [{"type": "click", "name": "学习", "key": "study"}]}}
    platform = Platform(DONE, stored, DONE)
    menu = client_on(platform).menu

    await menu.create([{"type": "click", "name": "学习", "key": "study"}])
    found = await menu.get()
    await menu.delete()

    assert (found, platform.asked, platform.bodies[0]) == (
        stored,
        [
            f"POST /cgi-bin/menu/create?{AUTH}",
            f"GET /cgi-bin/menu/get?{AUTH}",
            f"GET /cgi-bin/menu/delete?{AUTH}",
        ],
        {"button": [{"type": "click", "name": "学习", "key": "study"}]},
    )


async def test_json_is_sent_as_raw_utf8() -> None:
    platform = Platform(DONE)

    await client_on(platform).menu.create([{"name": "学习\ud800"}])

    request = platform.requests[0]
    assert (request.content, request.headers["content-type"]) == (
        '{"button": [{"name": "学习?"}]}'.encode(),
        "application/json; charset=utf-8",
    )


async def test_missing_menu_is_an_error_of_its_own() -> None:
    with pytest.raises(errors.MenuMissing):
        await client_on(Platform({"errcode": 46003, "errmsg": "menu no exist"})).menu.get()


async def test_followers_are_listed_page_by_page() -> None:
    platform = Platform(
        {"total": 3, "count": 2, "data": {"openid": ["o1", "o2"]}, "next_openid": "o2"},
        {"total": 3, "count": 1, "data": {"openid": ["o3"]}, "next_openid": "o3"},
        {"total": 3, "count": 0, "next_openid": ""},
    )

    openids = [openid async for openid in client_on(platform).users.all()]

    assert (openids, platform.asked) == (
        ["o1", "o2", "o3"],
        [
            f"GET /cgi-bin/user/get?{AUTH}",
            f"GET /cgi-bin/user/get?next_openid=o2&{AUTH}",
            f"GET /cgi-bin/user/get?next_openid=o3&{AUTH}",
        ],
    )


async def test_listing_ends_when_the_platform_goes_in_circles() -> None:
    platform = Platform(*[{"total": 1, "data": {"openid": ["o1"]}, "next_openid": "o1"}] * 3)

    with pytest.raises(errors.UnexpectedAnswer):
        [openid async for openid in client_on(platform).users.all()]

    assert len(platform.requests) == 3


async def test_page_without_followers_is_the_last() -> None:
    page = await client_on(Platform({"total": 0, "count": 0, "next_openid": "o1"})).users.page()

    assert page == UserPage(0, (), "")


async def test_follower_is_described() -> None:
    platform = Platform(
        {
            "subscribe": 1,
            "openid": "o1",
            "language": "zh_CN",
            "subscribe_time": 1382694957,
            "unionid": "u",
            "remark": "",
            "groupid": 0,
            "tagid_list": [128, 2],
            "subscribe_scene": "ADD_SCENE_QR_CODE",
            "qr_scene": 98765,
            "qr_scene_str": "hall",
        }
    )

    info = await client_on(platform).users.info("o1")

    assert (info, platform.asked) == (
        UserInfo(
            openid="o1",
            subscribe=True,
            subscribe_time=1382694957,
            subscribe_scene="ADD_SCENE_QR_CODE",
            language="zh_CN",
            unionid="u",
            tagid_list=(128, 2),
            qr_scene=98765,
            qr_scene_str="hall",
        ),
        [f"GET /cgi-bin/user/info?openid=o1&lang=zh_CN&{AUTH}"],
    )


async def test_followers_are_described_a_hundred_at_a_time() -> None:
    platform = Platform({"user_info_list": [{"subscribe": 0, "openid": "o2"}]})
    users = client_on(platform).users

    infos = await users.infos(["o2"])

    assert (infos, platform.bodies) == (
        (UserInfo(openid="o2", subscribe=False),),
        [{"user_list": [{"openid": "o2", "lang": "zh_CN"}]}],
    )
    with pytest.raises(ValueError, match="more than 100 openids"):
        await users.infos(["o"] * 101)


async def test_tags_are_kept() -> None:
    platform = Platform(
        {"tag": {"id": 134, "name": "入党积极分子"}},
        {"tags": [{"id": 134, "name": "入党积极分子", "count": 2}]},
        DONE,
        DONE,
        {"count": 1, "data": {"openid": ["o1"]}, "next_openid": "o1"},
        DONE,
        DONE,
        {"tagid_list": [134]},
    )
    tags = client_on(platform).tags

    made, listed = await tags.create("入党积极分子"), await tags.list()
    await tags.rename(134, name="党员")
    await tags.delete(134)
    page = await tags.members(134)
    await tags.put_on(134, openids=["o1"])
    await tags.take_off(134, openids=["o1"])
    ids = await tags.of("o1")

    assert (made, listed, page, ids) == (
        Tag(134, "入党积极分子"),
        (Tag(134, "入党积极分子", 2),),
        UserPage(1, ("o1",), "o1"),
        (134,),
    )
    assert list(zip(platform.asked, platform.bodies, strict=True)) == [
        (f"POST /cgi-bin/tags/create?{AUTH}", {"tag": {"name": "入党积极分子"}}),
        (f"GET /cgi-bin/tags/get?{AUTH}", None),
        (f"POST /cgi-bin/tags/update?{AUTH}", {"tag": {"id": 134, "name": "党员"}}),
        (f"POST /cgi-bin/tags/delete?{AUTH}", {"tag": {"id": 134}}),
        (f"POST /cgi-bin/user/tag/get?{AUTH}", {"tagid": 134, "next_openid": ""}),
        (f"POST /cgi-bin/tags/members/batchtagging?{AUTH}", {"openid_list": ["o1"], "tagid": 134}),
        (f"POST /cgi-bin/tags/members/batchuntagging?{AUTH}", {"openid_list": ["o1"], "tagid": 134}),
        (f"POST /cgi-bin/tags/getidlist?{AUTH}", {"openid": "o1"}),
    ]


async def test_tag_is_put_on_fifty_at_a_time() -> None:
    with pytest.raises(ValueError, match="more than 50 openids"):
        await client_on(Platform()).tags.put_on(134, openids=["o"] * 51)


@pytest.mark.parametrize(
    ("message", "content"),
    [
        (kf.Text("您好"), {"content": "您好"}),
        (kf.Image("m"), {"media_id": "m"}),
        (kf.Voice("m"), {"media_id": "m"}),
        (
            kf.Video(media_id="m", thumb_media_id="t", title="a", description="b"),
            {"media_id": "m", "thumb_media_id": "t", "title": "a", "description": "b"},
        ),
        (
            kf.Music(musicurl="u", hqmusicurl="h", thumb_media_id="t"),
            {"musicurl": "u", "hqmusicurl": "h", "thumb_media_id": "t", "title": "", "description": ""},
        ),
        (
            kf.News(title="a", url="u", description="b", picurl="p"),
            {"articles": [{"title": "a", "url": "u", "description": "b", "picurl": "p"}]},
        ),
        (kf.Mpnews("m"), {"media_id": "m"}),
        (kf.MpnewsArticle("a"), {"article_id": "a"}),
        (
            kf.Menu(head_content="?", list=(kf.MenuEntry("1", "是"), kf.MenuEntry("2", "否"))),
            {
                "head_content": "?",
                "list": [{"id": "1", "content": "是"}, {"id": "2", "content": "否"}],
                "tail_content": "",
            },
        ),
        (kf.Card("c"), {"card_id": "c"}),
        (
            kf.MiniprogramPage(title="a", appid="wx1", pagepath="p", thumb_media_id="t"),
            {"title": "a", "appid": "wx1", "pagepath": "p", "thumb_media_id": "t"},
        ),
    ],
)
async def test_message_of_every_kind_is_sent(message: kf.Outgoing, content: dict[str, Any]) -> None:
    platform = Platform(DONE)

    await client_on(platform).customer_service.send("oMei", message, kf_account="a@gh")

    assert (platform.asked, platform.bodies) == (
        [f"POST /cgi-bin/message/custom/send?{AUTH}"],
        [
            {
                "touser": "oMei",
                "msgtype": message.MSGTYPE,
                message.MSGTYPE: content,
                "customservice": {"kf_account": "a@gh"},
            }
        ],
    )


async def test_message_from_nobody_in_particular_names_nobody() -> None:
    platform = Platform(DONE)

    await client_on(platform).customer_service.send("oMei", kf.Text("您好"))

    assert platform.bodies == [{"touser": "oMei", "msgtype": "text", "text": {"content": "您好"}}]


async def test_typing_is_shown_and_ended() -> None:
    platform = Platform(DONE, DONE)
    calls = client_on(platform).customer_service

    await calls.show_typing("oMei")
    await calls.show_typing("oMei", is_typing=False)

    assert [body["command"] for body in platform.bodies] == ["Typing", "CancelTyping"]


async def test_file_is_uploaded_under_the_field_media() -> None:
    platform = Platform({"type": "image", "media_id": "m", "created_at": 1700000000})

    uploaded = await client_on(platform).media.upload(
        b"\x89PNG", kind="image", filename="封面.png", content_type="image/png"
    )

    content = platform.requests[0].content
    assert (uploaded, platform.asked) == (
        UploadedMedia("image", "m", 1700000000),
        [f"POST /cgi-bin/media/upload?type=image&{AUTH}"],
    )
    parts = [b'name="media"', "封面.png".encode(), b"image/png", b"\x89PNG"]
    assert [part for part in parts if part not in content] == []


async def test_thumbnail_answers_under_another_name() -> None:
    platform = Platform({"type": "thumb", "thumb_media_id": "t", "created_at": 1})

    assert (await client_on(platform).media.upload(b"x", kind="thumb", filename="a.jpg")).media_id == "t"


@pytest.mark.parametrize(
    ("answer", "media"),
    [
        (
            httpx.Response(200, content=b"{not json", headers={"content-type": "image/png"}),
            Media(b"{not json", "image/png"),
        ),
        (
            httpx.Response(200, content=b'{"video_url": "http://v"}', headers={"content-type": "text/plain"}),
            Media(b"", "text/plain", "http://v"),
        ),
        (httpx.Response(200, content=b"#!AMR", headers={}), Media(b"#!AMR", "")),
    ],
)
async def test_media_comes_as_bytes_or_as_an_address(answer: httpx.Response, media: Media) -> None:
    assert await client_on(Platform(answer)).media.get("m") == media


async def test_error_instead_of_media_is_raised() -> None:
    answer = httpx.Response(
        200, text='{"errcode": 40007, "errmsg": "x"}', headers={"content-type": "text/plain"}
    )

    with pytest.raises(errors.MediaGone):
        await client_on(Platform(answer)).media.get("m")


async def test_qr_codes_are_made_of_four_kinds() -> None:
    answer = {"ticket": "gQ/8", "expire_seconds": 60, "url": "http://q"}
    platform = Platform(*[answer] * 4)
    qrcodes = client_on(platform).qrcodes

    code = await qrcodes.create_temporary("hall", expire_seconds=60)
    await qrcodes.create_temporary(7)
    await qrcodes.create_permanent("hall")
    await qrcodes.create_permanent(7)

    assert (code, code.picture_url) == (
        QrCode("gQ/8", "http://q", 60),
        "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQ%2F8",
    )
    assert platform.bodies == [
        {
            "action_name": "QR_STR_SCENE",
            "action_info": {"scene": {"scene_str": "hall"}},
            "expire_seconds": 60,
        },
        {"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 7}}, "expire_seconds": 2592000},
        {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "hall"}}},
        {"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 7}}},
    ]


async def test_callback_is_checked() -> None:
    platform = Platform(
        {
            "dns": [{"ip": "203.0.113.7", "real_operator": "UNICOM"}],
            "ping": [
                {"ip": "203.0.113.7", "from_operator": "UNICOM", "package_loss": "0%", "time": "23.079ms"}
            ],
        }
    )

    check = await client_on(platform).account.check_callback()

    assert (check, platform.bodies) == (
        CallbackCheck(
            (Resolved("203.0.113.7", "UNICOM"),), (Pinged("203.0.113.7", "UNICOM", "0%", "23.079ms"),)
        ),
        [{"action": "all", "check_operator": "DEFAULT"}],
    )


async def test_rest_of_the_account_is_asked_as_documented() -> None:
    info = {"is_autoreply_open": 1, "keyword_autoreply_info": {"list": []}}
    quota = {"quota": {"daily_limit": 10, "used": 0, "remain": 10}}
    platform = Platform(info, DONE, DONE, quota, DONE, {"ticket": "T", "expires_in": 7200})
    account = client_on(platform).account

    replies = await account.current_autoreply_info()
    await account.clear_quota()
    await account.clear_quota_with_secret()
    left = await account.quota("/cgi-bin/menu/get")
    await account.clear_path_quota("/cgi-bin/menu/get")
    ticket = await account.jsapi_ticket()

    assert (replies, left, ticket) == (info, Quota(10, 0, 10), JsapiTicket("T", 7200))
    assert list(zip(platform.asked, platform.bodies, strict=True)) == [
        (f"GET /cgi-bin/get_current_autoreply_info?{AUTH}", None),
        (f"POST /cgi-bin/clear_quota?{AUTH}", {"appid": APPID}),
        ("POST /cgi-bin/clear_quota/v2", {"appid": APPID, "appsecret": SECRET}),
        (f"POST /cgi-bin/openapi/quota/get?{AUTH}", {"cgi_path": "/cgi-bin/menu/get"}),
        (f"POST /cgi-bin/openapi/quota/clear?{AUTH}", {"cgi_path": "/cgi-bin/menu/get"}),
        (f"GET /cgi-bin/ticket/getticket?type=jsapi&{AUTH}", None),
    ]
