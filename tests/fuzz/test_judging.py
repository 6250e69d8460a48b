"""The fuzzer finds what it is there to find: each fault is shown to it once."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from tests.fuzz.accounts import SAFE
from tests.fuzz.asking import Outcome, ask
from tests.fuzz.inputs import Input, Request
from tests.fuzz.judging import problem
from tests.fuzz.kinds import messages
from tests.fuzz.making import make
from tests.fuzz.minimising import smaller
from tests.fuzz.wire import exchanges
from tests.fuzz.wire.exchanges import Exchange
from tests.fuzz.wire.running import judged
from tests.fuzz.wire.talking import NotHttp, responses

REFUSED = Outcome(403, ((b"content-length", b"0"),), b"", 1, 1)
FORGED = Input("query", Request("POST", "/wechat/safe"), frozenset({403}))


def test_one_seed_makes_the_same_bytes_again() -> None:
    made = [(make(3, number).request, exchanges.make(3, number).portions) for number in range(300)]

    assert [(make(3, n).request, exchanges.make(3, n).portions) for n in range(300)] == made
    assert [make(4, number).request for number in range(300)] != [request for request, _ in made]


def test_an_empty_refusal_is_right() -> None:
    assert problem(FORGED, REFUSED) == ""


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": 500}, "status 500, not [403]"),
        ({"status": 200}, "status 200, not [403]"),
        ({"body": b"why", "headers": ((b"content-length", b"3"),)}, "403 with a body"),
        ({"headers": ((b"content-length", b"1"),)}, "content-length 1 for 0 bytes"),
        ({"starts": 2}, "2 answers begun, 1 ended"),
        ({"starts": 0, "ends": 0}, "0 answers begun, 0 ended"),
        ({"error": "KeyError at app.py:1"}, "exception: KeyError at app.py:1"),
        ({"complaints": ["gateway failed"]}, "swallowed: gateway failed"),
    ],
)
def test_anything_else_is_found(changes: dict[str, Any], why: str) -> None:
    assert problem(FORGED, replace(REFUSED, **changes)) == why


def test_a_reply_under_another_seal_is_found() -> None:
    given = messages.sealed(Random(1), 1)
    answered = Outcome(200, ((b"content-length", b"12"),), b"<xml>a</xml>", 1, 1)

    assert problem(replace(given, account=SAFE.slug), answered) == "reply: not an envelope"


def test_a_known_question_without_its_answer_is_found() -> None:
    given = messages.control(Random(1), 1)

    silent = Outcome(200, ((b"content-length", b"7"),), b"success", 1, 1)

    assert problem(given, silent) == "a known question was not answered"


async def test_an_exception_out_of_the_application_is_found() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise KeyError("who knows")

    outcome = await ask(broken, FORGED.request)

    assert problem(FORGED, outcome).startswith("exception: KeyError at test_judging.py")


async def test_a_finding_is_made_small_while_it_stays_one() -> None:
    async def why_of(given: Input) -> str:
        return "exception: x" if b"<a>" in (given.message or b"") else ""

    long = messages.sealed(Random(1), 1).with_message(b"b" * 500 + b"<a>" + b"c" * 500)

    small = await smaller(long, "exception: y", why_of)

    assert (small.message, len(small.request.body) < len(long.request.body)) == (b"<a>", True)


def test_an_answer_too_few_on_a_connection_is_found() -> None:
    asked = (FORGED, FORGED)

    assert judged(Exchange("wire pipelined", (b"",), asked), [REFUSED]) == "1 answers to 2 questions"
    assert judged(Exchange("wire pipelined", (b"",), asked), [REFUSED, REFUSED]) == ""


def test_an_unasked_500_on_a_connection_is_found() -> None:
    assert judged(Exchange("wire noise", (b"",)), [replace(REFUSED, status=500)]) == "status 500"


def test_what_is_no_http_is_found() -> None:
    assert [one.status for one in responses(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")] == [403]
    for data in (b"HTTP/1.1 403", b"OK", b"HTTP/1.1 403 Forbidden\r\ncontent-length: 5\r\n\r\nabc"):
        with pytest.raises(NotHttp):
            responses(data)
