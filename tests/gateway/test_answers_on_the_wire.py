"""What a follower hears from the product itself: guiding, guarding and drawing, over sockets.

The gateway is `zhijian serve --only gateway`, with its rules in its own home; the platform is ours.
"""

import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from subprocess import run as run_script
from urllib.parse import urlencode

import httpx
import pytest

from tests.processes.running import answers, environment, free_port, run, running, until
from zhijian.gateway.tests.driving import AES_KEY, APPID, GH_ID, TOKEN, Clock, Platform, Reply, text

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

RULES = f"""
from zhijian.config.start_django import start_django
start_django()
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.rooms.answers import services
account = an_account(
    appid={APPID!r}, token={TOKEN!r}, aes_key={AES_KEY!r}, gh_id={GH_ID!r}, default_reply="没听懂"
)
def rule(word, *parts, **more):
    given = {{"occasion": "step"}} if word is None else {{"keywords": [(word, "contains")]}}
    return services.make_rule(account_id=account.pk, parts=list(parts), by="tests", **given, **more)
out = rule(None, "带上介绍信")
moving = rule(None, "转出还是转入？", choices=[(1, "转出", out)])
rule("办事", "您要办什么？", choices=[(1, "组织关系", moving)])
rule("举报", "这一条轮不到")
rule("语录", "甲句", "乙句", "丙句", reply_mode="one")
"""


@dataclass
class Follower:
    """Writes and hears; each message has a number of its own unless one is given."""

    site: str
    platform: Platform
    openid: str
    numbers: Iterator[int] = field(default_factory=lambda: count(time.time_ns()))

    def hears(self, words: str, *, number: int | None = None) -> str:
        number = next(self.numbers) if number is None else number
        said = text(words, number=number, openid=self.openid, created=int(time.time()))
        callback = self.platform.encrypted(said)
        answer = httpx.post(
            f"{self.site}{callback.path}?{urlencode(callback.query)}", content=callback.body, trust_env=False
        )
        opened = self.platform.open(Reply(answer.status_code, dict(answer.headers), answer.content))
        found = re.search(r"<Content><!\[CDATA\[(.*?)\]\]></Content>", opened, re.DOTALL)
        return found[1] if found else ""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    assert run(folder, "migrate").returncode == 0
    run_script([sys.executable, "-c", RULES], env=environment(folder), check=True, timeout=60)
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    port = free_port()
    with running(home, "serve", "--only", "gateway", "--port", str(port)):
        address = f"http://127.0.0.1:{port}"
        assert until(lambda: answers(f"{address}/readyz"))
        yield address


@pytest.fixture
def follower(site: str) -> Callable[[str], Follower]:
    platform = Platform(clock=Clock(time.time()))
    return lambda openid: Follower(site, platform, openid)


def test_numbers_lead_on_and_back_to_the_start(follower: Callable[[str], Follower]) -> None:
    mei = follower("o-mei")

    heard = [mei.hears(words) for words in ("我要办事", "1", "①", "0", "7")]

    assert [line.splitlines()[0] for line in heard] == [
        "您要办什么？",
        "转出还是转入？",
        "带上介绍信",
        "您要办什么？",
        "没有 7 这一项。",
    ]
    assert heard[1].splitlines()[-2:] == ["1 转出", "0 回到开头"]


def test_one_persons_way_is_not_anothers(follower: Callable[[str], Follower]) -> None:
    lan, gang = follower("o-lan"), follower("o-gang")

    lan.hears("办事")

    assert (gang.hears("1"), lan.hears("1").splitlines()[0]) == ("没听懂", "转出还是转入？")


def test_after_the_time_out_a_number_is_a_word(home: Path, follower: Callable[[str], Follower]) -> None:
    slow = follower("o-slow")
    slow.hears("办事")
    with closing(sqlite3.connect(home / "intake.sqlite3", timeout=10)) as intake, intake:
        intake.execute(
            "UPDATE intake_arrival SET received_at = received_at - 660 WHERE from_openid = ?", ("o-slow",)
        )

    assert slow.hears("1") == "没听懂"


def test_a_report_is_answered_before_any_rule_and_leads_nowhere_on(
    follower: Callable[[str], Follower],
) -> None:
    somebody = follower("o-somebody")
    somebody.hears("办事")

    heard = [somebody.hears(words) for words in ("我要举 报他", "我要舉報", "举报奖励")]

    assert ["不是匿名" in line or "匿名" in line for line in heard[:2]] == [True, True]
    assert (heard[0] == heard[1], heard[2]) == (True, "这一条轮不到")


def test_a_report_is_kept_as_such_and_nowhere_else(home: Path, follower: Callable[[str], Follower]) -> None:
    follower("o-report").hears("我要举报")

    with closing(sqlite3.connect(home / "intake.sqlite3", timeout=10)) as intake:
        rows = intake.execute(
            "SELECT outcome, rule_id FROM intake_arrival WHERE from_openid = ?", ("o-report",)
        ).fetchall()
    assert rows == [("guarded", None)]


def test_what_is_drawn_for_a_message_is_drawn_again(follower: Callable[[str], Follower]) -> None:
    mei = follower("o-drawing")

    first = [mei.hears("语录", number=number) for number in range(1, 25)]
    again = [mei.hears("语录", number=number) for number in range(1, 25)]

    assert (set(first), again) == ({"甲句", "乙句", "丙句"}, first)
