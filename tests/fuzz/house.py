"""A house of its own for a leg: databases, accounts, rules, and the gateway assembled as the product does."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.fuzz.accounts import ACCOUNTS, MANY, MANY_KEYWORDS, NOW, RULES, Account

BODY_SECONDS = 0.4


def prepare(home: Path) -> None:
    """Name the folder before settings are read, then migrate it and fill it."""
    os.environ.update({"ZHIJIAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "zhijian.config.settings"})
    os.environ.pop("ZHIJIAN_DATABASE_URL", None)
    from zhijian.config.start_django import start_django  # noqa: PLC0415 -- reads the environment

    start_django()
    from zhijian.config.bring_up import migrate_databases  # noqa: PLC0415 -- needs Django

    for _ in migrate_databases():
        pass
    for account in ACCOUNTS.values():
        _move_in(account)


def _move_in(account: Account) -> None:
    from zhijian.foundation.accounts import services  # noqa: PLC0415 -- needs Django
    from zhijian.rooms.answers.importing import import_csv  # noqa: PLC0415 -- needs Django

    added = services.add_account(
        actor="fuzz",
        slug=account.slug,
        name=account.slug,
        kind="service",
        is_verified=account.can_send,
        appid=account.seal.appid,
        secret="not-a-real-secret-0001",
        token=account.seal.token,
        aes_key=account.seal.aes_key,
        previous_aes_key=account.previous.aes_key if account.previous else "",
        gh_id=account.gh_id,
        mode=account.mode,
        plain_reason="a fuzz" if account.mode == "plain" else "",
        default_reply=account.default_reply,
        suggests=account.suggests,
        api_base="http://127.0.0.1:9",
    )
    rules = RULES
    if account is MANY:
        rules += "".join(f"第{number}号事项,exact,第{number}号的答复。\n" for number in range(MANY_KEYWORDS))
    import_csv(account_id=added.pk, data=rules.encode(), actor="fuzz")


@asynccontextmanager
async def gateway(home: Path) -> AsyncIterator[Any]:
    """The real application with the real switchboard, writer and store; only the clock stands still."""
    from zhijian.foundation.intake.housekeeper import Housekeeper  # noqa: PLC0415 -- needs Django
    from zhijian.foundation.intake.spool import Spool  # noqa: PLC0415
    from zhijian.foundation.intake.store_sqlite import SqliteStore  # noqa: PLC0415
    from zhijian.foundation.intake.writer import Writer  # noqa: PLC0415
    from zhijian.gateway.app import Gateway, Limits, Notes  # noqa: PLC0415
    from zhijian.gateway.metrics import Metrics  # noqa: PLC0415
    from zhijian.gateway.staleness import StalenessNotes  # noqa: PLC0415
    from zhijian.switchboard import make_switchboard  # noqa: PLC0415

    def open_store() -> SqliteStore:
        return SqliteStore(home / "intake.sqlite3", wait_seconds=30)

    switchboard = make_switchboard(public_url="http://localhost:8000")
    await asyncio.to_thread(switchboard.refresh)
    spool, metrics = Spool(home / "spool"), Metrics()
    writer = Writer(open_store=open_store, spool=spool, watch=metrics)
    application = Gateway(
        switchboard=switchboard,
        writer=writer,
        spool=spool,
        metrics=metrics,
        clock=lambda: float(NOW),
        limits=Limits(body_seconds=BODY_SECONDS),
        notes=Notes(staleness=StalenessNotes(home, clock=lambda: float(NOW))),
    )
    housekeeper = Housekeeper(open_store=open_store, spool=spool, writer=writer)
    await application.start()
    housekeeper.start()
    yield application
    await application.close()
    housekeeper.close()
