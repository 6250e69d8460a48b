"""`zhijian reach names|register|coverage|invite|codes`."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhijian.config.command.coverage import coverage
from zhijian.config.command.invitations import codes, invite
from zhijian.config.command.listing import print_rows
from zhijian.config.start_django import start_django

if TYPE_CHECKING:
    from zhijian.rooms.reach.queries.names import Checked

app = typer.Typer(
    help="Who is reached; the register of accounts, and what they are called.", no_args_is_help=True
)
app.command()(coverage)
app.command()(invite)
app.command()(codes)


@app.command()
def names(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an account, a line each.")] = False,
) -> None:
    """Check every account's name against its unit's. Changes nothing; exit code 0 whatever is found."""
    start_django()
    from zhijian.rooms.reach.queries.names import check_all

    found = check_all()
    if as_json:
        for checked in found:
            typer.echo(json.dumps(_as_data(checked), ensure_ascii=False))
        return
    print_rows(
        ("account", "name", "unit", "found", "proposal"),
        [
            (
                checked.entry.key,
                checked.entry.called,
                str(checked.entry.owner or "-"),
                " ".join(one["says"] for one in _findings(checked)) or "fine",
                ", ".join(checked.proposals),
            )
            for checked in found
        ],
    )


@app.command()
def register() -> None:
    """List every account of the register, connected or not; telephone numbers are left out."""
    start_django()
    from zhijian.foundation.org.scope import EVERYTHING
    from zhijian.rooms.reach.queries.register import entries_within, unentered_within

    entries = [*entries_within(EVERYTHING).order_by("name", "pk"), *unentered_within(EVERYTHING)]
    print_rows(
        ("account", "name", "unit", "kind", "verified until", "administrator", "stage", "connected"),
        [
            (
                entry.key,
                entry.called,
                entry.owner.code if entry.owner else "-",
                entry.sort or "-",
                str(entry.ends_on or "-"),
                str(entry.administrator or entry.administrator_name or "-"),
                entry.stands.value,
                "yes" if entry.account else "no",
            )
            for entry in entries
        ],
    )


def _as_data(checked: "Checked") -> dict[str, Any]:
    entry = checked.entry
    return {
        "account": entry.key,
        "name": entry.called,
        "unit": entry.owner.code if entry.owner else None,
        "findings": _findings(checked),
        "proposals": list(checked.proposals),
    }


def _findings(checked: "Checked") -> list[dict[str, str]]:
    from zhijian.rooms.reach.naming.sentences import says

    return [
        {
            "wrong": found.wrong.value,
            "grade": found.grade.name.lower(),
            "what": found.what,
            "right": found.right,
            "says": says(found),
        }
        for found in checked.findings
    ]
