"""`zhijian reach` and `zhijian accounts move`: the register and the names, as an operator reads them."""

import json
from pathlib import Path

import pytest

from tests.command.conftest import Zhijian, adding


@pytest.fixture
def house(zhijian: Zhijian, tmp_path: Path) -> Zhijian:
    """A town, a village below it, and an account with a loud name."""
    units = tmp_path / "units.csv"
    units.write_text("code,superior,name,type\nQH,,青禾镇党委,党委\nHD,QH,河东村党支部,党支部\n", "utf-8")
    assert zhijian("units", "import", str(units)).returncode == 0
    assert zhijian(*adding(name="青禾福利头条")).returncode == 0
    return zhijian


def test_an_account_is_moved_and_its_name_checked(house: Zhijian) -> None:
    moved = house("accounts", "move", "bench", "HD")
    named = house("reach", "names", "--json")

    (found,) = [json.loads(line) for line in named.stdout.splitlines()]
    assert (moved.returncode, named.returncode) == (0, 0)
    assert moved.stdout == "bench (青禾福利头条) belongs to HD (河东村党支部)\n"
    assert (found["account"], found["unit"], found["proposals"][0]) == ("bench", "HD", "河东村党支部")
    assert {one["wrong"] for one in found["findings"]} >= {"selling", "shouting"}


def test_a_unit_that_is_not_there_moves_nothing(house: Zhijian) -> None:
    done = house("accounts", "move", "bench", "NOWHERE")

    assert (done.returncode != 0, "no open unit with code 'NOWHERE'" in done.stderr) == (True, True)


def test_the_register_lists_what_is_connected(house: Zhijian) -> None:
    listed = house("reach", "register")

    assert [line.split("\t") for line in listed.stdout.splitlines()] == [
        ["account", "name", "unit", "kind", "verified until", "administrator", "stage", "connected"],
        ["bench", "青禾福利头条", "-", "service", "-", "-", "running", "yes"],
    ]
