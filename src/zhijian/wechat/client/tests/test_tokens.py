import asyncio

import httpx
import pytest

from zhijian.wechat import errors
from zhijian.wechat.client import AccessToken, Client, StableTokens
from zhijian.wechat.client.tests.platform import APPID, SECRET, KeptToken, Platform, client_on


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """Hands out numbered tokens; unforced, the same one again."""

    def __init__(self) -> None:
        self.number = 1
        self.asked: list[bool] = []

    async def ask(self, *, force_refresh: bool = False) -> AccessToken:
        await asyncio.sleep(0)
        self.asked.append(force_refresh)
        self.number += force_refresh
        return AccessToken(f"t{self.number}", 7200)


async def test_token_is_asked_for_once_by_many() -> None:
    desk = Desk()
    tokens = StableTokens(desk.ask, clock=Clock())

    got = await asyncio.gather(*(tokens.get() for _ in range(10)))

    assert (got, desk.asked) == (["t1"] * 10, [False])


async def test_token_is_renewed_when_its_successor_is_out() -> None:
    desk, clock = Desk(), Clock()
    tokens = StableTokens(desk.ask, clock=clock)
    await tokens.get()
    clock.now += 6899
    await tokens.get()
    clock.now += 1
    desk.number = 2

    assert (await tokens.get(), desk.asked) == ("t2", [False, False])


async def test_short_remainder_is_used_for_half_its_time() -> None:
    asked: list[float] = []
    clock = Clock()

    async def ask(*, force_refresh: bool = False) -> AccessToken:
        asked.append(clock.now)
        return AccessToken("t", 60)

    tokens = StableTokens(ask, clock=clock)
    for _ in range(4):
        await tokens.get()
        clock.now += 15

    assert asked == [1_700_000_000.0, 1_700_000_030.0]


async def test_token_somebody_else_renewed_is_taken_without_force() -> None:
    desk = Desk()
    tokens = StableTokens(desk.ask, clock=Clock())
    stale = await tokens.get()
    desk.number = 2

    assert (await tokens.refresh(stale), desk.asked) == ("t2", [False, False])


async def test_renewal_is_forced_once_for_all_who_were_refused() -> None:
    desk = Desk()
    tokens = StableTokens(desk.ask, clock=Clock())
    stale = await tokens.get()

    got = await asyncio.gather(*(tokens.refresh(stale) for _ in range(5)))

    assert (got, desk.asked) == (["t2"] * 5, [False, False, True])


async def test_stable_token_is_asked_for_as_documented() -> None:
    platform = Platform({"access_token": "t", "expires_in": 7200})

    token = await client_on(platform).stable_token()

    assert (token, platform.asked, platform.bodies) == (
        AccessToken("t", 7200),
        ["POST /cgi-bin/stable_token"],
        [{"grant_type": "client_credential", "appid": APPID, "secret": SECRET, "force_refresh": False}],
    )


async def test_older_token_call_is_made_as_documented() -> None:
    platform = Platform({"access_token": "t", "expires_in": 7200})

    token = await client_on(platform).token()

    assert (token, platform.asked) == (
        AccessToken("t", 7200),
        [f"GET /cgi-bin/token?grant_type=client_credential&appid={APPID}&secret={SECRET}"],
    )


async def test_wrong_secret_is_said_and_no_token_renewed_for_it() -> None:
    tokens = KeptToken()
    platform = Platform({"errcode": 40001, "errmsg": "invalid credential"})

    with pytest.raises(errors.SecretRefused):
        await client_on(platform, tokens=tokens).stable_token()

    assert (tokens.refreshed, len(platform.requests)) == ([], 1)


async def test_client_without_a_source_keeps_a_stable_token() -> None:
    platform = Platform(
        {"access_token": "t", "expires_in": 7200}, {"ip_list": ["203.0.113.7"]}, {"ip_list": []}
    )
    client = Client(appid=APPID, secret=SECRET, transport=httpx.MockTransport(platform), clock=Clock())

    found = [await client.account.callback_ips(), await client.account.api_domain_ips()]

    assert (found, platform.asked) == (
        [("203.0.113.7",), ()],
        [
            "POST /cgi-bin/stable_token",
            "GET /cgi-bin/getcallbackip?access_token=t",
            "GET /cgi-bin/get_api_domain_ip?access_token=t",
        ],
    )


@pytest.mark.parametrize("answer", [{}, {"access_token": "t"}, {"access_token": None, "expires_in": 7200}])
async def test_answer_without_a_token_is_unexpected(answer: dict[str, object]) -> None:
    with pytest.raises(errors.UnexpectedAnswer):
        await client_on(Platform(answer)).token()
