"""How long, and with how much memory, 100,000 rows are brought in: new, again, and with a change each.

    .venv/bin/python -m bench.org.importing [--rows 100000] [--postgres URL] [--only new]

The command is run as an operator runs it; time and memory are its own and its children's.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from zhijian.foundation.org.numbers import check_digit

MOST_SECONDS, MOST_BYTES = 60, 300 << 20
FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国文玉"


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--postgres", default="")
    asked.add_argument("--only", default="", help="one of: new, same, changed")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhijian-importing-") as folder:
        home = Path(folder)
        environment = {**os.environ, "ZHIJIAN_HOME": folder}
        if given.postgres:
            environment["ZHIJIAN_DATABASE_URL"] = given.postgres
        _run(["migrate"], environment)
        (home / "units.csv").write_text("code,superior,name,type\nQH,,青禾镇党委,\n", "utf-8")
        _run(["units", "import", str(home / "units.csv")], environment)
        write_sheet(home / "first.xlsx", rows=given.rows)
        write_sheet(home / "second.xlsx", rows=given.rows, phones_from=20_000_000)
        runs = {"new": "first", "same": "first", "changed": "second"}
        chosen = {title: sheet for title, sheet in runs.items() if given.only in ("", title)}
        return max([_measure(title, home / f"{sheet}.xlsx", environment) for title, sheet in chosen.items()])


def write_sheet(path: Path, *, rows: int, phones_from: int = 0) -> None:
    """As a township sends it: a title, a heading, ID numbers as text, telephones as numbers."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("名册")
    sheet.write_string(0, 0, "青禾镇党员花名册")
    heads = ("序号", "姓名", "性别", "民族", "公民身份号码", "入党时间", "联系电话", "家庭住址", "备注")
    for column, head in enumerate(heads):
        sheet.write_string(1, column, head)
    for number in range(rows):
        first = f"990000{1940 + number % 60}{1 + number % 12:02}{1 + number % 28:02}{number // 60 % 1000:03}"
        first = f"{990000 + number // 60_000 % 10:06}{first[6:]}"
        name = FAMILIES[number % 20] + GIVEN[number // 20 % 28] + GIVEN[number // 560 % 28]
        sheet.write_number(2 + number, 0, number + 1)
        sheet.write_string(2 + number, 1, name)
        sheet.write_string(2 + number, 2, "男女"[number % 2])
        sheet.write_string(2 + number, 3, "汉")
        sheet.write_string(2 + number, 4, first + check_digit(first))
        sheet.write_string(2 + number, 5, f"{1970 + number % 50}.{1 + number % 12}")
        sheet.write_number(2 + number, 6, 13_900_000_000 + phones_from + number)
        sheet.write_string(2 + number, 7, f"青禾镇河东村{number % 400}号")
    book.close()


def _run(words: list[str], environment: dict[str, str]) -> str:
    command = [str(Path(sys.executable).parent / "zhijian"), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout


def _measure(title: str, sheet: Path, environment: dict[str, str]) -> int:
    begun = time.monotonic()
    child = subprocess.Popen(
        [str(Path(sys.executable).parent / "zhijian"), "members", "import", str(sheet), "--into", "QH",
         "--report", str(sheet.with_suffix(".jsonl"))],
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    _pid, status, used = os.wait4(child.pid, 0)
    seconds, memory = time.monotonic() - begun, used.ru_maxrss * 1024
    said = child.stdout.read().strip() if child.stdout else ""
    lines = sum(1 for _line in sheet.with_suffix(".jsonl").open(encoding="utf-8"))
    is_good = status == 0 and seconds < MOST_SECONDS and memory < MOST_BYTES
    print(
        f"{title}: {seconds:.1f} s (under {MOST_SECONDS}; at work {used.ru_utime + used.ru_stime:.1f} s), "
        f"{memory >> 20} MB (under {MOST_BYTES >> 20}), "
        f"{lines} lines in the report: {said}"
    )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
