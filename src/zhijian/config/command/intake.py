"""`zhijian intake export|replay`."""

import json
import sys
from datetime import datetime
from typing import Annotated

import typer

from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

app = typer.Typer(
    help="What WeChat told us: export it, or let the rooms hear it again.", no_args_is_help=True
)

Account = Annotated[str, typer.Option("--account", metavar="SLUG")]
Moment = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])]


@app.command()
def export(
    account: Account,
    output_format: Annotated[str, typer.Option("--format", help="jsonl")] = "jsonl",
    with_guarded: Annotated[
        bool,
        typer.Option(
            "--with-guarded", help="Also the words and senders of messages that speak of reporting somebody."
        ),
    ] = False,
) -> None:
    """One JSON object a line, spool files included. Works beside a running server."""
    if output_format != "jsonl":
        raise Trouble(f"--format: jsonl is the one format there is, not {output_format}")
    start_django()
    from zhijian.config.places import spool_folder
    from zhijian.foundation.intake.export import exported
    from zhijian.foundation.intake.spool import Spool

    spool = Spool(spool_folder())
    for entry in exported(account_id=_account_id(account), spool=spool, with_guarded=with_guarded):
        sys.stdout.write(json.dumps(entry, ensure_ascii=False) + "\n")


@app.command()
def replay(
    account: Account,
    since: Moment = None,
    until: Moment = None,
    row_id: Annotated[int | None, typer.Option("--id", help="One row, by the id that export shows.")] = None,
) -> None:
    """Bring stored messages to the rooms' ears again. Followers get nothing, whatever the rooms answer."""
    start_django()
    from django.utils.timezone import make_aware

    from zhijian.foundation.intake.replay import replay as bring_again

    if row_id is None and since is None and until is None:
        raise Trouble("say which rows: --since and --until, or --id")
    count = bring_again(
        account_id=_account_id(account),
        since=make_aware(since) if since else None,
        until=make_aware(until) if until else None,
        arrival_id=row_id,
    )
    typer.echo(f"{count} will be heard again by the worker; followers get nothing")


def _account_id(slug: str) -> int:
    from zhijian.foundation.accounts import queries
    from zhijian.foundation.accounts.errors import AccountUnknown

    try:
        return queries.account_by_slug(slug).pk
    except AccountUnknown as unknown:
        raise Trouble(str(unknown)) from unknown
