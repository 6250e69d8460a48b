"""What the numbers were measured on; nothing that names the machine or where the files lie."""

import importlib.metadata
import os
import platform
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

PACKAGES = (
    "zhijian", "uvicorn", "uvloop", "httptools", "cryptography", "ahocorasick-rs",
    "wechatpy", "flask", "gunicorn", "fastapi",
)  # fmt: skip


def facts(folder: Path) -> list[tuple[str, str]]:
    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    gcc = subprocess.run(
        ["gcc", "-dumpfullversion"], check=True, capture_output=True, text=True
    ).stdout.strip()
    return [
        ("日期 date", time.strftime("%Y-%m-%d")),
        ("处理器 cores", f"{os.cpu_count()} × {cpu}"),
        ("系统 kernel", f"Linux {platform.release()}, {_file_system(folder)}"),
        ("Python", f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, gcc {gcc}"),
        ("软件包 packages", versions),
        (
            "单行提交 one commit alone",
            f"{_commit_microseconds(folder):.0f} µs (SQLite WAL, synchronous=FULL)",
        ),
        ("开始时负载 load average at the start", f"{os.getloadavg()[0]:.2f}"),
    ]


def refuse_memory_disk(folder: Path) -> None:
    """On tmpfs a commit costs nothing and the comparison would flatter whoever commits most often."""
    if _file_system(folder) in {"tmpfs", "ramfs"}:
        raise SystemExit("the bench's folder lies in memory; set TMPDIR to a folder on a disk")


def _file_system(folder: Path) -> str:
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    above = [(path, kind) for path, kind in mounts if folder.resolve().is_relative_to(path)]
    return max(above, key=lambda mount: len(mount[0]))[1]


def _commit_microseconds(folder: Path) -> float:
    with (
        tempfile.TemporaryDirectory(dir=folder) as place,
        closing(sqlite3.connect(f"{place}/probe")) as connection,
    ):
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE probe (id INTEGER PRIMARY KEY, raw TEXT)")
        began = time.perf_counter()
        for _ in range(2000):
            connection.execute("INSERT INTO probe (raw) VALUES (?)", ("x" * 500,))
        return (time.perf_counter() - began) / 2000 * 1e6
