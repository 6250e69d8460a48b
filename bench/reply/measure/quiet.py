"""Other programs on the two cores: waited for before a run, noticed in it, and the run is done again."""

import time
from dataclasses import dataclass

from bench.reply.measure.load import GENERATOR_CORE, Seen
from bench.reply.measure.processes import SERVER_CORE, Group, core_busy_seconds

DISTURBED_SHARE = 0.10
"""More of either core than this taken by others, and the run is repeated."""

_LOOK_SECONDS = 0.5


class Patience:
    """How long a whole bench waits for other programs, and how often it repeats what they disturbed."""

    def __init__(self, *, seconds: float = 180, repeats: int = 12) -> None:
        self._seconds = seconds
        self._repeats = repeats

    def wait(self, *, at_most_seconds: float = 15) -> None:
        """Return when both cores are nearly idle, or when this once or altogether it has been enough."""
        allowed = min(at_most_seconds, self._seconds)
        while allowed > 0:
            before = [core_busy_seconds(core) for core in (SERVER_CORE, GENERATOR_CORE)]
            time.sleep(_LOOK_SECONDS)
            after = [core_busy_seconds(core) for core in (SERVER_CORE, GENERATOR_CORE)]
            busiest = max(now - then for then, now in zip(before, after, strict=True))
            if busiest / _LOOK_SECONDS < DISTURBED_SHARE:
                return
            allowed -= _LOOK_SECONDS
            self._seconds -= _LOOK_SECONDS

    def wants_again(self, use: "Use") -> bool:
        """Whether to repeat a run with this use of the cores; each yes is one repeat less."""
        if not use.is_disturbed or self._repeats == 0:
            return False
        self._repeats -= 1
        return True


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
