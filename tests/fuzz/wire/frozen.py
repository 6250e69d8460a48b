"""`zhijian`, with the wall clock standing still: `python -m tests.fuzz.wire.frozen SECONDS WORDS…`.

An input is signed at a time that is part of its bytes. Only by this clock are they as good tomorrow.
"""

import sys
import time


def main() -> None:
    now = float(sys.argv.pop(1))
    # Before anything of ours is imported: its constructors take `time.time` as they find it.
    time.time = lambda: now
    from zhijian.config.command import main as zhijian  # noqa: PLC0415 -- only now

    sys.argv[0] = "zhijian"
    zhijian()


if __name__ == "__main__":
    main()
