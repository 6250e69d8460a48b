"""Whatever was found once is asked again in every run."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.fuzz import ledger
from tests.fuzz.campaign import ROOT
from tests.fuzz.findings import Finding, save, saved_exchanges, saved_inputs
from tests.fuzz.kinds import messages
from tests.fuzz.making import make
from tests.fuzz.wire import exchanges


def test_a_finding_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    inputs = [make(3, number) for number in range(200)]
    talks = [exchanges.make(3, number) for number in range(200)]
    for number, (given, exchange) in enumerate(zip(inputs, talks, strict=True)):
        save(Finding(f"{number:03}", 3, number, given=given), folder=tmp_path)
        save(Finding(f"{number:03}", 3, number, exchange=exchange), folder=tmp_path)

    read = {given.request for _, given in saved_inputs(folder=tmp_path)}
    heard = {exchange.portions for _, exchange in saved_exchanges(folder=tmp_path)}

    assert read == {given.request for given in inputs}
    assert heard == {exchange.portions for exchange in talks}


def test_a_finding_is_asked_again_in_every_leg(tmp_path: Path) -> None:
    refused = replace(messages.control(Random(1), 1), allowed=frozenset({403}), control="")
    save(Finding("once", 3, 1, given=refused), folder=tmp_path)
    talk = exchanges.Exchange("wire split", (exchanges.written(refused.request),), (refused,))
    save(Finding("once", 3, 1, exchange=talk), folder=tmp_path)

    leg = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fuzz.leg", "--seed", "3", "--first", "0", "--count", "100"),
            *("--findings", str(tmp_path)),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )

    found = json.loads(leg.stdout.splitlines()[-1])["findings"]
    assert [title.partition(":")[0] for title in found] == ["control", "wire split"]
    assert all("status 200, not [403]" in title for title in found)


def test_what_cannot_be_read_is_told_apart_to_the_byte() -> None:
    whole = b"<xml><ToUserName>b</ToUserName><FromUserName>a</FromUserName><CreateTime>1</CreateTime>"
    whole += b"<MsgType>text</MsgType><Content>c</Content><MsgId>7</MsgId></xml>"

    keys = [ledger.key_of("safe", raw) for raw in (whole, whole.replace(b">c<", b">d<"), b"<", b"<<")]

    assert (keys[0] == keys[1], len(set(keys))) == (True, 3)
