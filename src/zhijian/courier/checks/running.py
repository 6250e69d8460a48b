"""Carrying out the checks somebody asked for, and those an operator asks at the command line."""

import time
from collections.abc import Callable, Iterable
from typing import Final

import structlog

from zhijian.courier.checks.asking import Asker, Surroundings
from zhijian.foundation.accounts import hosts, queries, services
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.models import Account

log = structlog.get_logger()

# What waits for a person comes last, so that he reads what is wrong before he fetches his phone.
ORDER: Final = (
    What.ADDRESS,
    What.DOMAIN_FILE,
    What.IP,
    What.TOKEN,
    What.RIGHTS,
    What.CALLBACK,
    What.TALK,
)
PATIENCE_SECONDS: Final = 90.0
LOOK_EVERY_SECONDS: Final = 1.5
_FOR_A_PERSON: Final = frozenset({Code.NO_KNOCK_YET, Code.NO_ADDRESS_THERE, Code.NOBODY_WROTE_YET})


def check_now(account: Account, *, surroundings: Surroundings | None = None) -> list[Finding]:
    """Every check once, waiting for nobody; what came of it is on the account's page as well."""
    asker = Asker(account, surroundings or Surroundings())
    findings: dict[What, Finding] = {}
    for what in ORDER:
        if what not in findings:
            findings |= {found.what: found for found in _kept(account, _asked(asker, what))}
    return [findings[what] for what in What]


def renew_rights(account: Account, *, surroundings: Surroundings | None = None) -> None:
    """Ask for the rights again, if nothing has refused us several times: then a person must look first."""
    is_here = hosts.is_listed(account.api_base)
    if not is_here or queries.has_refused_too_often(account.pk):
        log.info("rights not asked", account=account.slug, next="look at the account's page")
        return
    asker = Asker(account, surroundings or Surroundings())
    token = _kept(account, asker.token())
    if all(finding.state == State.FINE for finding in token):
        _kept(account, asker.rights())


def carry_out(
    account: Account,
    *,
    goes_on: Callable[[], bool],
    surroundings: Surroundings | None = None,
    sleep: Callable[[float], None] = time.sleep,
    patience_seconds: float = PATIENCE_SECONDS,
) -> None:
    """Every check that is queued, then wait a while for what a person must do. Never asks WeChat in a loop:
    what is looked at again and again lies on this machine."""
    around = surroundings or Surroundings()
    asker = Asker(account, around)
    services.queue_what_was_left(account.pk)
    deadline = around.clock() + patience_seconds
    waiting: set[What] = set()
    while True:
        waiting = (waiting | _ask_queued(account, asker)) - _settled(account, asker, waiting)
        if not waiting or around.clock() >= deadline or not goes_on():
            break
        sleep(LOOK_EVERY_SECONDS)
    for what in waiting:
        _give_up_waiting(account, what)


def _ask_queued(account: Account, asker: Asker) -> set[What]:
    """Carry out what is queued. Returns what now waits for a person."""
    waiting: set[What] = set()
    done: set[What] = set()
    while queued := [
        what for what in ORDER if what in queries.queued_checks(account.pk) and what not in done
    ]:
        what = queued[0]
        services.begin_check(account.pk, what)
        for found in _kept(account, [_patient(one) for one in _asked(asker, what)]):
            done.add(found.what)
            if found.state == State.RUNNING:
                waiting.add(found.what)
            if found.what == What.TOKEN and found.state == State.FINE:
                services.queue_what_waited_for_the_token(account.pk)
    return waiting


def _next_of(queued: set[What]) -> What | None:
    return next((what for what in ORDER if what in queued), None)


def _settled(account: Account, asker: Asker, waiting: Iterable[What]) -> set[What]:
    """Those a person has done something about meanwhile. Looks only at what lies on this machine."""
    settled = set()
    for what in waiting:
        found = asker.seen_here(what)
        if found is not None:
            services.note_finding(account.pk, found)
            settled.add(what)
    return settled


def _give_up_waiting(account: Account, what: What) -> None:
    check = queries.checks_of(account.pk).get(what)
    if check is not None and check.state == State.RUNNING:
        found = check.finding
        services.note_finding(account.pk, Finding(what, State.WAITING, found.code, found.facts))


def _patient(found: Finding) -> Finding:
    """While we wait for somebody, the page says that we are looking."""
    if found.state == State.WAITING and found.code in _FOR_A_PERSON:
        return Finding(found.what, State.RUNNING, found.code, found.facts)
    return found


def _asked(asker: Asker, what: What) -> list[Finding]:
    try:
        return asker.ask(what)
    except Exception as error:  # noqa: BLE001 -- one check that stumbles must not keep the others from being asked
        log.error("check stumbled", check=what.value, error=type(error).__name__)
        return [Finding(what, State.FAILED, Code.STUMBLED)]


def _kept(account: Account, findings: list[Finding]) -> list[Finding]:
    for found in findings:
        services.note_finding(account.pk, found)
    return findings
