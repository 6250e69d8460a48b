"""Parents and children: no child outlives its parent, every stop is a polite one."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, however that ends (Linux only)."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before we could ask
        os.kill(os.getpid(), signal.SIGTERM)


def on_stop(act: Callable[[], None]) -> None:
    """Call `act` on Ctrl-C, SIGTERM and a closed terminal, also when SIGINT was ignored at the start."""

    def handler(number: int, frame: FrameType | None) -> None:
        act()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


_family = {"child": False}


def is_child() -> bool:
    """Whether a parent of ours tells this process when to stop."""
    return _family["child"]


def leave_stopping_to_parent() -> None:
    """A child in the same terminal gets Ctrl-C as well; its parent tells it when to go, with SIGTERM."""
    _family["child"] = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
