"""What is asked in words of a database's own says the same on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ASKED_IN_ITS_WORDS = ("test_tallies.py", "test_searching.py", "test_settling.py")


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_the_same_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    """A process of its own, because settings choose the database when they are first looked at."""
    told = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    told |= {"TESTS_DATABASE_URL": postgres_url, "PYTHONDONTWRITEBYTECODE": "1"}
    asked = ["-p", "no:randomly", "-p", "no:cacheprovider", "-q", "-m", "not postgres"]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *asked, "--basetemp", str(tmp_path / "inner"), *_files()],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout[-2000:] if done.returncode else "") == (0, "")


def _files() -> list[str]:
    return [str(HERE / name) for name in ASKED_IN_ITS_WORDS]
