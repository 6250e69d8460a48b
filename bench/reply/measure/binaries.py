"""The two C programs, built from this repository's own source."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
SOURCE = REPOSITORY / "bench" / "reply" / "generator"
FLAGS = ["-O2", "-std=gnu11", "-Wall", "-Wextra", "-Wno-sign-compare"]


class NoCompiler(Exception):
    """There is no C compiler and no way to get one from here."""


@dataclass(frozen=True, slots=True)
class Binaries:
    load: Path
    constant: Path


def build(folder: Path) -> Binaries:
    """Both programs, compiled into the folder. A missing gcc is installed as root, else NoCompiler."""
    compiler = shutil.which("gcc") or _install()
    for name in ("load", "constant"):
        subprocess.run([compiler, *FLAGS, str(SOURCE / f"{name}.c"), "-o", str(folder / name)], check=True)
    return Binaries(load=folder / "load", constant=folder / "constant")


def _install() -> str:
    # bin/debian installs as root, and otherwise says in one line what to type.
    if subprocess.run([REPOSITORY / "bin" / "debian", "gcc", "libc6-dev"], check=False).returncode:
        raise NoCompiler("gcc is missing")
    return "gcc"
