"""wechatpy's client, unchanged, against the sandbox.

The address for tokens is written into it; an adapter of its HTTP library takes those requests here, which
is all that is done to it.
"""

from io import BytesIO
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from zhijian_sandbox.samples import picture
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
