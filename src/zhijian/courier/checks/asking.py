"""Each check carried out: asked once, answered with a finding."""

import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from asgiref.sync import async_to_sync
from django.conf import settings

from zhijian.courier.checks import address, hearing, probes
from zhijian.courier.checks.refusals import refused
from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import hosts, queries, services
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import Credentials
from zhijian.foundation.accounts.rights import Right
from zhijian.wechat.client import Client
from zhijian.wechat.errors import CallFailed

# A message that came a little before somebody pressed counts: he may have written first.
LOOK_BACK_SECONDS: Final = 15 * 60


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What checks look at beside the account. `trust` is whose certificates count; None: the usual ones."""

    public_url: str = field(default_factory=lambda: settings.ZHIJIAN_PUBLIC_URL)
    notes_folder: Path = field(default_factory=lambda: Path(settings.ZHIJIAN_HOME) / "run")
    trust: ssl.SSLContext | None = None
    clock: Callable[[], float] = time.time


class Asker:
    """Carries out checks of one account. Every method asks once and raises nothing WeChat could cause."""

    def __init__(self, account: Account, surroundings: Surroundings) -> None:
        self._account = account
        self._around = surroundings
        self._credentials = queries.credentials_of(account.pk)

    def ask(self, what: What) -> list[Finding]:
        """What came of it: one finding, or several where one answer settles them."""
        if what in (What.IP, What.TOKEN):
            return self.token()
        if what == What.RIGHTS:
            return self.rights()
        one: dict[What, Callable[[], Finding]] = {
            What.ADDRESS: self.address,
            What.DOMAIN_FILE: self.domain_files,
            What.CALLBACK: self.callback,
            What.TALK: self.talk,
        }
        return [one[what]()]

    def address(self) -> Finding:
        moment = datetime.fromtimestamp(self._around.clock(), UTC)
        return address.check_address(self._around.public_url, now=moment, trust=self._around.trust)

    def domain_files(self) -> Finding:
        files = {file.name: file.content for file in queries.domain_files_of(self._account)}
        return address.check_files(self._around.public_url, files, verify=self._around.trust or True)

    def token(self) -> list[Finding]:
        """Whether the secret is right and our address is allowed, by asking for a token and using it."""
        outcome = self._ask(What.TOKEN, _use_a_token)
        if outcome is None:
            return [_fine(What.IP, Code.IP_ALLOWED), _fine(What.TOKEN, Code.TOKEN_GOT)]
        if outcome.what == What.IP:
            return [outcome, Finding(What.TOKEN, State.WAITING, Code.AFTER_IP)]
        return [Finding(What.IP, State.WAITING, Code.AFTER_TOKEN), outcome]

    def callback(self) -> Finding:
        """Seen here counts most; what WeChat's own check says helps whoever still waits for the knock."""
        return self.seen_here(What.CALLBACK) or self._callback_as_wechat_sees_it()

    def _callback_as_wechat_sees_it(self) -> Finding:
        found: list[Finding] = []

        async def ping(client: Client) -> None:
            check = await client.account.check_callback()
            lost = [one.ip for one in check.ping if one.package_loss == "100%"]
            # A firewall that swallows pings is no trouble by itself, so only a wholly silent address counts.
            if check.ping and len(lost) == len(check.ping):
                facts = {"addresses": sorted(set(lost))}
                found.append(Finding(What.CALLBACK, State.FAILED, Code.UNREACHABLE, facts))

        outcome = self._ask(What.CALLBACK, ping)
        if outcome is not None and outcome.errcode == _NO_CALLBACK_ADDRESS:
            return Finding(What.CALLBACK, State.WAITING, Code.NO_ADDRESS_THERE)
        # Whatever else keeps us from asking is the token's trouble and told there.
        return found[0] if found else Finding(What.CALLBACK, State.WAITING, Code.NO_KNOCK_YET)

    def talk(self) -> Finding:
        """One message in and one out, within the last quarter of an hour."""
        return self.seen_here(What.TALK) or Finding(What.TALK, State.WAITING, Code.NOBODY_WROTE_YET)

    def seen_here(self, what: What) -> Finding | None:
        """What this machine itself knows of a check, without asking anybody; None while it knows nothing."""
        if what == What.CALLBACK:
            since = self._account.keys_since
            return hearing.callback_seen(
                self._account.pk,
                folder=self._around.notes_folder,
                since=since.timestamp() if since is not None else 1.0,
            )
        if what == What.TALK:
            return hearing.talked(self._account.pk, since=self._around.clock() - LOOK_BACK_SECONDS)
        return None

    def rights(self) -> list[Finding]:
        """Every right asked for; the card is written from what comes back."""
        answers: dict[Right, services.Answered] = {}
        used: dict[str, tuple[int, int]] = {}

        async def probe(client: Client) -> None:
            for one in probes.PROBES:
                answers[one.right], counted = await probes.ask(client, one)
                used.update(counted)
            used.update(await probes.used_today(client))

        outcome = self._ask(What.RIGHTS, probe)
        services.note_rights(self._account.pk, answers, used)
        if outcome is not None:
            return self._without_rights(outcome)
        words = [answer.is_given for answer in answers.values()]
        facts = {"given": words.count(True), "refused": words.count(False), "unknown": words.count(None)}
        return [Finding(What.RIGHTS, State.FINE, Code.RIGHTS_ASKED, facts)]

    def _without_rights(self, refusal: Finding) -> list[Finding]:
        """What is refused before any right is asked for is told once, at its own check; the rights wait."""
        if refusal.what == What.IP:
            token = Finding(What.TOKEN, State.WAITING, Code.AFTER_IP)
            return [refusal, token, Finding(What.RIGHTS, State.WAITING, Code.AFTER_IP)]
        token_on_file = queries.checks_of(self._account.pk).get(What.TOKEN)
        if token_on_file is not None and token_on_file.state != State.FINE:
            return [Finding(What.RIGHTS, State.WAITING, Code.AFTER_TOKEN)]
        return [refusal]

    def _ask(self, what: What, ask: Callable[[Client], Awaitable[None]]) -> Finding | None:
        """The refusal, if there was one. Hosts that are not listed are not called at all."""
        api_base = self._credentials.api_base
        if not hosts.is_listed(api_base):
            facts = {"host": hosts.host_of(api_base)}
            return Finding(what, State.FAILED, Code.HOST_NOT_LISTED, facts)
        try:
            async_to_sync(_with_client)(self._credentials, ask)
        except CallFailed as failed:
            return refused(what, failed, api_base=api_base)
        return None


_NO_CALLBACK_ADDRESS: Final = 40201


async def _with_client(credentials: Credentials, ask: Callable[[Client], Awaitable[None]]) -> None:
    async with open_client(credentials) as client:
        await ask(client)


async def _use_a_token(client: Client) -> None:
    # Asked for anew, not taken from memory: only so the secret on file is put to the test.
    await client.stable_token()
    await client.account.callback_ips()


def _fine(what: What, code: Code) -> Finding:
    return Finding(what, State.FINE, code)
