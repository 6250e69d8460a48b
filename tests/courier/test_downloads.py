"""I13 for files named by address: they come from WeChat's own hosts, and no redirect leads elsewhere."""

import asyncio
from pathlib import Path

import pytest

from tests.courier.conftest import Desk
from zhijian.courier.downloads import MOST_BYTES, STORAGE_HOSTS, download, is_allowed
from zhijian.foundation.accounts.models import Account
from zhijian.wechat.errors import TransportFailed
from zhijian_sandbox.tests.serving import Account as Elsewhere

WECHAT, SANDBOX = "https://api.weixin.qq.com", "http://127.0.0.1:8001"


@pytest.mark.parametrize(
    ("url", "api_base", "may_be_fetched"),
    [
        ("https://mmbiz.qpic.cn/mmbiz_png/x/0", WECHAT, True),
        ("https://mp.weixin.qq.com/x", WECHAT, True),
        ("http://mmbiz.qpic.cn/x", WECHAT, False),
        ("https://qpic.cn.example/x", WECHAT, False),
        ("https://evilqpic.cn/x", WECHAT, False),
        ("https://intranet.example/x", WECHAT, False),
        ("http://127.0.0.1:8000/admin", WECHAT, False),
        ("http://localhost/x", WECHAT, False),
        ("http://127.0.0.1:8001/_sandbox/media/m", SANDBOX, True),
        ("file:///etc/passwd", SANDBOX, False),
        ("http://[broken", WECHAT, False),
    ],
)
def test_only_wechats_own_hosts_are_asked(url: str, api_base: str, may_be_fetched: bool) -> None:
    assert is_allowed(url, api_base=api_base) is may_be_fetched


def test_a_file_elsewhere_is_not_fetched() -> None:
    with pytest.raises(TransportFailed):
        asyncio.run(download("https://intranet.example/x", api_base=WECHAT))


def test_a_file_larger_than_wechat_keeps_is_given_up(desk: Desk, account: Account) -> None:
    elsewhere = Elsewhere()
    elsewhere.always(bytes(MOST_BYTES + 1))
    try:
        with pytest.raises(TransportFailed, match="larger"):
            asyncio.run(download(elsewhere.url, api_base=account.api_base))
    finally:
        elsewhere.close()


def test_the_threat_model_names_every_host_files_are_fetched_from() -> None:
    page = (Path(__file__).parents[2] / "docs/threat-model.md").read_text("utf-8")

    assert [ending for ending in STORAGE_HOSTS if f"`{ending}`" not in page] == []


def test_a_redirect_is_not_followed(desk: Desk, account: Account) -> None:
    elsewhere = Elsewhere()
    elsewhere.always(b"", status=302, Location="http://127.0.0.1:9/secret")
    try:
        with pytest.raises(TransportFailed, match="HTTP 302"):
            asyncio.run(download(elsewhere.url, api_base=account.api_base))
    finally:
        elsewhere.close()
