"""Other programs on the two cores: waited for before a run, noticed in it, and the run is done again."""

import time
from dataclasses import dataclass

from bench.reply.measure.load import GENERATOR_CORE, Seen
from bench.reply.measure.processes import SERVER_CORE, Group, core_busy_seconds

DISTURBED_SHARE = 0.10
"""More of either core than this taken by others, and the run is repeated."""

REPEATS = 2
_LOOK_SECONDS = 0.5
_PATIENCE_SECONDS = 15.0


def wait() -> None:
    """Return when both cores are nearly idle, or when patience is at an end."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        before = [core_busy_seconds(core) for core in (SERVER_CORE, GENERATOR_CORE)]
        time.sleep(_LOOK_SECONDS)
        after = [core_busy_seconds(core) for core in (SERVER_CORE, GENERATOR_CORE)]
        if max(now - then for then, now in zip(before, after, strict=True)) / _LOOK_SECONDS < DISTURBED_SHARE:
            return


@dataclass(frozen=True, slots=True)
class Use:
    """Who had the cores during a run, as shares of its time."""

    server: float
    others: float
    """On either core, whichever they had more of."""
    server_cpu_seconds: float

    @classmethod
    def of(
        cls, wall: float, *, server: float, server_core: float, generator: float, generator_core: float
    ) -> "Use":
        """From seconds: what each program used, and what its whole core was used."""
        others = max(server_core - server, generator_core - generator, 0)
        return cls(min(server / wall, 1), others / wall, server)

    @property
    def is_disturbed(self) -> bool:
        return self.others > DISTURBED_SHARE


class Watch:
    """Begin it just before the generator starts, read it just after."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._began = time.monotonic()
        self._own = group.cpu_seconds()
        self._busy = [core_busy_seconds(core) for core in (SERVER_CORE, GENERATOR_CORE)]

    def read(self, seen: Seen) -> Use:
        wall = time.monotonic() - self._began
        return Use.of(
            wall,
            server=self._group.cpu_seconds() - self._own,
            server_core=core_busy_seconds(SERVER_CORE) - self._busy[0],
            generator=seen.generator_cpu_share * wall,
            generator_core=core_busy_seconds(GENERATOR_CORE) - self._busy[1],
        )
