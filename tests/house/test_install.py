"""`make install` on machines of every kind, with a Python that only writes down what it was asked.

The script is ours; Python, pip and apt are the outside, and stand-ins for them come first on the PATH.
"""

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.house.repository import ROOT

PYTHON = """#!/bin/sh
# A Python that notes what it is asked. `pip-says` holds what its pip answers before it fails.
here=$(dirname "$0")
case "$*" in
    *version_info*) cat "$NOTES/version" ;;
    "-c import ensurepip"*) test ! -e "$NOTES/no-ensurepip" ;;
    -V) echo "Python $(cat "$NOTES/version")" ;;
    "-m venv"*) echo "$*" >>"$NOTES/asked"; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    "-m pip"*) echo "pip $(echo "$*" | sed 's/.*--/--/')" >>"$NOTES/asked"
        if [ -e "$NOTES/pip-says" ]; then cat "$NOTES/pip-says"; exit 1; fi ;;
    *) echo "$*" >>"$NOTES/asked" ;;
esac
"""
APT = """#!/bin/sh
echo "apt-get $*" >>"$NOTES/asked"
rm -f "$NOTES/no-ensurepip"
"""
FIRST_TIME = [
    "-m venv --without-pip .venv",
    "-m ensurepip --default-pip",
    "pip --requirement requirements/build.txt",
    "pip --requirement requirements/run.txt",
    "pip --editable .",
]


@dataclass
class Machine:
    """A checkout on a machine whose Python, apt and user we choose."""

    folder: Path
    notes: Path
    tools: Path
    env: dict[str, str] = field(default_factory=dict)

    def install(self, *words: str) -> tuple[int, list[str]]:
        """Run bin/install; return its exit code and what it said on standard error."""
        ran = subprocess.run(
            ["bin/install", *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, [
            line for line in ran.stderr.splitlines() if not line.startswith(("安装", "apt-get"))
        ]

    def asked(self) -> list[str]:
        """What was asked of Python and apt since the last look."""
        asked = self.notes / "asked"
        lines = asked.read_text().splitlines() if asked.exists() else []
        asked.unlink(missing_ok=True)
        return lines

    def put(self, name: str, text: str) -> None:
        (self.tools / name).write_text(text)
        (self.tools / name).chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder, notes, tools = tmp_path / "checkout", tmp_path / "notes", tmp_path / "tools"
    for made in (folder, notes, tools):
        made.mkdir()
    for name in ("bin", "requirements"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (notes / "version").write_text("3.11\n")
    for name in (
        "sh",
        "cat",
        "cksum",
        "cp",
        "dirname",
        "echo",
        "flock",
        "grep",
        "mkdir",
        "rm",
        "sed",
        "tail",
        "test",
    ):
        found = shutil.which(name)
        if found:
            (tools / name).symlink_to(found)
    env = {"PATH": str(tools), "NOTES": str(notes)}
    machine = Machine(folder=folder, notes=notes, tools=tools, env=env)
    machine.put("python3.11", PYTHON)
    machine.put("id", "#!/bin/sh\necho 0\n")
    return machine


def test_first_run_makes_the_environment_from_the_locks(machine: Machine) -> None:
    assert (machine.install(), machine.asked()) == ((0, []), FIRST_TIME)


def test_second_run_installs_nothing(machine: Machine) -> None:
    machine.install()
    machine.asked()

    assert (machine.install(), machine.asked()) == ((0, []), [])


def test_only_the_lock_that_changed_is_installed_again(machine: Machine) -> None:
    machine.install("dev")
    machine.asked()
    with (machine.folder / "requirements/dev.txt").open("a") as lock:
        lock.write("# one more\n")

    assert (machine.install("dev"), machine.asked()) == ((0, []), ["pip --requirement requirements/dev.txt"])


def test_an_interrupted_environment_is_made_anew(machine: Machine) -> None:
    (machine.notes / "pip-says").write_text("Terminated\n")
    interrupted, _ = machine.install()
    (machine.notes / "pip-says").unlink()
    left = machine.folder / ".venv/left-half-done"
    left.touch()
    machine.asked()

    assert (interrupted, machine.install(), machine.asked(), left.exists()) == (1, (0, []), FIRST_TIME, False)


def test_a_moved_checkout_is_installed_anew(machine: Machine) -> None:
    machine.install()
    machine.asked()
    machine.folder = machine.folder.rename(machine.folder.with_name("elsewhere"))

    assert (machine.install(), machine.asked()) == ((0, []), FIRST_TIME)


def test_another_python_is_installed_anew(machine: Machine) -> None:
    machine.install()
    machine.asked()
    (machine.notes / "version").write_text("3.12\n")

    assert (machine.install(), machine.asked()) == ((0, []), FIRST_TIME)


@pytest.mark.parametrize("version", ["3.9", "3.10", "2.7"])
def test_old_python_is_refused_in_one_line(machine: Machine, version: str) -> None:
    (machine.notes / "version").write_text(f"{version}\n")

    code, said = machine.install()

    assert (code, len(said), machine.asked()) == (1, 1, [])
    assert f"python3.11 {version}" in said[0]


def test_no_python_is_said_in_one_line(machine: Machine) -> None:
    (machine.tools / "python3.11").unlink()

    code, said = machine.install()

    assert (code, len(said), "Python 3.11 or newer is needed" in said[0]) == (1, 1, True)


def test_python3_will_do_when_it_is_new_enough(machine: Machine) -> None:
    (machine.tools / "python3.11").rename(machine.tools / "python3")

    assert (machine.install(), machine.asked()) == ((0, []), FIRST_TIME)


def test_missing_venv_module_comes_through_apt_when_root(machine: Machine) -> None:
    (machine.notes / "no-ensurepip").touch()
    machine.put("apt-get", APT)

    code, said = machine.install()

    assert (code, said) == (0, [])
    assert machine.asked() == ["apt-get install -y -q --no-install-recommends python3.11-venv", *FIRST_TIME]


def test_missing_venv_module_is_named_when_not_root(machine: Machine) -> None:
    (machine.notes / "no-ensurepip").touch()
    machine.put("apt-get", APT)
    machine.put("id", "#!/bin/sh\necho 1000\n")

    code, said = machine.install()

    assert (code, len(said), machine.asked()) == (1, 1, [])
    assert said[0].endswith("type: sudo apt-get install -y python3.11-venv")


@pytest.mark.parametrize(
    ("pip_says", "line"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n",
            "The disk is full",
        ),
        (
            "WARNING: Retrying\nERROR: No matching distribution found for anyio==4.14\n",
            "No package index was reached",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE\n",
            "whose hash is not the one locked",
        ),
        ("error: [Errno 13] Permission denied: '.venv'\n", "No permission to write"),
    ],
)
def test_what_stops_an_installation_is_said_in_one_line(machine: Machine, pip_says: str, line: str) -> None:
    (machine.notes / "pip-says").write_text(pip_says)

    code, said = machine.install()

    assert (code, len(said), line in said[0]) == (1, 1, True)
