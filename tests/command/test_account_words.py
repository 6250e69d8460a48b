"""What operators read of an account: every finding and every ability has its line, and no secret in it."""

import pytest

from tests.command.conftest import AES_KEY, Zhijian, adding
from zhijian.config import card, findings
from zhijian.foundation.accounts.capabilities import CAPABILITIES
from zhijian.foundation.accounts.checking import Code, Finding, State, What


def test_every_code_has_its_line() -> None:
    assert set(findings.WORDS) == set(Code)


def test_every_ability_has_its_line() -> None:
    assert set(card.WORDS) == {one.key for one in CAPABILITIES}


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (
            Finding(What.IP, State.FAILED, Code.IP_NOT_ALLOWED, {"address": "203.0.113.7", "errcode": 40164}),
            "NOT ip list: put 203.0.113.7 on the account's IP list, in the back end's basic configuration "
            "(ip_not_allowed, errcode 40164)",
        ),
        (
            Finding(What.IP, State.FAILED, Code.IP_NOT_ALLOWED, {"address": "", "errcode": 40164}),
            "NOT ip list: WeChat refuses this machine's address without naming it; ask your provider "
            "(ip_not_allowed, errcode 40164)",
        ),
        (
            Finding(What.TOKEN, State.FINE, Code.TOKEN_GOT),
            "ok  token: WeChat gave an access token and took it (token_got)",
        ),
        (
            Finding(What.ADDRESS, State.FAILED, Code.ADDRESS_SILENT),
            "NOT address: ? does not answer on port 443; check DNS, firewall and proxy (address_silent)",
        ),
    ],
)
def test_line_says_what_to_do_and_which_code(finding: Finding, line: str) -> None:
    assert findings.line(finding) == line


def test_card_is_printed_without_asking_anybody(zhijian: Zhijian) -> None:
    zhijian(*adding(api_base="https://somewhere.example"))

    done = zhijian("accounts", "card", "bench")

    lines = done.stdout.splitlines()
    assert (done.returncode, "yes answer text, pictures, voice, places (reply, by kind)" in lines) == (
        0,
        True,
    )
    assert "no  voice turned into text; instead: somebody on duty listens (voice_in_words, by kind)" in lines


def test_doctor_asks_wechat_only_when_told_to(zhijian: Zhijian) -> None:
    zhijian(*adding(api_base="https://somewhere.example"))
    quiet = zhijian("doctor").stdout
    asked = zhijian("doctor", "--accounts")
    afterwards = zhijian("doctor").stdout

    assert "ok  account bench: never checked; run `zhijian accounts check bench`" in quiet
    refusal = "NOT token (bench): somewhere.example is not WeChat's"
    assert [refusal in said for said in (quiet, asked.stdout, afterwards)] == [False, True, True]
    said = asked.stdout + asked.stderr
    assert [word for word in ("not-a-real-secret", "TokenOfTests01", AES_KEY) if word in said] == []
