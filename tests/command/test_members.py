"""`zhijian units import`, `members import` and `members export`, as the reference describes them."""

import json
import os
import signal
import time
from pathlib import Path
from subprocess import Popen

import pytest

from tests.command.conftest import Zhijian
from tests.processes.running import COMMAND, environment, run
from zhijian.foundation.org.roster.tests.sheets import a_sheet, an_id, the_villages_sheet

UNITS = "code,superior,name,type\nHD,QH,河东村党支部,党支部\nQH,,青禾镇党委,党委\nHX,QH,河西村党支部,\n"


@pytest.fixture
def town(zhijian: Zhijian, tmp_path: Path) -> Zhijian:
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    done = zhijian("units", "import", str(tmp_path / "units.csv"))
    assert (done.returncode, done.stdout) == (0, "3 new\n")
    return zhijian


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Rows 5 to 9: two who are new, one whose digits are lost, one wrong, one namesake of the first."""
    path = tmp_path / "名册.xlsx"
    rows = [
        ("王建国", an_id(1), "1976.7", 13_900_000_001),
        ("陈玉兰", an_id(2), "1977.1", ""),
        ("李敏", 990000195201010011.0, "", ""),
        ("赵刚", "990000195201010011", "", ""),
        ("王建国", "", "", ""),
    ]
    path.write_bytes(the_villages_sheet(rows).read())
    return path


def verdicts(report: Path) -> list[tuple[int, str]]:
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert all(set(line) == {"row", "verdict", "message"} for line in lines)
    return [(line["row"], line["verdict"]) for line in lines]


def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    town: Zhijian, sheet: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.jsonl"
    words = ("members", "import", str(sheet), "--into", "HD", "--dry-run", "--report", str(report))

    first, second = town(*words), town(*words)

    assert (first.returncode, first.stdout) == (0, "2 new, 2 unclear, 1 bad (nothing was written)\n")
    assert second.stdout == first.stdout
    assert verdicts(report) == [(5, "new"), (6, "new"), (7, "unclear"), (8, "bad"), (9, "unclear")]


def test_a_roster_goes_in_and_a_second_time_changes_nothing(town: Zhijian, sheet: Path) -> None:
    first = town("members", "import", str(sheet), "--into", "HD")
    second = town("members", "import", str(sheet), "--into", "QH")

    assert (first.returncode, first.stdout) == (0, "2 new, 2 unclear, 1 bad\n")
    assert (second.returncode, second.stdout) == (0, "2 same, 2 unclear, 1 bad\n")


@pytest.mark.parametrize("file", ["out.xlsx", "out.csv"])
@pytest.mark.parametrize("masking", [(), ("--unmasked", "--reason", "核对")])
def test_what_was_exported_changes_nothing_when_it_comes_back(
    town: Zhijian, sheet: Path, tmp_path: Path, file: str, masking: tuple[str, ...]
) -> None:
    town("members", "import", str(sheet), "--into", "HD")
    out = tmp_path / file

    done = town("members", "export", "--to", str(out), *masking)
    back = town("members", "import", str(out), "--into", "QH")

    assert (done.returncode, back.stdout) == (0, "2 same\n")
    if file == "out.csv":
        assert (an_id(1) in out.read_text("utf-8")) == bool(masking)


@pytest.mark.parametrize(
    ("name", "data", "more"),
    [
        ("empty.csv", b"", ()),
        ("broken.xlsx", b"PK\x03\x04nothing", ()),
        ("late.csv", '姓名\n王建国\n"陈玉兰'.encode(), ()),
        ("none.csv", "甲,乙\n1,2\n".encode(), ()),
        ("good.csv", "姓名\n王建国\n".encode(), ("--sheet", "没有")),
        ("good.csv", "姓名\n王建国\n".encode(), ("--into", "NOBODY")),
        ("good.csv", "姓名\n王建国\n".encode(), ("--map", "/nowhere.json")),
    ],
)
def test_a_refused_file_is_one_line_and_no_report(
    town: Zhijian, tmp_path: Path, name: str, data: bytes, more: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(data)
    report = tmp_path / "report.jsonl"

    done = town("members", "import", str(tmp_path / name), "--into", "HD", "--report", str(report), *more)

    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
    assert not report.exists()
    assert sorted(path.name for path in tmp_path.glob(".report*")) == []
    assert town("members", "export", "--to", str(tmp_path / "all.csv")).stdout.startswith("0 members")


def test_columns_by_a_map(town: Zhijian, tmp_path: Path) -> None:
    file, mapping = tmp_path / "sheet.csv", tmp_path / "map.json"
    file.write_text(f"同志,号\n王建国,{an_id(1)}\n", "utf-8")
    mapping.write_text('{"同志": "name", "号": "id_number"}', "utf-8")

    done = town("members", "import", str(file), "--into", "HD", "--map", str(mapping))

    assert (done.returncode, done.stdout) == (0, "1 new\n")


def test_bad_units_are_left_out_and_the_others_taken(town: Zhijian, tmp_path: Path) -> None:
    file, report = tmp_path / "more.csv", tmp_path / "units.jsonl"
    file.write_text(
        "编号,上级,名称,类型\nA,B,甲,\nB,A,乙,\nC,NO,丙,\nD,C,丁,\nHD,HX,河东村新支部,\nE,HD,第一党小组,\nE,QH,重复,\n",
        "utf-8",
    )

    done = town("units", "import", str(file), "--report", str(report))

    assert done.returncode == 0
    assert verdicts(report) == [
        (2, "bad"), (3, "bad"), (4, "bad"), (5, "bad"), (6, "changed"), (7, "new"), (8, "bad"),
    ]  # fmt: skip


def test_an_import_killed_half_way_loses_nothing_and_does_nothing_twice(
    town: Zhijian, home: Path, tmp_path: Path
) -> None:
    count = 4000
    file = tmp_path / "many.xlsx"
    names = [
        f"{a}{b}{c}"
        for a in "赵钱孙李周吴郑王冯陈"
        for b in "玉宝金银铜铁木水火土"
        for c in "兰芳敏静丽强磊军洋勇"
    ]
    file.write_bytes(a_sheet(*([names[n % 1000], _whole_id(n), ""] for n in range(count))).read())
    killed = Popen(
        [*COMMAND, "members", "import", str(file), "--into", "HD"],
        env=environment(home),
        start_new_session=True,
    )
    database = home / "zhijian.sqlite3"
    begun, size = time.monotonic(), database.stat().st_size
    while database.stat().st_size <= size and time.monotonic() - begun < 40 and killed.poll() is None:
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()

    done = town("members", "import", str(file), "--into", "HD")
    again = town("members", "import", str(file), "--into", "HD")

    assert done.returncode == 0
    assert again.stdout == f"{count} same\n"


def _whole_id(number: int) -> str:
    return an_id(number % 1000, year=1950 + number // 1000)


@pytest.mark.postgres
def test_the_round_trip_on_postgres(postgres_url: str, sheet: Path, tmp_path: Path) -> None:
    home, out = tmp_path / "pg", tmp_path / "out.xlsx"
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")

    def zhijian(*words: str) -> str:
        done = run(home, *words, ZHIJIAN_DATABASE_URL=postgres_url)
        assert done.returncode == 0, done.stderr
        return done.stdout

    zhijian("migrate")
    zhijian("units", "import", str(tmp_path / "units.csv"))
    first = zhijian("members", "import", str(sheet), "--into", "HD")
    zhijian("members", "export", "--to", str(out), "--unmasked", "--reason", "核对")
    back = zhijian("members", "import", str(out), "--into", "QH")

    assert (first, back) == ("2 new, 2 unclear, 1 bad\n", "2 same\n")
