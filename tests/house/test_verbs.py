"""The README's promises about commands are kept by the Makefile."""

import re

import pytest

from tests.house.repository import ROOT, tracked_files

MAKEFILE = (ROOT / "Makefile").read_text()
VERBS = re.findall(r"^([a-z]+): +##", MAKEFILE, re.MULTILINE)


def test_the_house_has_its_verbs() -> None:
    expected = "help install run test check bench faults fuzz docs vendor lock shots words"

    assert (" ".join(VERBS), MAKEFILE.split(".PHONY: ")[1].splitlines()[0]) == (expected, expected)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "help"])
def test_each_verb_is_one_line_calling_a_script_of_that_name(verb: str) -> None:
    recipe = re.search(rf"^{verb}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)

    assert recipe is not None
    assert recipe[1] == f"\t@bin/{verb}\n"
    assert (ROOT / "bin" / verb).stat().st_mode & 0o111 == 0o111


def test_ci_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci/run").read_text()

    assert [line for line in script.splitlines() if "make" in line] == ["exec make test"]


def test_every_make_command_written_down_exists() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md"]

    asked = {
        verb
        for page in pages
        for verb in re.findall(r"(?:`|^|\s\s)make ([a-z]+)\b", page.read_text(), re.MULTILINE)
    }

    assert asked - set(VERBS) == set()


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_readme_leads_only_to_what_is_there(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text())

    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]

    assert (len(links) > 5, missing) == (True, [])


def test_both_readmes_lead_to_the_same_places() -> None:
    places = {
        name: {
            link for link in re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text()) if "README" not in link
        }
        for name in ("README.md", "README.en.md")
    }

    assert places["README.md"] == places["README.en.md"]
