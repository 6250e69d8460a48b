"""The locks say what is installed, to the byte, and nothing about where it comes from."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.repository import ROOT

LOCKS = {path.stem: path for path in sorted((ROOT / "requirements").glob("*.txt"))}


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", lock.read_text(), re.MULTILINE))


def declared(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [
        *project["dependencies"],
        *(line for name in extras for line in project["optional-dependencies"][name]),
    ]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def test_there_is_a_lock_for_each_purpose() -> None:
    assert list(LOCKS) == ["bench", "build", "dev", "run"]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_pins_and_hashes_and_nothing_else(name: str) -> None:
    pin = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==[0-9a-zA-Z.!+]+( ; .+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")

    strange = [
        line
        for line in LOCKS[name].read_text().splitlines()
        if not pin.fullmatch(line) and not digest.fullmatch(line)
    ]

    assert strange == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_followed_by_a_hash(name: str) -> None:
    lines = LOCKS[name].read_text().splitlines()

    bare = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if "==" in line and "--hash" not in following
    ]

    assert (len(pins(LOCKS[name])) > 0, bare) == (True, [])


@pytest.mark.parametrize("name", ["dev", "bench"])
def test_what_is_tested_and_measured_is_what_is_installed(name: str) -> None:
    run, other = pins(LOCKS["run"]), pins(LOCKS[name])

    assert {package: other.get(package) for package in run} == run


def test_locks_agree_wherever_two_name_a_package() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS.values():
        for package, version in pins(lock).items():
            versions.setdefault(package, set()).add(version)

    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("name", "extras"), [("run", []), ("dev", ["dev"]), ("bench", ["bench"])])
def test_lock_covers_what_the_project_declares(name: str, extras: list[str]) -> None:
    locked = {canonicalize_name(package) for package in pins(LOCKS[name])}

    assert declared(*extras) - locked == set()


def test_npm_lock_has_integrity_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text()
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}

    without = [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")]

    assert (packages != {}, without, re.findall(r"https?:", text)) == (True, [], [])
