"""The reference names what is there: every verb and option, every variable, every number."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tests.house.repository import ROOT
from zhijian.config.command import app
from zhijian.config.environment import Environment
from zhijian.gateway.metrics import Metrics

REFERENCE = ROOT / "docs/reference"


def verbs(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each verb with its command; typer brings its own copy of click, so only the shape is known."""
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, inner in command.commands.items():
        yield from verbs(inner, f"{path} {name}".strip())


VERBS = dict(verbs(typer.main.get_command(app)))


def section(page: Path, verb: str) -> str:
    """The part of the page under the heading of this verb."""
    found = re.search(
        rf"^##+ `(?:zhijian )?{verb}`\n(.*?)(?=^##|\Z)", page.read_text(), re.MULTILINE | re.DOTALL
    )
    return found[1] if found else ""


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_section_and_every_option_its_mention(verb: str) -> None:
    words = section(REFERENCE / "command.md", verb)
    if verb == "accounts set":
        words += section(REFERENCE / "command.md", "accounts add")

    options = [
        name for parameter in VERBS[verb].params for name in (*parameter.opts, *parameter.secondary_opts)
    ]
    missing = [name for name in options if name.startswith("--") and not re.search(rf"`[^`]*{name}\b", words)]

    assert (words != "", missing) == (True, [])


def test_every_variable_of_the_environment_is_explained() -> None:
    page = (REFERENCE / "configuration.md").read_text()

    explained = re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)

    assert sorted(explained) == sorted(name.upper() for name in Environment.model_fields)


def test_every_number_of_the_gateway_is_explained() -> None:
    told = set(re.findall(r"^# HELP (\w+) ", Metrics().expose(spool_files=0).decode(), re.MULTILINE))

    explained = set(
        re.findall(r"^\| `(\w+?)(?:\{[\w,]+\})?` \|", (REFERENCE / "metrics.md").read_text(), re.MULTILINE)
    )

    assert explained == {name for name in told if not name.endswith("_created")}
