import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest

from zhijian.wechat.client import AccessToken, Client, StableTokens
from zhijian.wechat.client.tests.platform import APPID, SECRET, TOKEN, Platform, Step, client_on
from zhijian.wechat.errors import CallFailed

OPENID = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"
CANARIES = (SECRET, TOKEN, OPENID)


def fails_with_address(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout(f"no answer from {request.url}", request=request)


def breaks_with_address(request: httpx.Request) -> httpx.Response:
    raise OSError(f"broken: {request.url} {request.content.decode('latin-1')}")


def refuses_with_address(request: httpx.Request) -> httpx.Response:
    repeated = f"{request.url} {request.content.decode('latin-1')} {OPENID}"
    return httpx.Response(200, json={"errcode": 40013, "errmsg": f"{repeated} {SECRET} rid: 1-2-3"})


TROUBLES: list[Step] = [
    fails_with_address,
    breaks_with_address,
    httpx.Response(500, text=f"{SECRET} {TOKEN}"),
    httpx.Response(200, text=f"{SECRET} {TOKEN}"),
    refuses_with_address,
    {"errcode": 0},
]
CALLS: list[Callable[[Client], Awaitable[object]]] = [
    lambda client: client.token(),
    lambda client: client.stable_token(force_refresh=True),
    lambda client: client.users.page(),
    lambda client: client.account.quota("/cgi-bin/menu/get"),
    lambda client: client.media.get("m"),
    lambda client: client.media.upload(b"x", kind="image", filename="a.png"),
]


def everything_in(error: BaseException | None) -> Iterator[str]:
    """All an error could show: itself, its arguments, what caused it, and the locals of every frame of the
    product and of httpx. The tests' own frames hold the canaries, of course."""
    if error is None:
        return
    yield f"{error} {error!r} {error.args!r} {vars(error)!r}"
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if "/tests/" not in frame.f_code.co_filename:
            yield repr(frame.f_locals)
    yield from everything_in(error.__cause__)
    yield from everything_in(error.__context__)


def test_canaries_would_be_seen() -> None:
    try:
        raise OSError(SECRET) from ValueError(TOKEN)
    except OSError as error:
        shown = " ".join(everything_in(error))

    assert SECRET in shown
    assert TOKEN in shown


@pytest.mark.parametrize("trouble", TROUBLES, ids=range(len(TROUBLES)))
@pytest.mark.parametrize("call", CALLS, ids=range(len(CALLS)))
async def test_no_failure_and_no_log_line_holds_a_secret(
    trouble: Step, call: Callable[[Client], Awaitable[object]], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform = Platform(*[trouble] * 3)
    client = client_on(platform)
    failed: CallFailed | None = None

    try:
        await call(client)
    except CallFailed as error:
        failed = error

    sent = " ".join(platform.asked) + " ".join(r.content.decode("latin-1") for r in platform.requests)
    assert SECRET in sent or TOKEN in sent
    shown = " ".join([*everything_in(failed), caplog.text, repr(client), repr(vars(client))])
    assert [canary for canary in CANARIES if canary in shown] == []


async def test_log_of_httpx_shows_the_address_without_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    await client_on(Platform({"access_token": TOKEN, "expires_in": 7200})).token()

    address = f"https://api.example/cgi-bin/token?grant_type=client_credential&appid={APPID}"
    assert caplog.messages == [f'HTTP Request: GET {address} "HTTP/1.1 200 OK"']


async def test_tokens_do_not_show_themselves() -> None:
    async def ask(*, force_refresh: bool = False) -> AccessToken:
        return AccessToken(TOKEN, 7200)

    tokens = StableTokens(ask, clock=lambda: 0.0)
    await tokens.get()

    assert f"{tokens!r} {AccessToken(TOKEN, 7200)!r}" == "StableTokens() AccessToken(expires_in=7200)"
