"""`make fuzz`: ten million inputs; Ctrl-C stops, the next call goes on. `--help` for more."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Final

from tests.faults import results
from tests.fuzz.campaign import LEG, Campaign
from tests.fuzz.results import section

TEN_MILLION: Final = 10_000_000
SEED: Final = 20260301
STOPPED: Final = 130


def main() -> int:
    words = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    words.add_argument("--inputs", type=int, default=TEN_MILLION, help="how many in all")
    words.add_argument("--seed", type=int, default=SEED, help="other seeds are other inputs")
    words.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    words.add_argument("--leg", type=int, default=LEG, help="inputs a process makes on one store")
    words.add_argument("--work", type=Path, default=results.WORK, help="where the state is kept")
    words.add_argument("--page", type=Path, default=results.PAGE, help="where the results are written")
    words.add_argument("--again", action="store_true", help="forget what was done")
    given = words.parse_args()

    # Also where a shell in the background has SIGINT ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    file = given.work / "fuzz.jsonl"
    if given.again:
        file.unlink(missing_ok=True)
    campaign = Campaign(
        seed=given.seed, inputs=given.inputs, file=file, processes=given.processes, leg=given.leg
    )
    stopped = False
    try:
        campaign.run()
    except KeyboardInterrupt:
        stopped = True
        sys.stdout.write("\nstopped; the next call goes on from here\n")
    if campaign.done:
        results.put("fuzz", section(campaign.done, seed=given.seed, wanted=given.inputs), page=given.page)
    found = any(leg["findings"] for leg in campaign.done)
    return STOPPED if stopped else int(found)


if __name__ == "__main__":
    sys.exit(main())
