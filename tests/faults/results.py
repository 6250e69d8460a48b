"""RESULTS.md: each verb writes its own part of the page and leaves the other's alone."""

import os
import platform
import re
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
WORK: Final = FOLDER / "work"
PAGE: Final = FOLDER / "RESULTS.md"

PARTS: Final = ("machine", "faults", "fuzz")
_HEAD: Final = """# 断电与畸形回调 Power cuts and mutated callbacks

由 `make faults` 和 `make fuzz` 写成，好坏照录；可以随时停下，再来时接着做。
`make test` 每次跑其中的十次断电和十万条输入。

Written by `make faults` and `make fuzz`, as measured, good or bad; both can be stopped and go on.
`make test` runs ten of the kills and 100,000 of the inputs each time.
How: [the faults](__init__.py), [the fuzzer](../fuzz/__init__.py).
"""


def put(part: str, text: str, *, page: Path = PAGE) -> None:
    """Write one part of the page, and what machine it was measured on."""
    parts = _parts(page)
    parts |= {part: text, "machine": _machine()}
    written = [f"<!-- {name} -->\n{parts[name]}\n<!-- /{name} -->" for name in PARTS if name in parts]
    page.write_text("\n".join([_HEAD, *written]) + "\n")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows))


def stamp() -> dict[str, str]:
    """When, and which source: for the lines that outlive a run."""
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    return {"at": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()), "source": asked.stdout.strip() or "?"}


def _parts(page: Path) -> dict[str, str]:
    written = page.read_text() if page.exists() else ""
    return dict(re.findall(r"<!-- (\w+) -->\n(.*?)\n<!-- /\1 -->", written, re.DOTALL))


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    system = f"Linux {platform.release()}, Python {platform.python_version()}"
    facts = [
        ("处理器 cores", f"{os.cpu_count()} × {names[0] if names else platform.machine()}"),
        ("系统 system", f"{system}, SQLite {sqlite3.sqlite_version}"),
    ]
    return "## 机器 Machine\n\n" + table(("", ""), facts)
