"""What `zhijian doctor` looks at."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from zhijian.config import bring_up, clock_check, places

LEAST_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    words: str
    is_fine: bool = True


def diagnose(*, asks_wechat: bool = False) -> Iterator[Finding]:
    """Every check in turn; one that fails unexpectedly is itself a finding and does not stop the others.

    WeChat itself is asked about the accounts only with `asks_wechat`; the sample account, which lives in the
    sandbox on this desk, is asked about always. Otherwise the last answers on file are shown.
    """
    accounts = partial(_accounts, asks_wechat=asks_wechat)
    checks: dict[str, Callable[[], Iterator[Finding]]] = {**_CHECKS, "accounts": accounts}
    for what, check in checks.items():
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 -- the doctor must finish his round
            yield Finding(what, f"could not be checked ({type(error).__name__})", is_fine=False)


def _python() -> Iterator[Finding]:
    version = sys.version.split()[0]
    yield Finding("python", version if sys.version_info >= (3, 11) else f"{version}; needs 3.11 or newer")


def _folders() -> Iterator[Finding]:
    home = places.home()
    missing = [name for name in bring_up.FOLDERS if not (home / name).is_dir()]
    if missing:
        yield Finding("folders", f"{home} has no {', '.join(missing)}; run `zhijian migrate`", is_fine=False)
        return
    closed = [name for name in bring_up.FOLDERS if not os.access(home / name, os.W_OK)]
    if closed:
        yield Finding("folders", f"{', '.join(closed)} cannot be written; check the owner", is_fine=False)
    else:
        yield Finding("folders", f"{home} can be written")
    mode = (home / "keys").stat().st_mode & 0o777
    open_words = f"keys/ is open to others (mode {mode:o}); run: chmod 700 {home / 'keys'}"
    yield Finding("keys", "for their owner only" if mode == 0o700 else open_words, is_fine=mode == 0o700)
    free = shutil.disk_usage(home).free
    room = f"{free // (1024 * 1024):,} MB free"
    yield Finding(
        "disk", room if free >= LEAST_FREE_BYTES else f"{room}; make room", is_fine=free >= LEAST_FREE_BYTES
    )


def _databases() -> Iterator[Finding]:
    for alias in settings.DATABASES:
        missing = bring_up.unapplied(alias)
        if missing:
            yield Finding(
                f"database {alias}", f"{missing} migrations missing; run `zhijian migrate`", is_fine=False
            )
        else:
            yield Finding(f"database {alias}", "answers, and is at this version's level")


def _search() -> Iterator[Finding]:
    from zhijian.foundation.library import search_index

    if search_index.is_indexed(connection):
        yield Finding("search", "served by an index")
        return
    words = (
        "has no index, reads the whole library and is slow; in this database run "
        "`CREATE EXTENSION pg_trgm` (as its owner or a superuser), then `zhijian migrate`"
    )
    yield Finding("search", words, is_fine=False)


def _sealed_values() -> Iterator[Finding]:
    from zhijian.foundation.accounts.models import Account
    from zhijian.foundation.vault.sealing import CannotOpen

    try:
        count = len(list(Account.objects.all()))
    except CannotOpen:
        words = (
            f"the accounts' secrets do not open with {settings.ZHIJIAN_KEY_FILE}; put the right key file back"
        )
        yield Finding("key file", words, is_fine=False)
    else:
        yield Finding("key file", f"opens the secrets of {count} accounts")


def _intake() -> Iterator[Finding]:
    from zhijian.foundation.intake import queries
    from zhijian.foundation.intake.spool import Spool

    waiting = Spool(Path(places.spool_folder())).count()
    words = f"{waiting} messages wait in the spool; a running gateway takes them in" if waiting else "empty"
    yield Finding("spool", words, is_fine=not waiting)
    behind = queries.seconds_behind()
    late = behind > 60
    words = (
        f"{behind:.0f} seconds behind; is a worker running?" if late else "the rooms have heard what came in"
    )
    yield Finding("worker", words, is_fine=not late)


def _letters() -> Iterator[Finding]:
    from zhijian.foundation.outbox.models import Letter
    from zhijian.foundation.outbox.states import State

    stopped = Letter.objects.filter(state=State.STOPPED).count()
    words = (
        f"{stopped} letters could not be delivered; the console's 今日 lists them"
        if stopped
        else "none stopped"
    )
    yield Finding("outbox", words, is_fine=not stopped)


def _clock() -> Iterator[Finding]:
    for comparison in clock_check.comparisons():
        yield Finding(f"clock against {comparison.whose}", comparison.words, is_fine=comparison.is_fine)


def _demo() -> Iterator[Finding]:
    from zhijian.config.sample import holds_sample

    yield Finding("demo", "sample data here: served on loopback only" if holds_sample() else "no sample data")


def _accounts(*, asks_wechat: bool) -> Iterator[Finding]:
    from zhijian.foundation.accounts.models import Account

    for account in Account.objects.order_by("slug"):
        yield from _account(account, asks=asks_wechat or _is_in_the_sandbox(account))


def _account(account: Any, *, asks: bool) -> Iterator[Finding]:
    from zhijian.config import findings
    from zhijian.courier.checks import check_now
    from zhijian.foundation.accounts import queries

    on_file = [check.finding for check in queries.checks_of(account.pk).values()]
    found = check_now(account) if asks else on_file
    if not found:
        words = f"never checked; run `zhijian accounts check {account.slug}`"
        yield Finding(f"account {account.slug}", words)
    for finding in found:
        words = f"{findings.words(finding)} ({findings.codes(finding)})"
        yield Finding(f"{findings.noun(finding)} ({account.slug})", words, is_fine=finding.is_fine)
    if queries.is_token_contested(account.pk):
        words = "another program takes tokens for this AppID; switch it off, or reset the AppSecret"
        yield Finding(f"token ({account.slug})", f"{words} (token_taken)", is_fine=False)


def _is_in_the_sandbox(account: Any) -> bool:
    from zhijian.foundation.accounts import hosts

    return account.is_sample and hosts.is_this_machine(hosts.host_of(account.api_base))


_CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "python": _python,
    "folders": _folders,
    "database": _databases,
    "search": _search,
    "key file": _sealed_values,
    "intake": _intake,
    "outbox": _letters,
    "clock": _clock,
    "demo": _demo,
}
