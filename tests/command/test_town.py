"""`zhijian town`: made-up people go where nobody is, and nowhere public without a word."""

from pathlib import Path

import pytest

from tests.processes.running import run

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("town")
    assert run(home, "migrate").returncode == 0
    assert run(home, "town", "--members", "90", "--units", "12", "--seed", "5").returncode == 0
    return home


def said(home: Path, *words: str, **more: str) -> tuple[int, str]:
    done = run(home, "town", *words, **more)
    return done.returncode, (done.stderr or done.stdout).strip()


def test_a_house_with_people_is_left_alone(home: Path) -> None:
    assert said(home) == (
        1,
        "zhijian: this house has units or members already; take an empty ZHIJIAN_HOME, or add --yes",
    )


def test_a_script_that_wants_an_empty_house_is_refused_whatever_it_says(home: Path) -> None:
    code, words = said(home, "--yes", "--into-empty-only")

    assert (code, "has units or members already" in words) == (1, True)


def test_the_same_town_does_not_stand_twice(home: Path) -> None:
    assert said(home, "--yes", "--members", "90", "--units", "12", "--seed", "5") == (
        1,
        "zhijian: a town of seed 5 is here already; choose another --seed",
    )


def test_another_town_stands_beside_the_first(home: Path) -> None:
    code, words = said(home, "--yes", "--members", "30", "--units", "4", "--seed", "6")

    assert (code, words.split(", made up")[0]) == (0, "30 members in 4 units")


def test_a_house_with_a_public_address_is_refused_without_a_word(tmp_path: Path) -> None:
    public = {"ZHIJIAN_PUBLIC_URL": "https://qinghe.example"}
    assert run(tmp_path, "migrate", **public).returncode == 0

    assert said(tmp_path, "--members", "3", **public) == (
        1,
        "zhijian: this house serves a public address; made-up people go into another one, or add --yes",
    )
