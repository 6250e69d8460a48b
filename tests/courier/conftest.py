"""A sandbox listening on loopback, an account registered there, and a courier that calls it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from asgiref.sync import async_to_sync
from pytest_django import Settings

from zhijian.courier.checks.asking import Surroundings
from zhijian.courier.delivery import Courier
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter
from zhijian_sandbox.app import create_app
from zhijian_sandbox.tests.serving import serving

MEI = "oMeiOfTheCourierTests0000001"


class Desk:
    """What the tests do on the sandbox, and what they post for the courier."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=10, trust_env=False)

    def control(self, method: str, where: str, /, **body: object) -> dict[str, object]:
        answer = self.http.request(method, f"/_sandbox/{where}", json=body)
        answer.raise_for_status()
        return dict(answer.json()) if answer.content else {}

    def register(self, account: Account) -> None:
        self.control(
            "POST",
            "apps",
            appid=account.appid,
            secret=account.secret.reveal(),
            token=account.token.reveal(),
            aes_key=account.aes_key.reveal(),
            callback_url="http://127.0.0.1:9/wechat/none",
            kind=account.kind,
            verified=account.is_verified,
            gh_id=account.gh_id,
            name=account.name,
        )
        self.control("POST", "followers", appid=account.appid, openid=MEI, name="梅", follows=True)

    def mei_writes(self) -> None:
        self.control("POST", "followers/phone-1/acts", act="text", content="在吗")

    def shown(self, account: Account) -> list[tuple[str, str]]:
        """Kind and words of what the account said on Mei's phone."""
        found = self.http.get(f"/_sandbox/followers/phone-1/chats/{account.appid}").json()["bubbles"]
        return [
            (b["kind"], b.get("content") or (b.get("articles") or [{}])[0].get("title", ""))
            for b in found
            if b["side"] == "account"
        ]

    def calls(self, path: str) -> int:
        rows = self.http.get("/_sandbox/log", params={"limit": 200}).json()["rows"]
        return sum(path in str(row.get("title", "")) for row in rows)


@pytest.fixture(scope="session")
def _url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state: Path = tmp_path_factory.mktemp("sandbox") / "state.sqlite3"
    with serving(create_app(state_path=state, patience_seconds=0.2)) as url:
        yield url


@pytest.fixture
def desk(_url: str) -> Iterator[Desk]:
    desk = Desk(_url)
    desk.control("POST", "reset", scope="all")
    yield desk
    desk.http.close()


@pytest.fixture
def account(transactional_db: None, desk: Desk, tmp_path: Path, settings: Settings) -> Account:
    settings.MEDIA_ROOT = tmp_path / "media"
    account = an_account(api_base=desk.url)
    desk.register(account)
    return account


def post(account: Account, body: dict[str, object], *, kind: str = "message", key: str = "a") -> Letter:
    outbox.post(account_id=account.pk, kind=kind, body=body, key=key, to=MEI if kind == "message" else "")
    (letter,) = outbox.claim_due()
    return letter


def deliver(letter: Letter) -> bool:
    """Deliver once with a courier of its own; True when it was given up."""

    async def once() -> bool:
        courier = Courier()
        try:
            return await courier.deliver(letter)
        finally:
            await courier.close()

    return async_to_sync(once)()


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(public_url="http://localhost:8000", notes_folder=tmp_path)
