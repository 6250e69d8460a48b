"""Whether an outcome is one the documentation allows for its input."""

from typing import Final
from xml.etree import ElementTree as ET

from tests.fuzz.accounts import ACCOUNTS, KEYWORD, REPLY, Account
from tests.fuzz.asking import Outcome
from tests.fuzz.inputs import Input
from tests.fuzz.sealing import NotSealed

MOST_CPU_SECONDS: Final = 0.05
EMPTY: Final = frozenset({403, 404, 408, 413})


def problem(given: Input, outcome: Outcome) -> str:
    """The first thing wrong with it, or ""."""
    if outcome.error:
        return f"exception: {outcome.error}"
    if (outcome.starts, outcome.ends) != (1, 1):
        return f"{outcome.starts} answers begun, {outcome.ends} ended"
    if outcome.status not in given.allowed:
        return f"status {outcome.status}, not {sorted(given.allowed)}"
    if outcome.complaints:
        return f"swallowed: {outcome.complaints[0]}"
    if _length(outcome) != len(outcome.body):
        return f"content-length {_length(outcome)} for {len(outcome.body)} bytes"
    if outcome.status in EMPTY and outcome.body:
        return f"{outcome.status} with a body"
    if outcome.status == 200 and given.request.method == "POST":
        return _problem_of_answer(given, outcome.body)
    return ""


def is_slow(outcome: Outcome) -> bool:
    """Measured once; the collector of garbage may have been about, so ask again before believing it."""
    return outcome.cpu_seconds > MOST_CPU_SECONDS


def _length(outcome: Outcome) -> int:
    return next((int(value) for name, value in outcome.headers if name == b"content-length"), -1)


def _problem_of_answer(given: Input, body: bytes) -> str:
    if body == b"success":
        return "a known question was not answered" if given.control else ""
    account = ACCOUNTS.get(given.account)
    if account is None:
        return "an answer where none may come"
    return answer_problem(account, body, to_user=given.to_user, content=REPLY if given.control else "")


def answer_problem(account: Account, body: bytes, *, to_user: str = "", content: str = "") -> str:
    """What is wrong with a reply that is not `success`, or ""."""
    try:
        fields = _fields(_opened(account, body))
    except NotSealed as reason:
        return f"reply: {reason}"
    except ET.ParseError:
        return "reply: not well-formed"
    if to_user and fields.get("ToUserName") != to_user:
        return "reply: to somebody else"
    if content and fields.get("Content") != content:
        return f"reply: not the one to {KEYWORD}"
    return ""


def _opened(account: Account, body: bytes) -> bytes:
    if account.mode == "plain":
        return body
    try:
        return account.seal.open_reply(body)
    except NotSealed:
        if account.previous is None:
            raise
        return account.previous.open_reply(body)


def _fields(xml: bytes) -> dict[str, str]:
    root = ET.fromstring(xml)  # noqa: S314 -- what it may hold is just what is to be found out
    return {child.tag: child.text or "" for child in root}
