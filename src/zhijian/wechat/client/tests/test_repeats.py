import asyncio

import httpx
import pytest

from zhijian.wechat import errors
from zhijian.wechat.client import Client, Patience, customer_service
from zhijian.wechat.client.tests.platform import (
    APPID,
    NEW_TOKEN,
    SECRET,
    TOKEN,
    KeptToken,
    Pauses,
    Platform,
    Step,
    client_on,
)
from zhijian.wechat.errors import CallFailed, TransportFailed, UnexpectedAnswer

BUSY = {"errcode": -1, "errmsg": "system error"}
DONE = {"errcode": 0, "errmsg": "ok"}
OLD_TOKEN = {"errcode": 40001, "errmsg": "invalid credential"}


async def failure_of(client: Client) -> CallFailed:
    with pytest.raises(CallFailed) as failed:
        await client.menu.get()
    return failed.value


@pytest.mark.parametrize(
    "trouble", [BUSY, httpx.Response(503), httpx.ReadTimeout("t"), httpx.ConnectError("c")]
)
async def test_passing_trouble_is_repeated_after_a_pause(trouble: Step) -> None:
    platform, pauses = Platform(trouble, DONE), Pauses()

    await client_on(platform, pauses=pauses).menu.get()

    assert (len(platform.requests), pauses.seconds) == (2, [0.5])


async def test_repeats_end_after_the_last_pause() -> None:
    platform, pauses = Platform(*[BUSY] * 3), Pauses()

    failed = await failure_of(client_on(platform, pauses=pauses))

    assert (type(failed), len(platform.requests), pauses.seconds) == (errors.SystemBusy, 3, [0.5, 2.0])


@pytest.mark.parametrize("code", [40164, 45009, 45011, 45015, 45066, 48001, 89505, 99999])
async def test_other_refusals_are_raised_at_once(code: int) -> None:
    platform = Platform({"errcode": code, "errmsg": "no"})

    failed = await failure_of(client_on(platform))

    assert (getattr(failed, "errcode", None), len(platform.requests)) == (code, 1)


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_refused_token_is_renewed_once_and_the_call_repeated(code: int) -> None:
    platform, tokens, pauses = Platform({"errcode": code, "errmsg": "old"}, DONE), KeptToken(), Pauses()

    await client_on(platform, tokens=tokens, pauses=pauses).menu.get()

    assert (platform.asked, tokens.refreshed, pauses.seconds) == (
        [f"GET /cgi-bin/menu/get?access_token={TOKEN}", f"GET /cgi-bin/menu/get?access_token={NEW_TOKEN}"],
        [TOKEN],
        [],
    )


async def test_second_refused_token_is_raised() -> None:
    platform, tokens = Platform(OLD_TOKEN, OLD_TOKEN), KeptToken()

    failed = await failure_of(client_on(platform, tokens=tokens))

    assert (type(failed), tokens.refreshed) == (errors.TokenInvalid, [TOKEN])


async def test_renewal_and_pauses_together_end_too() -> None:
    platform = Platform(BUSY, OLD_TOKEN, BUSY, BUSY)

    failed = await failure_of(client_on(platform))

    assert (type(failed), len(platform.requests)) == (errors.SystemBusy, 4)


@pytest.mark.parametrize("trouble", [BUSY, httpx.Response(502), httpx.ReadTimeout("t"), httpx.ReadError("r")])
async def test_message_that_may_have_arrived_is_not_sent_again(trouble: Step) -> None:
    platform = Platform(trouble)

    with pytest.raises(CallFailed) as failed:
        await client_on(platform).customer_service.send("oMei", customer_service.Text("您好"))

    assert (failed.value.retry, len(platform.requests)) == (errors.Retry.LATER, 1)


@pytest.mark.parametrize(
    "trouble", [httpx.ConnectError("c"), httpx.ConnectTimeout("c"), httpx.PoolTimeout("p")]
)
async def test_message_that_was_never_sent_is_sent_again(trouble: Exception) -> None:
    platform = Platform(trouble, DONE)

    await client_on(platform).customer_service.send("oMei", customer_service.Text("您好"))

    assert len(platform.requests) == 2


async def test_failed_connection_says_that_nothing_arrived() -> None:
    failed = await failure_of(client_on(Platform(*[httpx.ConnectError("c")] * 3)))

    assert (str(failed), getattr(failed, "may_have_arrived", None)) == (
        "/cgi-bin/menu/get: ConnectError",
        False,
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            httpx.Response(302, headers={"location": "https://elsewhere.example/"}),
            "/cgi-bin/menu/get: HTTP 302",
        ),
        (httpx.Response(404), "/cgi-bin/menu/get: HTTP 404"),
        (httpx.Response(200, text="<html>"), "the answer is not a JSON object"),
        (httpx.Response(200, text="[]"), "the answer is not a JSON object"),
        (httpx.Response(200, text="[" * 100_000), "the answer is not a JSON object"),
        (httpx.Response(200, text=f'{{"errcode": {"9" * 5000}}}'), "the answer is not a JSON object"),
        (
            httpx.Response(200, content=b"x" * (4 * 1024 * 1024 + 1)),
            "/cgi-bin/menu/get: the answer is larger than 4194304 bytes",
        ),
    ],
)
async def test_strange_answers_are_raised_at_once_and_redirects_not_followed(
    answer: httpx.Response, said: str
) -> None:
    platform = Platform(answer)

    failed = await failure_of(client_on(platform))

    assert (type(failed), str(failed), len(platform.requests)) == (UnexpectedAnswer, said, 1)


async def test_exchange_that_drips_for_ever_is_cut_off() -> None:
    async def drip(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError("waited")

    client = Client(
        appid=APPID,
        secret=SECRET,
        transport=httpx.MockTransport(drip),
        tokens=KeptToken(),
        patience=Patience(exchange_seconds=0.02, pauses_seconds=()),
    )

    failed = await failure_of(client)

    assert (type(failed), str(failed)) == (TransportFailed, "/cgi-bin/menu/get: TimeoutError")
