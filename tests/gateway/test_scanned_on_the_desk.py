"""From the poster to the branch's name, with all of the house running beside a sandbox."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.running import answers, environment, free_port, run, running, until
from zhijian.gateway.tests.driving import AES_KEY, APPID, GH_ID, TOKEN
from zhijian_sandbox.app import create_app
from zhijian_sandbox.tests.bench import Bench
from zhijian_sandbox.tests.serving import serving

pytestmark = pytest.mark.timeout(240)

_SETTLE = """
from tests.gateway import town
town.settle()
from zhijian.foundation.accounts.models import Account
Account.objects.update(api_base={api!r})
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with serving(create_app(state_path=tmp_path / "sandbox.sqlite3")) as url:
        yield Bench(url)


@pytest.fixture
def home(tmp_path: Path, bench: Bench) -> Iterator[Path]:
    home, port = tmp_path / "home", free_port()
    assert run(home, "migrate").returncode == 0
    subprocess.run(
        [sys.executable, "-c", _SETTLE.format(api=bench.url)],
        env={**environment(home), "PYTHONPATH": f"{Path.cwd()}:{Path.cwd() / 'src'}"},
        check=True,
        timeout=90,
    )
    bench.register(
        appid=APPID,
        secret="not-a-real-secret-0001",
        token=TOKEN,
        aes_key=AES_KEY,
        gh_id=GH_ID,
        callback_url=f"http://127.0.0.1:{port}/wechat/qinghe",
    )
    with running(home, "serve", "--port", str(port)):
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), seconds=60)
        yield home


def posters(bench: Bench) -> list[dict[str, object]]:
    """What lies on the desk to be scanned, but for the account's own code."""
    return [one for one in bench.control("GET", "qrcodes")["qrcodes"] if one["scene"] is not None]


def last_said(bench: Bench, who: str) -> str:
    said = [one["content"] for one in bench.bubbles(who, APPID) if one["side"] == "account"]
    return str(said[-1]).partition("\n")[0] if said else ""


def test_phones_that_scan_the_branchs_code_are_greeted_by_its_name(home: Path, bench: Bench) -> None:
    bench.follower("oBo", appid=APPID, name="波", follows=False)
    bench.follower("oMei", appid=APPID)
    assert run(home, "reach", "invite", "QH-03", "--temporary").returncode == 0
    assert until(lambda: len(posters(bench)) == 1, seconds=40), posters(bench)
    (poster,) = posters(bench)

    bench.act("scan", follower="oBo", appid=APPID, url=poster["url"])
    bench.act("scan", follower="oMei", appid=APPID, url=poster["url"])

    assert until(lambda: last_said(bench, "oBo") == "欢迎您，这里是河东村党支部。"), last_said(bench, "oBo")
    assert until(lambda: last_said(bench, "oMei") == "您已经关注了。您扫的是河东村党支部的码。")
    bench.later(days=31)
    assert [one["expired"] for one in posters(bench)] == [True]
