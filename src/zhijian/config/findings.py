"""What the checks of an account found, in one English line each for whoever runs the machine.

The console says the same to staff in Chinese (console/accounts/check_words.py); the codes are one.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.wechat.errors import meaning

_NOUN: Final = {
    What.ADDRESS: "address",
    What.DOMAIN_FILE: "domain file",
    What.IP: "ip list",
    What.TOKEN: "token",
    What.CALLBACK: "callback",
    What.TALK: "talk",
    What.RIGHTS: "rights",
}

WORDS: Final[dict[Code, str]] = {
    Code.ASKED: "asked; the worker has not answered yet",
    Code.ADDRESS_FINE: "https answers; its certificate is good until {until}",
    Code.ADDRESS_IS_THIS_MACHINE: "ZHIJIAN_PUBLIC_URL is this machine: enough for the sandbox alone",
    Code.ADDRESS_NOT_HTTPS: "ZHIJIAN_PUBLIC_URL is not https; put a proxy with a certificate before it",
    Code.ADDRESS_HAS_A_PORT: "WeChat calls port 443 only; leave {port} out of ZHIJIAN_PUBLIC_URL",
    Code.ADDRESS_SILENT: "{host} does not answer on port 443; check DNS, firewall and proxy",
    Code.CERTIFICATE_REFUSED: "the certificate of {host} is refused ({why}); renew it or add its chain",
    Code.CERTIFICATE_ENDS_SOON: "the certificate ends on {until}; renew it now",
    Code.FILE_SERVED: "served as put up: {names}",
    Code.FILE_NOT_NEEDED_YET: "none put up; needed once pages open inside WeChat",
    Code.FILE_NOT_SERVED: "{host} does not serve {name}; does the proxy pass the site's root on?",
    Code.IP_ALLOWED: "WeChat lets this machine in",
    Code.IP_NOT_ALLOWED: "put {address} on the account's IP list, in the back end's basic configuration",
    Code.TOKEN_GOT: "WeChat gave an access token and took it",
    Code.TOKEN_TAKEN: "another program takes tokens for this AppID; stop it, or reset the AppSecret",
    Code.SECRET_REFUSED: "AppID and AppSecret do not match; copy both anew (accounts set --secret -)",
    Code.SECRET_FROZEN: "the AppSecret is frozen; unfreeze or reset it in the back end",
    Code.APPID_UNKNOWN: "WeChat knows no such AppID; copy it anew (accounts set SLUG --appid)",
    Code.ACCOUNT_FROZEN: "WeChat has frozen this account's interfaces; ask in the back end",
    Code.ADMIN_MUST_CONFIRM: "the account's administrator must confirm this machine on the phone first",
    Code.AFTER_IP: "waits for the ip list",
    Code.AFTER_TOKEN: "waits for the token",
    Code.HOST_NOT_LISTED: "{host} is not WeChat's; name it in ZHIJIAN_API_HOSTS if calls should go there",
    Code.WECHAT_SILENT: "{host} does not answer; is the network open towards it?",
    Code.WECHAT_BUSY: "WeChat is busy; ask again in a minute",
    Code.CALLS_USED_UP: "the day's calls are used up; they come back at midnight in Beijing",
    Code.REFUSED: "WeChat refused: {meaning}",
    Code.STUMBLED: "the check itself stumbled; the log names the place",
    Code.KNOCKED: "WeChat knocked on {at} and was answered",
    Code.HEARD: "messages come in, the last on {at}",
    Code.NO_KNOCK_YET: "WeChat has not knocked yet; press Submit in the back end's server configuration",
    Code.NO_ADDRESS_THERE: "the back end holds no server address yet; enter it in its server configuration",
    Code.UNREACHABLE: "WeChat cannot reach {addresses}; open the firewall (it calls port 443)",
    Code.TALKED: "a message came in on {at} and was answered",
    Code.HEARD_UNANSWERED: "a message came in on {at} and no rule answered it",
    Code.NOBODY_WROTE_YET: "nobody wrote in the last 15 minutes; send hello from a phone",
    Code.RIGHTS_ASKED: "{given} given, {refused} refused, {unknown} unclear; see `accounts card SLUG`",
}
_UNNAMED: Final = "WeChat refuses this machine's address without naming it; ask your provider"
_SIGNS: Final = {State.FINE: "ok ", State.FAILED: "NOT", State.SKIPPED: "-- "}


def line(finding: Finding) -> str:
    """`NOT ip list: put 203.0.113.7 on … (ip_not_allowed, errcode 40164)`: what, what to do, which code."""
    return f"{_SIGNS.get(finding.state, '.. ')} {noun(finding)}: {words(finding)} ({codes(finding)})"


def lines(findings: list[Finding]) -> Iterator[str]:
    return (line(finding) for finding in findings)


def noun(finding: Finding) -> str:
    return _NOUN[finding.what]


def codes(finding: Finding) -> str:
    """Ours, and WeChat's where it gave one."""
    errcode = f", errcode {finding.errcode}" if finding.errcode else ""
    return f"{finding.code.value}{errcode}"


def words(finding: Finding) -> str:
    """The sentence of a finding, its facts filled in."""
    if finding.code == Code.IP_NOT_ALLOWED and not finding.facts.get("address"):
        return _UNNAMED
    return WORDS[finding.code].format_map(_Shown(finding))


class _Shown(dict[str, str]):
    """Facts as an operator reads them; one that is missing reads as a question mark, never as a crash."""

    def __init__(self, finding: Finding) -> None:
        super().__init__({name: _shown(name, fact) for name, fact in finding.facts.items()})
        self["meaning"] = meaning(finding.errcode).en or "for a reason we have no words for"

    def __missing__(self, name: str) -> str:
        return "?"


def _shown(name: str, fact: object) -> str:
    if isinstance(fact, list):
        return ", ".join(str(one) for one in fact)
    if name in ("at", "until"):
        return datetime.fromisoformat(str(fact)).astimezone().strftime("%Y-%m-%d %H:%M")
    return str(fact)
