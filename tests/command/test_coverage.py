"""`zhijian reach coverage UNIT`."""

import json

from tests.command.conftest import Zhijian


def test_coverage_of_a_unit_adds_up_and_names_nobody(zhijian: Zhijian) -> None:
    zhijian("demo")

    told = zhijian("reach", "coverage", "qinghe", "--json")

    numbers = json.loads(told.stdout)
    parts = ("bound", "follows", "otherwise", "declined", "not_yet")
    assert (told.returncode, numbers["members"]) == (0, sum(numbers[part] for part in parts))
    assert numbers["not_yet"] == sum(numbers["reasons"].values())
    assert set(numbers) == {"unit", "members", "reasons", *parts}


def test_coverage_of_an_unknown_unit_is_one_line(zhijian: Zhijian) -> None:
    told = zhijian("reach", "coverage", "nowhere")

    assert (told.returncode != 0, told.stderr.strip()) == (True, "zhijian: nowhere: no such unit")
