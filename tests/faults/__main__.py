"""`make faults`: every chapter as often as the plan says; Ctrl-C stops, the next call goes on."""

import argparse
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any, Final

import uvloop

from tests.faults import results
from tests.faults.chapters import CHAPTERS
from tests.faults.section import section

# How often in all, and how often in one installation: what was stopped half-way is done anew.
PLAN: Final[dict[str, tuple[int, int]]] = {
    "kills": (200, 20),
    "locked": (6, 3),
    "missing": (6, 3),
    "full": (6, 3),
    "nowhere": (6, 3),
    "spooling": (20, 10),
    "postgres": (6, 3),
    "worker": (10, 5),
}
STOPPED: Final = 130


def main() -> int:
    words = argparse.ArgumentParser(prog="make faults", description=__doc__)
    words.add_argument("--only", choices=PLAN, action="append", help="these chapters alone")
    words.add_argument("--times", type=int, help="how often each, instead of the plan's number")
    words.add_argument("--work", type=Path, default=results.WORK, help="where the state is kept")
    words.add_argument("--page", type=Path, default=results.PAGE, help="where the results are written")
    words.add_argument("--again", action="store_true", help="forget what was done")
    given = words.parse_args()

    # Also where a shell in the background has SIGINT ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    given.work.mkdir(parents=True, exist_ok=True)
    file = given.work / "faults.jsonl"
    if given.again:
        file.unlink(missing_ok=True)
    done = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    wanted = {name: given.times or PLAN[name][0] for name in given.only or PLAN}
    stopped = False
    try:
        for name, times in wanted.items():
            while (left := times - sum(one["times"] for one in done if one["chapter"] == name)) > 0:
                done.append(_chapter(name, min(left, PLAN[name][1])))
                with file.open("a") as out:
                    out.write(json.dumps(done[-1], ensure_ascii=False) + "\n")
    except KeyboardInterrupt:
        stopped = True
        sys.stdout.write("\nstopped; the next call goes on from here\n")
    if done:
        results.put("faults", section(done, wanted={name: PLAN[name][0] for name in PLAN}), page=given.page)
    return STOPPED if stopped else int(not all(one["good"] and one["bit"] for one in done))


def _chapter(name: str, times: int) -> dict[str, Any]:
    began = time.monotonic()
    try:
        told: dict[str, Any] = uvloop.run(CHAPTERS[name](times))
    except (TimeoutError, RuntimeError) as error:
        # The crowd waited too long, or a process did not come up: as bad as a lost message.
        told = {"times": times, "good": False, "bit": True, "broke_off": f"{type(error).__name__}: {error}"}
    told |= {"chapter": name, "seconds": round(time.monotonic() - began, 1), **results.stamp()}
    shown = {key: told[key] for key in ("times", "answered", "stored", "good", "broke_off") if key in told}
    sys.stdout.write(f"{name:>10}  {'  '.join(f'{key} {value}' for key, value in shown.items())}\n")
    sys.stdout.flush()
    return told


if __name__ == "__main__":
    sys.exit(main())
