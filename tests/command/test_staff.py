"""`zhijian staff`: people without a browser."""

import os
import pty
import subprocess
from pathlib import Path

from tests.command.conftest import Zhijian
from tests.processes.running import COMMAND, environment

LONG = "a sentence one remembers"


def test_first_administrator_is_added_and_listed(zhijian: Zhijian) -> None:
    added = zhijian(
        "staff", "add", "wen", "--role", "administrator", "--name", "文", "--password", "-", stdin=LONG + "\n"
    )

    listed = zhijian("staff", "list")

    assert (added.returncode, added.stdout.split(";")[0]) == (0, "added wen (administrator)")
    assert [line.split() for line in listed.stdout.splitlines()[1:]] == [
        ["wen", "文", "administrator", "yes", "-"]
    ]


def test_list_is_a_table_on_a_terminal(zhijian: Zhijian, home: Path) -> None:
    zhijian("staff", "add", "wen", "--password", "-", stdin=LONG + "\n")
    watcher, terminal = pty.openpty()

    subprocess.run(
        [*COMMAND, "staff", "list"],
        env=environment(home, TERM="xterm", COLUMNS="80"),
        stdout=terminal,
        check=True,
    )

    os.close(terminal)
    seen = os.read(watcher, 100_000).decode()
    os.close(watcher)
    assert ("wen" in seen, "─" in seen or "━" in seen, "\t" in seen) == (True, True, False)


def test_password_is_never_an_argument(zhijian: Zhijian, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(LONG)

    as_argument = zhijian("staff", "add", "wen", "--password", LONG)
    from_file = zhijian("staff", "add", "wen", "--password", f"@{file}")
    unasked = zhijian("staff", "add", "lin")

    assert (as_argument.returncode, from_file.returncode, unasked.returncode) == (1, 0, 1)
    assert as_argument.stderr == "zhijian: --password takes @file or -, never the password itself\n"
    assert "no terminal to ask on" in unasked.stderr


def test_weak_password_is_refused_with_the_reason(zhijian: Zhijian) -> None:
    refused = zhijian("staff", "add", "wen", "--password", "-", stdin="short\n")

    assert (refused.returncode, "the password will not do" in refused.stderr) == (1, True)
    assert "wen" not in zhijian("staff", "list").stdout


def test_somebody_is_let_go_and_taken_back_but_not_the_last_administrator(zhijian: Zhijian) -> None:
    for name, role in (("wen", "administrator"), ("lin", "editor")):
        zhijian("staff", "add", name, "--role", role, "--password", "-", stdin=LONG + "\n")

    words = [
        zhijian("staff", verb, name)
        for verb, name in (
            ("disable", "lin"),
            ("enable", "lin"),
            ("disable", "wen"),
            ("reset-second-factor", "lin"),
            ("disable", "nobody"),
        )
    ]

    assert [done.returncode for done in words] == [0, 0, 1, 0, 1]
    assert words[2].stderr == "zhijian: wen is the last administrator; add another one first\n"
    assert words[4].stderr == "zhijian: nobody signs in as nobody; `zhijian staff list` shows who does\n"


def test_password_is_reset(zhijian: Zhijian) -> None:
    zhijian("staff", "add", "wen", "--password", "-", stdin=LONG + "\n")

    reset = zhijian("staff", "reset-password", "wen", "--password", "-", stdin="another long sentence\n")

    assert (reset.returncode, reset.stdout) == (0, "new password for wen; he is signed out everywhere\n")


def test_posts_are_given_said_in_sentences_and_ended(zhijian: Zhijian) -> None:
    for name, role in (("wen", "administrator"), ("li", "editor")):
        zhijian("staff", "add", name, "--role", role, "--password", "-", stdin=LONG + "\n")

    words = [
        zhijian("staff", "give", "li", "--role", "auditor", "--until", "2127-06-30"),
        zhijian("staff", "give", "li", "--role", "auditor"),
        zhijian("staff", "end", "li", "--role", "editor"),
        zhijian("staff", "may", "li"),
        zhijian("staff", "end", "wen", "--role", "administrator"),
        zhijian("staff", "give", "li", "--role", "editor", "--unit", "nowhere"),
    ]

    assert [done.returncode for done in words] == [0, 1, 0, 0, 1, 1]
    assert words[3].stdout == "li可以在全部组织看操作记录，别的都看不到，到 2127年6月30日 为止。\n"
    assert words[4].stderr == "zhijian: wen is the last administrator; add another one first\n"
    assert words[5].stderr == "zhijian: no unit has the code nowhere\n"
