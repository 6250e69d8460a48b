"""`zhijian rules import|export`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

app = typer.Typer(help="Keyword rules in and out as CSV: keyword,match,reply.", no_args_is_help=True)

Account = Annotated[str, typer.Option("--account", metavar="SLUG", help="The account they belong to.")]


@app.command("import")
def import_rules(
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8 or GBK; - reads standard input.")],
    account: Account,
    replace: Annotated[bool, typer.Option("--replace", help="Remove the account's other rules.")] = False,
) -> None:
    """Add rules, or replace the replies of rules that are there. All or nothing."""
    start_django()
    from zhijian.foundation.accounts import queries
    from zhijian.foundation.accounts.errors import AccountUnknown
    from zhijian.rooms.answers.errors import ImportRefused
    from zhijian.rooms.answers.importing import import_csv

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise Trouble(f"cannot read {file}: {error.strerror}") from error
    try:
        account_id = queries.account_by_slug(account).pk
        with _progress() as progress:
            done = import_csv(
                account_id=account_id, data=data, replace=replace, actor="command", progress=progress
            )
    except AccountUnknown as unknown:
        raise Trouble(str(unknown)) from unknown
    except ImportRefused as refused:
        for line in refused.lines:
            typer.echo(line, err=True)
        raise Trouble(f"nothing was imported from {file}: {refused}") from refused
    typer.echo(
        f"added {done.added}, replaced {done.replaced}, removed {done.removed}; "
        f"same after normalisation: {done.same_after_normalisation} (the earlier answers)"
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, gone when all is done; nothing at all where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("checking", total=None)
        yield lambda done, total: bar.update(task, description="writing", completed=done, total=total)


@app.command("export")
def export_rules(
    account: Account,
    file: Annotated[
        Path | None, typer.Option("--file", help="Write here instead of standard output.")
    ] = None,
) -> None:
    """Write the same columns `rules import` reads."""
    start_django()
    from zhijian.foundation.accounts import queries
    from zhijian.foundation.accounts.errors import AccountUnknown
    from zhijian.rooms.answers.exporting import export_csv

    try:
        account_id = queries.account_by_slug(account).pk
    except AccountUnknown as unknown:
        raise Trouble(str(unknown)) from unknown
    if file is None:
        for piece in export_csv(account_id=account_id):
            sys.stdout.write(piece)
        return
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(export_csv(account_id=account_id))
