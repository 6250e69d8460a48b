"""`zhijian rules` and `zhijian intake`, as the reference describes them."""

import json
from pathlib import Path

import pytest

from tests.command.conftest import Zhijian, adding

RULES = "keyword,match,reply\n两学一做,contains,学习资料\n党费,exact,每月交一次\n"


@pytest.fixture
def bench(zhijian: Zhijian) -> Zhijian:
    assert zhijian(*adding()).returncode == 0
    return zhijian


def test_rules_go_in_and_come_out_the_same(bench: Zhijian, tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    file.write_text(RULES, encoding="utf-8")

    done = bench("rules", "import", str(file), "--account", "bench")
    out = bench("rules", "export", "--account", "bench")

    assert (done.returncode, out.stdout.replace("\r\n", "\n").lstrip("\ufeff")) == (0, RULES)
    assert "added 2" in done.stdout


def test_bad_rows_are_named_by_line_and_nothing_is_taken(bench: Zhijian, tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    file.write_text(
        RULES + ",exact,空的\n书记,regex,(\n".replace("书记,regex,(", "(,regex,坏的"), encoding="utf-8"
    )

    done = bench("rules", "import", str(file), "--account", "bench")
    out = bench("rules", "export", "--account", "bench")

    assert (done.returncode, out.stdout.count("\n")) == (1, 1)
    assert ("4" in done.stderr, "5" in done.stderr) == (True, True)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "gb18030"])
def test_files_of_chinese_offices_are_read_rightly(bench: Zhijian, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "rules.csv"
    file.write_bytes(RULES.encode(encoding))

    done = bench("rules", "import", str(file), "--account", "bench")

    assert (done.returncode, "两学一做" in bench("rules", "export", "--account", "bench").stdout) == (0, True)


def test_file_that_is_not_there_is_said_in_one_line(bench: Zhijian) -> None:
    done = bench("rules", "import", "/nowhere.csv", "--account", "bench")

    assert (done.returncode, done.stderr.count("\n"), "cannot read /nowhere.csv" in done.stderr) == (
        1,
        1,
        True,
    )


def test_unknown_account_is_said_with_the_way_to_find_one(bench: Zhijian, tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    file.write_text(RULES, encoding="utf-8")

    done = bench("rules", "import", str(file), "--account", "nobody")

    assert (done.returncode, "zhijian accounts list" in done.stderr) == (1, True)


def test_empty_intake_exports_nothing_and_exits_well(bench: Zhijian) -> None:
    done = bench("intake", "export", "--account", "bench", "--format", "jsonl")

    assert (done.returncode, [json.loads(line) for line in done.stdout.splitlines()]) == (0, [])


def test_unknown_export_format_is_refused(bench: Zhijian) -> None:
    done = bench("intake", "export", "--account", "bench", "--format", "xml")

    assert (done.returncode, "jsonl" in done.stderr) == (1, True)


def test_replay_wants_to_know_which_rows(bench: Zhijian) -> None:
    done = bench("intake", "replay", "--account", "bench")

    assert (done.returncode, "--since" in done.stderr) == (1, True)
