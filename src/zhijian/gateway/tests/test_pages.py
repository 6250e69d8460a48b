"""Numbers, health, and what else is asked at this door."""

from pathlib import Path

import pytest

from zhijian.gateway.app import Gateway
from zhijian.gateway.metrics import Metrics
from zhijian.gateway.tests.conftest import Door
from zhijian.gateway.tests.driving import Platform, ask, post, text


def numbers(page: bytes) -> dict[str, float]:
    lines = [line for line in page.decode().splitlines() if line and not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


async def test_the_numbers_tell_what_happened(door: Door) -> None:
    callback = door.platform.encrypted(text("两学一做", openid="oMei"))
    await post(door.gateway, callback)
    await post(door.gateway, callback)
    await post(door.gateway, Platform(token="another", clock=door.clock).encrypted(text()))
    await ask(door.gateway, "/wechat/some-strangers-slug", method="POST")

    found = numbers((await ask(door.gateway, "/metrics")).body)

    chosen = {
        name: number for name, number in found.items() if "_created" not in name and "_bucket" not in name
    }
    seconds = chosen.pop("zhijian_answer_seconds_sum")
    assert chosen == {
        'zhijian_callbacks_total{account="qinghe",verdict="answered"}': 2,
        'zhijian_callbacks_total{account="qinghe",verdict="refused"}': 1,
        'zhijian_callbacks_total{account="",verdict="refused"}': 1,
        "zhijian_answer_seconds_count": 2,
        "zhijian_intake_batch_rows_count": 2,
        "zhijian_intake_batch_rows_sum": 2,
        "zhijian_intake_stored_total": 1,
        "zhijian_intake_repeats_total": 1,
        "zhijian_intake_spooled_total": 0,
        "zhijian_intake_not_kept_total": 0,
        "zhijian_intake_spool_files": 0,
    }
    assert (found['zhijian_answer_seconds_bucket{le="+Inf"}'], 0 < seconds < 5) == (2, True)


@pytest.mark.parametrize(
    ("client", "headers", "query", "status"),
    [
        ("127.0.0.1", [], "", 200),
        ("::1", [], "", 200),
        ("203.0.113.77", [], "", 403),
        ("203.0.113.77", [(b"authorization", b"Bearer for-the-meters")], "", 200),
        ("203.0.113.77", [], "token=for-the-meters", 200),
        ("203.0.113.77", [(b"authorization", b"Bearer guess")], "token=guess", 403),
        ("203.0.113.77", [(b"authorization", b"Bearer ")], "token=", 403),
        # A proxy beside us: its strangers come from loopback, but it says so.
        ("127.0.0.1", [(b"x-forwarded-for", b"203.0.113.77")], "", 403),
        ("127.0.0.1", [(b"x-forwarded-for", b"203.0.113.77")], "token=for-the-meters", 200),
        ("", [], "", 403),
    ],
)
async def test_the_numbers_are_for_this_machine_or_with_the_token(
    door: Door, client: str, headers: list[tuple[bytes, bytes]], query: str, status: int
) -> None:
    reply = await ask(door.gateway, "/metrics", client=client, headers=headers, query=query)

    assert (reply.status, bool(reply.body)) == (status, status == 200)


async def test_without_a_token_an_empty_one_opens_nothing(door: Door, tmp_path: Path) -> None:
    gateway = Gateway(
        switchboard=door.switchboard,
        writer=door.writer,
        spool=door.spool,
        metrics=Metrics(),
        clock=door.clock,
    )

    reply = await ask(
        gateway, "/metrics", client="203.0.113.77", headers=[(b"authorization", b"Bearer ")], query="token="
    )

    assert reply.status == 403


async def test_alive_and_ready(door: Door) -> None:
    assert [(await ask(door.gateway, path)).body for path in ("/healthz", "/readyz")] == [b"ok", b"ready"]


async def test_not_ready_before_the_accounts_are_known(door: Door) -> None:
    door.switchboard.is_loaded = False

    replies = [await ask(door.gateway, path) for path in ("/healthz", "/readyz")]

    assert [(reply.status, reply.body) for reply in replies] == [(200, b"ok"), (503, b"not ready")]


@pytest.mark.parametrize("path", ["/", "/wechat", "/console/", "/metrics/", "/healthz/x"])
async def test_other_paths_are_another_doors(door: Door, path: str) -> None:
    assert ((await ask(door.gateway, path)).status, Gateway.owns(path)) == (404, False)


@pytest.mark.parametrize("path", ["/wechat/qinghe", "/wechat/", "/metrics", "/healthz", "/readyz"])
def test_these_paths_are_ours(path: str) -> None:
    assert Gateway.owns(path)
