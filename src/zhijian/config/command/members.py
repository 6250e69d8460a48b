"""`zhijian members import|export`."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhijian.config.command.writing import ReplacedFile
from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

if TYPE_CHECKING:
    from zhijian.foundation.org.models import Unit

EXIT_REFUSED = 2
app = typer.Typer(help="The roster in and out of the sheets people have.", no_args_is_help=True)


@app.command("import")
def import_members(
    file: Annotated[Path, typer.Argument(help=".xlsx, .xls or CSV (UTF-8, GBK, UTF-16).")],
    into: Annotated[str, typer.Option("--into", metavar="UNIT", help="The code of the unit they belong to.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a line of JSON for each person's row.")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="Not the first visible sheet, but this one.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help='JSON: {"heading": "field", …}.')
    ] = None,
) -> None:
    """Bring a roster in. Never asks: unclear rows are left untouched and reported."""
    start_django()
    from django.utils import translation

    from zhijian.foundation.org.roster.bringing import bring_in, read_roster
    from zhijian.foundation.org.roster.errors import SheetRefused
    from zhijian.foundation.org.roster.reports import ReportFile

    unit = _unit(into)
    given = _mapping(mapping)
    with ExitStack() as stack:
        stack.enter_context(translation.override(None if translation.get_language() else "zh-hans"))
        try:
            opened = stack.enter_context(file.open("rb"))
            opened.seek(0)
        except OSError as error:
            raise Trouble(f"cannot read {file}: {error.strerror}", code=EXIT_REFUSED) from error
        try:
            read = read_roster(opened, sheet=sheet, given=given)
            writer = stack.enter_context(ReportFile(report)) if report else None
            progress = stack.enter_context(_progress())
            done = bring_in(
                read, into=unit, file_name=file.name, by="command", is_dry=dry_run, progress=progress
            )
        except SheetRefused as refused:
            raise Trouble(f"{file.name}: {refused.reason}", code=EXIT_REFUSED) from refused
        except OSError as error:
            if report is None:
                raise
            raise Trouble(f"cannot write {report}: {error.strerror}", code=EXIT_REFUSED) from error
        if writer:
            writer.write(done.lines)
    verdicts = ("same", "new", "changed", "unclear", "bad")
    counts = {str(verdict): count for verdict, count in done.counts.items()}
    said = ", ".join(f"{counts[verdict]} {verdict}" for verdict in verdicts if counts.get(verdict))
    typer.echo(f"{said or 'no rows of people'}{' (nothing was written)' if dry_run else ''}")
    if done.missing:
        typer.echo(
            f"{len(done.missing)} on the roster of {unit.code} are not in the sheet; they were left alone"
        )
    if report is None:
        for number, verdict, message in done.lines:
            if verdict in ("unclear", "bad"):
                typer.echo(f"row {number}: {verdict}: {message}", err=True)


@app.command("export")
def export_members(
    file: Annotated[Path | None, typer.Argument(help="FILE.xlsx or FILE.csv; as --to.")] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="FILE.xlsx or FILE.csv.")] = None,
    unit: Annotated[
        str, typer.Option("--from", metavar="UNIT", help="This unit and those below it, not all.")
    ] = "",
    columns: Annotated[str, typer.Option("--columns", help="Chosen ones, with commas; all without.")] = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Whole numbers; needs --reason.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="What for; it stands in the audit.")] = "",
) -> None:
    """Write the roster as a sheet. ID numbers and telephones are masked unless asked otherwise."""
    target = to or file
    if target is None or target.suffix.lower() not in (".xlsx", ".csv"):
        raise Trouble("say where to: --to FILE.xlsx or --to FILE.csv", code=EXIT_REFUSED)
    start_django()
    from zhijian.foundation.org.roster.exporting import COLUMNS, Wish, write_csv, write_xlsx
    from zhijian.foundation.org.scope import EVERYTHING

    named = {heading: column for column, heading in COLUMNS.items()}
    asked = [word.strip() for word in columns.replace("，", ",").split(",") if word.strip()]
    chosen = [named.get(word, word) for word in asked] or list(COLUMNS)
    if unknown := [word for word in chosen if word not in COLUMNS]:
        raise Trouble(f"no column {unknown[0]}; there are: {', '.join(COLUMNS)}", code=EXIT_REFUSED)
    if unmasked and not reason.strip():
        raise Trouble("--unmasked needs --reason, which is kept in the audit", code=EXIT_REFUSED)
    wish = Wish(EVERYTHING, _unit(unit) if unit else None, chosen, is_unmasked=unmasked, reason=reason)
    write = write_xlsx if target.suffix.lower() == ".xlsx" else write_csv
    try:
        with ReplacedFile(target) as out:
            count = write(wish, out, by="command")
    except OSError as error:
        raise Trouble(f"cannot write {target}: {error.strerror}", code=EXIT_REFUSED) from error
    typer.echo(f"{count} members written to {target}{'' if unmasked else ' (numbers masked)'}")


def _unit(code: str) -> "Unit":
    from zhijian.foundation.org.models import Unit

    unit = Unit.objects.filter(code=code, closed_on=None).first()
    if unit is None:
        raise Trouble(f"there is no unit with the code {code}", code=EXIT_REFUSED)
    return unit


def _mapping(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    from zhijian.foundation.org.roster.headings import FIELDS

    try:
        said = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Trouble(f"cannot read {path}: {error.strerror}", code=EXIT_REFUSED) from error
    except ValueError as error:
        raise Trouble(f"{path} is not JSON in UTF-8", code=EXIT_REFUSED) from error
    if not isinstance(said, dict) or not all(isinstance(one, str | None) for one in said.values()):
        raise Trouble(f'{path} does not map headings to fields: {{"姓名": "name", …}}', code=EXIT_REFUSED)
    if said and all(key in FIELDS for key in said) and not any(one in FIELDS for one in said.values()):
        return {heading: field for field, heading in said.items() if heading}  # written the other way round
    return {heading: field or "" for heading, field in said.items()}


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, gone when all is done; nothing at all where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, description="writing", completed=done, total=total)
