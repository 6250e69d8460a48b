"""The same desk with everything in PostgreSQL: nothing but the address of the database differs."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.postgres_cluster import Cluster
from tests.processes.running import answers, free_port, run, running, until

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(120)]


def bubbles(sandbox: str) -> list[dict[str, Any]]:
    appid = httpx.get(f"{sandbox}/_sandbox/apps", trust_env=False).json()["apps"][0]["appid"]
    chat = httpx.get(f"{sandbox}/_sandbox/followers/phone-1/chats/{appid}", trust_env=False).json()
    return [bubble for bubble in chat["bubbles"] if bubble["side"] == "account"]


def test_follower_is_answered_and_the_message_lies_in_postgresql(
    tmp_path: Path, postgres_cluster: Cluster
) -> None:
    port, sandbox_port = free_port(), free_port()
    url = postgres_cluster.new_database()
    more = {"ZHIJIAN_DATABASE_URL": url, "PORT": str(port), "SANDBOX_PORT": str(sandbox_port)}
    sandbox = f"http://127.0.0.1:{sandbox_port}"

    with running(tmp_path, "desk", more=more):
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), seconds=40)
        assert until(lambda: answers(f"{sandbox}/_sandbox/followers/phone-1"), seconds=20)
        act = {"act": "text", "content": "两学一做", "wait": True}
        done = httpx.post(
            f"{sandbox}/_sandbox/followers/phone-1/acts", json=act, timeout=30, trust_env=False
        ).json()
        # The card at once, the rest of the pack by letters.
        assert until(lambda: len(bubbles(sandbox)) == 3)

    exported = run(tmp_path, "intake", "export", "--account", "qinghe", ZHIJIAN_DATABASE_URL=url)
    rows = [json.loads(line) for line in exported.stdout.splitlines()]
    assert done["outcomes"][0]["verdict"] == "answered"
    assert [(row["type"], "两学一做" in row["raw"]) for row in rows] == [("text", True)]
    assert not (tmp_path / "intake.sqlite3").exists()
