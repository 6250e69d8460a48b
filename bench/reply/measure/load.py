"""Runs the generator on its own core and reads what it saw."""

import json
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 64
GENERATOR_CORE = 1
WARM_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Latency:
    p50_ms: float
    p90_ms: float
    p99_ms: float
    p999_ms: float
    max_ms: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What one run of the generator saw. `answered` counts everything, `rate` only the measured window."""

    rate: float
    in_window: int
    sent: int
    answered: int
    failed: int
    unanswered: int
    ran_dry: bool
    classes: dict[str, int]
    lengths: dict[str, int]
    latency: Latency
    generator_cpu_share: float
    sampled: tuple[tuple[int, int, bytes], ...]
    """Number of the request, status, body: every hundredth or so."""

    @property
    def is_clean(self) -> bool:
        """Every request was answered with 200."""
        return self.failed == self.unanswered == 0 and self.classes["2xx"] == self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the generator shall do: a closed loop, as fast as the server goes, or with a rate an open one."""

    port: int
    requests: Path
    seconds: float
    warm_seconds: float = WARM_SECONDS
    rate: float = 0
    connections: int = CONNECTIONS
    sample: int = 100
    """Keep every so-manieth answer; 0 keeps none."""
    wrap: bool = False
    """Start again at the file's end: only for servers that do not look at what they get."""

    def words(self) -> list[str]:
        named = ("port", "requests", "seconds", "rate", "connections", "sample")
        options = [word for name in named for word in (f"--{name}", str(getattr(self, name)))]
        options += ["--warm", str(self.warm_seconds), "--bodies", str(self.bodies)]
        return [*options, "--wrap"] if self.wrap else options

    @property
    def bodies(self) -> Path:
        return self.requests.with_suffix(".bodies")


def run(binary: Path, plan: Plan, *, core: int | None = GENERATOR_CORE) -> Seen:
    pinned = ["taskset", "-c", str(core)] if core is not None else []
    command = [*pinned, str(binary), *plan.words()]
    patience = plan.warm_seconds + plan.seconds + 60
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=patience)
    seen = json.loads(done.stdout)
    latency = seen["latency_ms"]
    return Seen(
        **{
            name: seen[name]
            for name in ("rate", "in_window", "sent", "answered", "failed", "unanswered", "ran_dry")
        },
        classes=seen["classes"],
        lengths=seen["lengths"],
        latency=Latency(latency["p50"], latency["p90"], latency["p99"], latency["p999"], latency["max"]),
        generator_cpu_share=seen["generator_cpu_share"],
        sampled=tuple(_bodies(plan.bodies.read_bytes())),
    )


def _bodies(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at < len(data):
        request, status, size = struct.unpack_from("<III", data, at)
        yield request, status, data[at + 12 : at + 12 + size]
        at += 12 + size
