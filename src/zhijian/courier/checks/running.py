"""Carrying out the checks somebody asked for, and those an operator asks at the command line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import structlog

from zhijian.courier.checks.asking import Asker, Surroundings
from zhijian.foundation.accounts import hosts, queries, services
from zhijian.foundation.accounts.checking import FOR_A_PERSON, Code, Finding, State, What, look_again_after
from zhijian.foundation.accounts.models import Account, Check

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
    account: Account, *, goes_on: Callable[[], bool], surroundings: Surroundings | None = None
) -> int | None:
    """Every check that is queued, then one look for what a person must do.

    The answer is after how many seconds to look again, None when there is nothing to look for. Never asks
    WeChat in a loop: what is looked at again and again lies on this machine.
    """
    around = surroundings or Surroundings()
    asker = Asker(account, around)
    services.queue_what_was_left(account.pk)
    if not _ask_queued(account, asker, goes_on):
        return None
    if queries.queued_checks(account.pk):
        return 0  # pressed for meanwhile
    looked_for = [check for check in queries.checks_of(account.pk).values() if check.is_looked_for]
    waits = [_look(account, asker, check, now=around.clock()) for check in looked_for]
    return min((seconds for seconds in waits if seconds is not None), default=None)


def _ask_queued(account: Account, asker: Asker, goes_on: Callable[[], bool]) -> bool:
    """False when it was told to stop half-way."""
    done: set[What] = set()
    while queued := set(queries.queued_checks(account.pk)) - done:
        what = next(one for one in ORDER if one in queued)
        services.begin_check(account.pk, what)
        for found in _kept(account, [_patient(one) for one in _asked(asker, what)]):
            done.add(found.what)
            if found.what == What.TOKEN and found.state == State.FINE:
                services.queue_what_waited_for_the_token(account.pk)
        if not goes_on():
            return False
    return True


def _look(account: Account, asker: Asker, check: Check, *, now: float) -> int | None:
    """Whether a person has done his part. Looks only at what lies on this machine."""
    what = What(check.what)
    if found := asker.seen_here(what):
        services.note_finding(account.pk, found)
        return None
    seconds = look_again_after(now - check.asked_at.timestamp())
    if seconds is None:
        services.note_finding(account.pk, replace(check.finding, state=State.WAITING))
    else:
        services.note_look(account.pk, what)
    return seconds


def _patient(found: Finding) -> Finding:
    """While we wait for somebody, the page says that we are looking."""
    is_for_a_person = found.state == State.WAITING and found.code in FOR_A_PERSON
    return replace(found, state=State.RUNNING) if is_for_a_person else found


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
