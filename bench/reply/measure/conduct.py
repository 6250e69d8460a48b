"""How a bench is conducted, decided once at the top."""

from dataclasses import dataclass
from pathlib import Path

from bench.reply.measure.quiet import Patience


@dataclass(frozen=True, slots=True)
class Conduct:
    rounds: int
    seconds: float
    """Of measuring in each round, after the warm-up."""
    generator: Path
    patience: Patience
