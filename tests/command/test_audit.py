"""`zhijian audit`: whether the log is whole, and what stands in it."""

import json
import sqlite3
from pathlib import Path

from tests.command.conftest import Zhijian

LONG = "a sentence one remembers\n"


def test_a_whole_log_is_said_to_be_whole_and_a_broken_one_where_it_is_broken(
    zhijian: Zhijian, home: Path
) -> None:
    zhijian("staff", "add", "wen", "--role", "administrator", "--password", "-", stdin=LONG)
    whole = zhijian("audit", "verify")
    head = whole.stdout.split("head ")[1].strip()
    zhijian("staff", "add", "li", "--password", "-", stdin=LONG)
    still = zhijian("audit", "verify", "--head", head)
    with sqlite3.connect(home / "zhijian.sqlite3") as at_the_file:
        at_the_file.execute("DROP TRIGGER audit_line_is_never_updated")
        at_the_file.execute("UPDATE audit_line SET actor_name = 'nobody' WHERE id = 2")
    at_the_file.close()
    broken = zhijian("audit", "verify")

    assert (whole.returncode, whole.stdout.split(";")[0]) == (0, "2 lines, whole")
    assert (still.returncode, still.stdout.split(";")[0]) == (0, "4 lines, whole")
    assert (broken.returncode, broken.stderr) == (
        3,
        "zhijian: the log is broken at line 2: it is not what was sealed\n",
    )


def test_the_log_is_listed_the_newest_first(zhijian: Zhijian) -> None:
    zhijian("staff", "add", "wen", "--role", "administrator", "--password", "-", stdin=LONG)

    plain = zhijian("audit", "list", "--what", "staff.")
    rows = [json.loads(row) for row in zhijian("audit", "list", "--json").stdout.splitlines()]

    assert plain.stdout.split(maxsplit=2)[2] == "command  staff.taken_on  wen  command\n"
    assert [(row["action"], row["from"], row["what"]) for row in rows] == [
        ("post.given", "command", "wen"),
        ("staff.taken_on", "command", "wen"),
    ]
