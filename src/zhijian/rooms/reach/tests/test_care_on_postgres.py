"""Standings, tallies and words on PostgreSQL: the same tests, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.postgres
@pytest.mark.timeout(600)
def test_the_same_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    """Settings choose the database when they are first looked at."""
    told = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    told |= {"TESTS_DATABASE_URL": postgres_url, "PYTHONDONTWRITEBYTECODE": "1"}
    asked = ["-p", "no:randomly", "-p", "no:cacheprovider", "-q", "-m", "not postgres"]
    files = [str(HERE / name) for name in ("test_care.py", "test_coverage.py")]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *asked, "--basetemp", str(tmp_path / "inner"), *files],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout[-2000:] if done.returncode else "") == (0, "")
