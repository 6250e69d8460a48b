"""wechatpy's client, unchanged, against the sandbox, where it has the call.

The address for tokens is written into it; an adapter of its HTTP library takes those requests here, which
is all that is done to it.
"""

import time
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException
from wechatpy.oauth import WeChatOAuth

from zhijian_sandbox.samples import picture, video
from zhijian_sandbox.tests.bench import APPID, SECRET, Bench


class Redirected(HTTPAdapter):
    """Takes requests for the platform to the sandbox."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        request.url = str(request.url).replace("https://api.weixin.qq.com", self._url)
        return super().send(request, *args, **kwargs)


@pytest.fixture
def client(qinghe: Bench) -> WeChatClient:
    client = WeChatClient(APPID, SECRET)
    client.API_BASE_URL = f"{qinghe.url}/cgi-bin/"
    client._http.trust_env = False
    client._http.mount("https://", Redirected(qinghe.url))
    return client


def test_token_is_fetched_and_used(client: WeChatClient) -> None:
    assert client.misc.get_wechat_ips() == ["127.0.0.1", "::1"]


def test_dead_token_is_fetched_anew(client: WeChatClient, qinghe: Bench) -> None:
    client.misc.get_wechat_ips()
    qinghe.control("PUT", "faults/token_invalid", count=1)

    assert client.misc.get_wechat_ips() == ["127.0.0.1", "::1"]


def test_menu_is_made_read_and_deleted(client: WeChatClient) -> None:
    menu = {"button": [{"type": "click", "name": "学习", "key": "STUDY"}]}

    client.menu.create(menu)
    made = client.menu.get()
    shown = client.menu.get_menu_info()
    client.menu.delete()

    assert made["menu"]["button"] == [{"type": "click", "name": "学习", "key": "STUDY", "sub_button": []}]
    assert shown["selfmenu_info"] == menu
    assert client.menu.get() is None


def test_followers_are_listed_and_described(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower("oMei")
    qinghe.follower("oBo")

    client.user.update_remark("oMei", "老王")

    assert list(client.user.iter_followers()) == ["oMei", "oBo"]
    assert client.user.get("oMei")["remark"] == "老王"
    assert [one["openid"] for one in client.user.get_batch(["oMei", "oBo"])] == ["oMei", "oBo"]


def test_media_go_up_and_come_down(client: WeChatClient) -> None:
    uploaded = client.media.upload("image", BytesIO(picture()))

    assert uploaded["type"] == "image"
    assert client.media.download(uploaded["media_id"]).content == picture()


def test_service_messages_arrive_and_the_window_closes(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower()
    qinghe.act("text", content="在吗")
    media_id = client.media.upload("image", BytesIO(picture()))["media_id"]
    article = {"title": "小事不小", "description": "", "image": "http://p/", "url": "http://u/"}

    client.message.send_text("oMei", "在的")
    client.message.send_image("oMei", media_id)
    client.message.send_articles("oMei", [article])
    qinghe.later(hours=49)
    with pytest.raises(WeChatClientException) as refused:
        client.message.send_text("oMei", "还在吗")

    assert refused.value.errcode == 45015
    assert [one["kind"] for one in qinghe.bubbles() if one["side"] == "account"] == ["text", "image", "news"]


def test_tags_are_put_on_and_listed(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower()
    tag = client.tag.create("党员")

    client.tag.tag_user(tag["id"], "oMei")

    assert client.tag.get() == [{"id": tag["id"], "name": "党员", "count": 1}]
    assert list(client.tag.iter_tag_users(tag["id"])) == ["oMei"]
    assert client.tag.get_user_tag("oMei") == [tag["id"]]


def test_code_is_made_and_pictured(client: WeChatClient, qinghe: Bench) -> None:
    made = client.qrcode.create(
        {
            "expire_seconds": 600,
            "action_name": "QR_STR_SCENE",
            "action_info": {"scene": {"scene_str": "门口"}},
        }
    )

    url = client.qrcode.get_url(made).replace("https://mp.weixin.qq.com", qinghe.url)
    assert qinghe.http.get(url).content.startswith(b"\x89PNG")


def test_auto_replies_are_exported(client: WeChatClient, qinghe: Bench) -> None:
    mine = {"is_add_friend_reply_open": 1, "is_autoreply_open": 1, "keyword_autoreply_info": {"list": []}}
    none = client.message.get_autoreply_info()

    qinghe.control("PUT", f"apps/{APPID}/autoreply", **mine)

    assert none == {**mine, "is_add_friend_reply_open": 0, "is_autoreply_open": 0}
    assert client.message.get_autoreply_info() == mine


def test_material_is_kept_listed_and_deleted(client: WeChatClient) -> None:
    kept = client.material.add("image", BytesIO(picture()))["media_id"]
    film = client.material.add("video", BytesIO(video()), title="党课", introduction="第一讲")["media_id"]

    fetched = client.material.get(kept).content
    described = client.material.get(film)
    listed = client.material.batchget("image")
    counted = client.material.get_count()
    client.material.delete(kept)

    assert (fetched, described["title"], described["description"]) == (picture(), "党课", "第一讲")
    assert ([one["media_id"] for one in listed["item"]], counted["video_count"]) == ([kept], 1)
    with pytest.raises(WeChatClientException) as gone:
        client.material.get(kept)
    assert gone.value.errcode == 40007


def test_picture_for_an_article_gets_an_address(client: WeChatClient, qinghe: Bench) -> None:
    url = client.media.upload_mass_image(BytesIO(picture()))

    assert qinghe.http.get(url).content == picture()


def test_menu_for_some_is_made_matched_and_removed(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower()
    tag = client.tag.create("党员")["id"]
    client.tag.tag_user(tag, "oMei")
    everybody = {"type": "click", "name": "大家", "key": "ALL"}
    members = {"type": "click", "name": "党员", "key": "MEMBERS"}
    client.menu.create({"button": [everybody]})

    made = client.menu.add_conditional({"button": [members], "matchrule": {"tag_id": str(tag)}})
    matched = client.menu.try_match("oMei")["button"]
    client.menu.del_conditional(made["menuid"])

    assert [one["name"] for one in matched] == ["党员"]
    assert [one["name"] for one in client.menu.try_match("oMei")["button"]] == ["大家"]


def test_pushes_reach_phones_and_are_told_of(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower("oMei")
    qinghe.follower("oBo")
    tag = client.tag.create("党员")["id"]
    client.tag.tag_user(tag, "oBo")
    image = client.media.upload("image", BytesIO(picture()))["media_id"]

    to_all = client.message.send_mass_text(None, "开会", is_to_all=True)
    client.message.send_mass_text(tag, "党员开会")
    client.message.send_mass_image(["oMei", "oBo"], image)
    deadline = time.monotonic() + 5
    while len(qinghe.bubbles("oBo")) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)

    assert client.message.get_mass(to_all["msg_id"])["msg_status"] == "SEND_SUCCESS"
    assert [one["kind"] for one in qinghe.bubbles("oBo")] == ["text", "text", "image"]
    assert [one["kind"] for one in qinghe.bubbles("oMei")] == ["text", "image"]


def test_preview_reaches_one_phone(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower("oMei-0123456789012345678901234"[:28])

    client.message.send_mass_text("oMei-0123456789012345678901234"[:28], "看看", preview=True)

    (bubble,) = qinghe.bubbles("oMei-0123456789012345678901234"[:28])
    assert (bubble["via"], bubble["content"]) == ("preview", "看看")


def test_tags_are_renamed_taken_off_and_deleted(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower()
    tag = client.tag.create("党员")["id"]
    client.tag.tag_user(tag, "oMei")

    client.tag.update(tag, "预备党员")
    client.tag.untag_user(tag, "oMei")
    renamed = client.tag.get()
    client.tag.delete(tag)

    assert renamed == [{"id": tag, "name": "预备党员", "count": 0}]
    assert client.tag.get() == []


def test_blacklist_is_written_and_read(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower()

    client.tag.batch_black_list(["oMei"])
    listed = client.tag.get_black_list()
    client.tag.batch_unblack_list(["oMei"])

    assert listed["data"]["openid"] == ["oMei"]
    assert client.tag.get_black_list()["total"] == 0


def test_statistics_are_read(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    qinghe.follower()
    qinghe.control("PUT", "clock", now="2026-03-06T09:00:00+08:00")

    (count,) = client.datacube.get_user_cumulate("2026-03-05", "2026-03-05")

    assert count["cumulate_user"] == 1


def test_template_message_is_sent(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower()
    template_id = client.template.get("1001")

    sent = client.message.send_template(
        "oMei",
        template_id,
        {
            "thing1": {"value": "支部党员大会"},
            "time2": {"value": "2026年3月5日 15:00"},
            "thing3": {"value": "镇党群服务中心"},
            "name4": {"value": "周敏"},
            "thing5": {"value": "请提前到"},
        },
        url="http://a/",
    )

    assert sent["msgid"] > 0


def test_ticket_signs_pages(client: WeChatClient) -> None:
    ticket = client.jsapi.get_jsapi_ticket()

    assert client.jsapi.get_jsapi_ticket() == ticket


def test_web_login_works(client: WeChatClient, qinghe: Bench) -> None:
    qinghe.follower()
    login = WeChatOAuth(APPID, SECRET, "http://phone-1.localhost:8000/m/", "snsapi_userinfo", "s1")
    login._http.trust_env = False
    login._http.mount("https://", Redirected(qinghe.url))
    address = login.authorize_url.partition("#")[0].replace("https://open.weixin.qq.com", qinghe.url)

    back = qinghe.http.post(address, data={"choice": "yes"}).headers["location"]
    login.fetch_access_token(parse_qs(urlsplit(back).query)["code"][0])

    assert login.get_user_info()["nickname"] == "梅"
    assert login.check_access_token()
    assert login.refresh_access_token(login.refresh_token)["openid"] == "oMei"
