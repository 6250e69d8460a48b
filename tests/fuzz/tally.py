"""What a leg has seen so far."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.fuzz.asking import Outcome
from tests.fuzz.findings import FOLDER, Finding, save
from tests.fuzz.inputs import Input
from tests.fuzz.ledger import Key, key_of

MOST_FINDINGS: Final = 20


@dataclass(slots=True)
class Tally:
    """`owed`: messages that were answered and so must be stored; `may_store`: how many others may be."""

    seed: int
    folder: Path = FOLDER
    kinds: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    owed: set[Key] = field(default_factory=set)
    may_store: int = 0
    controls: int = 0
    slowest: tuple[float, int] = (0.0, 0)

    def count(self, kind: str, status: str) -> None:
        self.kinds[f"{kind} {status}"] += 1

    def note_answer(self, given: Input, outcome: Outcome) -> None:
        if outcome.status != 200 or given.request.method != "POST":
            return
        self.controls += bool(given.control)
        if given.message is None:
            self.may_store += 1
        else:
            self.owed.add(key_of(given.account, given.message))

    def note(self, finding: Finding) -> None:
        if len(self.findings) < MOST_FINDINGS and finding.title not in {one.title for one in self.findings}:
            self.findings.append(finding)
            save(finding, folder=self.folder)
