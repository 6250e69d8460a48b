"""Web login on the wire: the address in the platform's order, and nothing secret anywhere else."""

import logging

import pytest

from zhijian.wechat import errors
from zhijian.wechat.client import oauth
from zhijian.wechat.client.tests.platform import APPID, SECRET, Platform, client_on

# The example of the documentation, with its texts in place.
ANSWER = {
    "access_token": "canary-page-token",
    "expires_in": 7200,
    "refresh_token": "canary-refresh-token",
    "openid": "oMei",
    "scope": "snsapi_base",
    "is_snapshotuser": 1,
    "unionid": "U",
}


async def test_address_has_the_documented_order() -> None:
    client = client_on(Platform())

    address = client.oauth.authorize_url(
        "https://m.example/登录?a=1&b=2", scope=oauth.Scope.USERINFO, state="a&b"
    )

    assert address == (
        f"https://open.weixin.qq.com/connect/oauth2/authorize?appid={APPID}"
        "&redirect_uri=https%3A%2F%2Fm.example%2F%E7%99%BB%E5%BD%95%3Fa%3D1%26b%3D2"
        "&response_type=code&scope=snsapi_userinfo&state=a%26b#wechat_redirect"
    )


async def test_code_is_exchanged_without_a_token_of_the_account() -> None:
    platform = Platform(ANSWER)

    login = await client_on(platform).oauth.exchange("canary-code")

    assert (login.openid, login.unionid, login.is_snapshot) == ("oMei", "U", True)
    query = dict(platform.requests[0].url.params)
    assert query == {
        "appid": APPID,
        "secret": SECRET,
        "code": "canary-code",
        "grant_type": "authorization_code",
    }


async def test_code_is_never_sent_twice() -> None:
    platform = Platform({"errcode": -1, "errmsg": "system error"})

    with pytest.raises(errors.SystemBusy):
        await client_on(platform).oauth.exchange("canary-code")

    assert len(platform.requests) == 1


async def test_dead_page_token_is_not_taken_for_a_wrong_secret() -> None:
    login = oauth.Login(openid="oMei", scope="", access_token="t", refresh_token="r", expires_in=1)

    with pytest.raises(errors.TokenInvalid):
        await client_on(Platform({"errcode": 40001, "errmsg": "invalid credential"})).oauth.check(login)


async def test_wrong_secret_is_said_to_be_one() -> None:
    with pytest.raises(errors.SecretRefused):
        await client_on(Platform({"errcode": 40001, "errmsg": "invalid credential"})).oauth.exchange("c")


async def test_nothing_secret_is_logged_or_raised(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = "canary-code canary-page-token canary-refresh-token " + SECRET
    failed = {"errcode": 40029, "errmsg": said}
    platform = Platform(ANSWER, failed, failed, failed)
    client = client_on(platform)
    login = await client.oauth.exchange("canary-code")

    shown = [repr(login), caplog.text]
    for attempt in (
        client.oauth.exchange("canary-code"),
        client.oauth.refresh(login.refresh_token),
        client.oauth.profile(login),
    ):
        with pytest.raises(errors.LoginExpired) as refused:
            await attempt
        shown.append(str(refused.value))

    # Each failure hides what its own call carried.
    assert "canary-code" not in shown[2]
    assert "canary-refresh-token" not in shown[3]
    assert "canary-page-token" not in shown[4]
    assert not any(SECRET in text for text in shown)
    assert not any("canary" in text for text in shown[:2])
