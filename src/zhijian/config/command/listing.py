"""What a listing verb prints: a table to look at, or whole values for another program."""

import sys
from collections.abc import Iterable, Sequence

import typer


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """On a terminal a table as wide as it is; elsewhere a line a row, its values whole, tabs between them."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            typer.echo("\t".join(" ".join(value.split()) for value in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns)
    for row in rows:
        table.add_row(*row)
    Console().print(table)
