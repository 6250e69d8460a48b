"""`zhijian units import`."""

from pathlib import Path
from typing import Annotated

import typer

from zhijian.config.command.members import EXIT_REFUSED
from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

MOST_SHOWN = 20
app = typer.Typer(help="The tree of units in from a table.", no_args_is_help=True)


@app.callback()
def units() -> None:
    """The tree of units in from a table."""


@app.command("import")
def import_units(
    file: Annotated[Path, typer.Argument(help="CSV or Excel: code, superior, name, type.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a line of JSON for each row.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="Of a workbook.")] = None,
) -> None:
    """Open, rename and move units. Rows in any order; bad ones, and what hangs below them, are left out."""
    start_django()
    from zhijian.foundation.org.roster.errors import SheetRefused
    from zhijian.foundation.org.roster.reports import ReportFile
    from zhijian.foundation.org.roster.unit_import import count, look_at_units, take_in_units
    from zhijian.foundation.org.roster.unit_rows import unit_rows_in

    try:
        with file.open("rb") as opened:
            opened.seek(0)
            rows = unit_rows_in(opened, sheet=sheet)
    except OSError as error:
        raise Trouble(f"cannot read {file}: {error.strerror}", code=EXIT_REFUSED) from error
    except SheetRefused as refused:
        raise Trouble(f"{file.name}: {refused.reason}", code=EXIT_REFUSED) from refused
    if report is None:
        findings = look_at_units(rows) if dry_run else take_in_units(rows, by="command")
    else:
        try:
            with ReportFile(report) as writer:
                findings = look_at_units(rows) if dry_run else take_in_units(rows, by="command")
                writer.write((one.row.number, one.verdict, one.message) for one in findings)
        except OSError as error:
            raise Trouble(f"cannot write {report}: {error.strerror}", code=EXIT_REFUSED) from error
    counts = count(findings)
    said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    typer.echo(f"{said or 'no units'}{' (nothing was written)' if dry_run else ''}")
    bad = [one for one in findings if one.verdict == "bad"]
    for one in bad[:MOST_SHOWN]:
        typer.echo(f"row {one.row.number}: bad: {one.message}", err=True)
    if len(bad) > MOST_SHOWN:
        typer.echo(f"… {len(bad) - MOST_SHOWN} more; --report FILE.jsonl has them all", err=True)
